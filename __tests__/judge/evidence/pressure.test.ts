import { expect, test } from 'vitest'
import { pressureOf } from '../../../src/judge/evidence/pressure.ts'
import type { Start } from '../../../src/startup/probe/probe.ts'
import { inspectedAs, setOf } from '../../support/world/plan.ts'

const start = (startedMs: number, cpuMs: number, ioMs: number): Start => ({
  startedMs,
  readyMs: 5,
  pressure: { cpuMs, ioMs },
})

const started = (revision: 'base' | 'head', starts: readonly Start[]) => ({
  ...inspectedAs(revision, 'static'),
  startup: { kind: 'started', starts, inits: [] } as const,
})

test('pressure covers the time between the first and the last start of the variant with the most starts', () => {
  const head = started('head', [start(0, 900, 0), start(50, 900, 0)])
  const base = started('base', [start(1000, 40, 7), start(1500, 40, 7), start(2000, 540, 32)])
  expect(pressureOf(setOf(head, base))).toEqual({ cpu: 0.5, io: 0.025 })
})

test.each([
  ['one start', [start(1000, 40, 7)]],
  ['no start', []],
  [
    'a kernel that does not count it',
    [
      { startedMs: 0, readyMs: 5 },
      { startedMs: 9, readyMs: 5 },
    ],
  ],
  ['a probe that tells no time', [{ ...start(0, 1, 1), startedMs: undefined }, start(5, 2, 2)]],
])('none from %s', (_what, starts) => {
  expect(pressureOf(setOf(started('head', starts as readonly Start[])))).toBeUndefined()
})
