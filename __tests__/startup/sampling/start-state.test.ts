import { describe, expect, test } from 'vitest'
import { type Result, succeed } from '../../../src/common/result.ts'
import type { NotStarted, Start } from '../../../src/startup/probe/probe.ts'
import { afterStart, type StartState } from '../../../src/startup/sampling/start-state.ts'

const at = (port: number, scheme?: 'http' | 'https'): Result<Start, NotStarted> =>
  succeed({ readyMs: 5, address: `127.0.0.1:${port}`, ...(scheme === undefined ? {} : { scheme }) })
const silent: Result<Start, NotStarted> = succeed({ readyMs: 5 })
const notStarted: NotStarted = { failure: { kind: 'garbled', answer: 'x' }, log: [] }
const failure: Result<Start, NotStarted> = { ok: false, problem: notStarted }

/** The state after these starts, and which of them were measured. */
function startsFrom(address: string, ...results: readonly Result<Start, NotStarted>[]) {
  let state: StartState = { kind: 'never-ready', address }
  const times: boolean[] = []
  for (const result of results) {
    if (state.kind === 'failed') throw new Error('a failed app is not started again')
    const next = afterStart(state, result)
    state = next.state
    times.push(next.start !== undefined)
  }
  return { state, times }
}

describe('consequences of one start for the next', () => {
  test('address and scheme are known after the first one', () => {
    expect(startsFrom('', at(8080, 'https')).state).toEqual({
      kind: 'ready',
      address: '127.0.0.1:8080',
      scheme: 'https',
      moves: 0,
      failures: 0,
      count: 1,
    })
    expect(startsFrom('', at(8080, 'https'), at(8080)).state).toMatchObject({ scheme: 'https' })
    expect(startsFrom('', silent).state).toMatchObject({ kind: 'ready', address: '' })
  })

  test('an app that was never ready fails with its first failed start', () => {
    expect(startsFrom('127.0.0.1:80', failure)).toEqual({
      state: { kind: 'failed', notStarted },
      times: [false],
    })
  })

  test('three failures of an app that was ready are tolerated, a fourth is not', () => {
    const three = [failure, failure, failure]
    expect(startsFrom('', at(80), ...three)).toMatchObject({
      state: { kind: 'ready', address: '127.0.0.1:80', failures: 3 },
      times: [true, false, false, false],
    })
    expect(startsFrom('', at(80), failure, at(80), ...three.slice(1), failure).state).toEqual({
      kind: 'failed',
      // it was ready twice before
      notStarted: { ...notStarted, before: 2 },
    })
  })

  test('a start at another address has no valid time; after a third change, the address is unknown', () => {
    expect(startsFrom('127.0.0.1:1', at(2))).toMatchObject({
      state: { address: '127.0.0.1:2', moves: 1 },
      times: [false],
    })
    const moving = startsFrom('', at(1), at(2), at(3), at(4), at(5))
    expect(moving.state).toMatchObject({ kind: 'ready', address: '', moves: 3 })
    expect(moving.times).toEqual([true, false, false, false, true])
  })
})
