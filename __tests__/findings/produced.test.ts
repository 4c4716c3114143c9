/** Every id of the catalog is reported by the step that finds it, in a test of that step. */
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { catalogIds } from '../../src/findings/catalog.ts'

const root = join(import.meta.dirname, '..')

/** Tests of the steps that report something; those of what shows findings make their own. */
const steps = ['attribution', 'images', 'inspect', 'judge', 'repository', 'startup', 'run.test.ts'].flatMap(
  (step) => globSync(step.endsWith('.ts') ? step : `${step}/**/*.test.ts`, { cwd: root }),
)

/** Ids in a test that it does not itself put into a value: it expects them of what it tests. */
function expectedIds(source: string): ReadonlySet<string> {
  const expected = source
    // a finding, or a fact, that the test makes
    .replaceAll(/\bfinding\(\s*'[\w/-]+'/g, '')
    .replaceAll(/\bid: '[\w/-]+',\s*(?:level(?:: '\w+')?,\s*)?params\b/g, '')
  return new Set([...expected.matchAll(/'([a-z]+\/[a-z-]+)'/g)].map(([, id = '']) => id))
}

test('an id does not count as expected if a test only creates its finding', () => {
  const source = [
    "const problem: LoadProblem = { id: 'load/made', params: { path: '/api' } }",
    "const fact = { id: 'runtime/made', level: 'warn', params: {} }",
    "const one = finding(\n  'budget/made', {}, { verdict: 'pass' })",
    "expect(found.map(({ id }) => id)).toEqual(['load/expected'])",
    "expect(found).toMatchObject([{ id: 'link/expected', verdict: 'warn' }])",
  ].join('\n')
  expect([...expectedIds(source)]).toEqual(['load/expected', 'link/expected'])
})

test('a test expects every id from the step that reports it', () => {
  const expected = new Set(steps.flatMap((file) => [...expectedIds(readFileSync(join(root, file), 'utf8'))]))
  expect(steps.length).toBeGreaterThan(20)
  expect(catalogIds.filter((id) => !expected.has(id))).toEqual([])
})
