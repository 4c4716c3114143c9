import { expect, test } from 'vitest'
import { openLimit, transferred } from '../../../src/world/cache/progress.ts'
import { temporaryDirectory, writeTree } from '../../support/world/temporary.ts'

test('progress is what lies in the directory and what the client says it has received', async () => {
  const directory = await temporaryDirectory()
  await writeTree(directory, { 'a/b/archive': 'x'.repeat(1000), stored: 'y'.repeat(10) })
  expect(await transferred(directory, '')).toBe(1010)
  expect(await transferred(directory, 'Received 5 of 90 (5%)\nReceived 70 of 90 (77%)\n')).toBe(1080)
  expect(await transferred(`${directory}/missing`, '')).toBe(0)
})

test('only time without progress counts against the patience; all time against the limit', async () => {
  let progress = 0
  const moving = openLimit({ limitMs: 60_000, idleMs: 10, progress: async () => ++progress })
  const standing = openLimit({ limitMs: 60_000, idleMs: 10, progress: async () => 0 })
  const long = openLimit({ limitMs: 10, idleMs: 60_000, progress: async () => 0 })
  const until = performance.now() + 15
  while (performance.now() < until) await moving.exceeded()
  expect(await moving.exceeded()).toBeUndefined()
  expect(await standing.exceeded()).toBe('nothing arrived for 0 s')
  expect(await long.exceeded()).toBe('it took longer than 0 s')
  expect(standing.why()).toBe('nothing arrived for 0 s')
})
