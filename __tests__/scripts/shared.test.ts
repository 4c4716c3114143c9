import { expect, test } from 'vitest'
import { shared } from '../../scripts/tools/shared.ts'

test('runs once for simultaneous calls, and again for a call after the end', async () => {
  let runs = 0
  const work = async () => {
    await Promise.resolve()
    return ++runs
  }
  expect(await Promise.all([shared('a', work), shared('a', work), shared('b', work)])).toEqual([1, 1, 2])
  expect(await shared('a', work)).toBe(3)
})

test('a failure reaches all simultaneous calls, but no later one', async () => {
  const failing = () => Promise.reject(new Error('no disk'))
  const results = await Promise.allSettled([shared('a', failing), shared('a', failing)])
  expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  expect(await shared('a', async () => 'done')).toBe('done')
})
