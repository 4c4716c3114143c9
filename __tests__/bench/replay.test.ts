import { expect, test } from 'vitest'
import { readRecordings } from '../../bench/timing/recordings.ts'
import { replay } from '../../bench/timing/replay.ts'
import { seededRandom } from '../support/world/world.ts'

test('recorded starts pass through sampling and judging: page faults are found, and the other mode is not broken', async () => {
  const recordings = await readRecordings()
  expect([...recordings.keys()]).toEqual(['busy-2', 'busy-8', 'quiet'])
  const [quiet] = recordings.get('quiet') ?? []
  if (quiet === undefined) throw new Error('nothing was recorded')
  const once = () => replay(quiet, quiet.lanes.faults, seededRandom(1))
  const { report, starts } = await once()
  const verdictOf = (mode: string) =>
    report.comparisons.find((one) => one.metric === 'startup-cpu' && one.mode === mode)?.verdict
  expect([verdictOf('static'), verdictOf('dynamic')]).toEqual(['fail', 'pass'])
  // at least up to the first interim analysis, with the control in half of the rounds
  expect(starts).toBeGreaterThan(25 * 4.5)
  expect(report.noise).toMatchObject({ limit: 200, control: { every: 2 } })
  expect(await once()).toEqual({ report, starts, ms: expect.any(Number) })
})
