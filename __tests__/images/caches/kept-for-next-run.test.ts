import { expect, test } from 'vitest'
import { withCaches } from '../../../src/images/caches/kept-for-next-run.ts'
import { noResults } from '../../../src/images/results/kept-results.ts'

test('Go caches are announced for the next run only if this run saves any', () => {
  const phases = [{ name: 'restore', seconds: 1 }]
  const use = { from: 'none', key: 'a', saves: true } as const
  const saves = (isSaved: boolean) =>
    withCaches(phases, { use, isSaved }, { results: noResults })[0]?.goCaches?.saves
  expect([saves(true), saves(false)]).toEqual([true, false])
})
