import { expect, test } from 'vitest'
import { openPhases } from '../../src/common/phases.ts'
import { settleAll } from '../../src/common/settle.ts'

test('a nested phase follows its parent and has its own duration', async () => {
  let now = 0
  const passing = async (ms: number) => {
    now += ms
  }
  const phases = openPhases({ now: () => now })
  await phases.run('build', () => passing(1200))
  await phases.run('inspect', async (within) => {
    await settleAll([within.run('link', () => passing(300)), passing(500)])
  })
  await phases.run('start', () => passing(40))
  expect(phases.done).toEqual([
    { name: 'build', seconds: 1.2 },
    { name: 'inspect', seconds: 0.8 },
    { name: 'link', seconds: 0.8, within: 'inspect' },
    { name: 'start', seconds: 0 },
  ])
})

test('runs of one name are one phase, and overlapping time is counted once', async () => {
  let now = 0
  const phases = openPhases({ now: () => now })
  const { run } = phases.within('build')
  const ends: (() => void)[] = []
  const begin = () => {
    const { promise, resolve } = Promise.withResolvers<void>()
    ends.push(resolve)
    return run('builder', () => promise)
  }
  await phases.run('build', async () => {
    const first = begin()
    now = 1_000
    const second = begin()
    now = 3_000
    ends[0]?.()
    await first
    now = 4_000
    ends[1]?.()
    await second
    now = 9_000
    const third = begin()
    now = 9_500
    ends[2]?.()
    await third
  })
  expect(phases.done).toEqual([
    { name: 'build', seconds: 9.5 },
    { name: 'builder', seconds: 4.5, within: 'build' },
  ])
})

test('a failed phase has a duration, too', async () => {
  let now = 0
  const phases = openPhases({ now: () => now })
  const lost = phases.run('starts', async () => {
    now = 700
    throw new Error('the engine is gone')
  })
  await expect(lost).rejects.toThrow('gone')
  expect(phases.done).toEqual([{ name: 'starts', seconds: 0.7 }])
})
