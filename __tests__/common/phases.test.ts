import { expect, test } from 'vitest'
import { openPhases } from '../../src/common/phases.ts'
import { settleAll } from '../../src/common/settle.ts'

test('a phase within another is after it, with its own seconds', async () => {
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
