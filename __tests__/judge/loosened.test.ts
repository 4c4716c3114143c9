import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseConfig } from '../../src/config/config.ts'
import { findingMessage } from '../../src/findings/finding.ts'
import { loosenedBudgets } from '../../src/judge/loosened.ts'
import type { Budget } from '../../src/model/budget.ts'
import { expectValue } from '../support/results.ts'

function budgets(text: string): readonly Budget[] {
  return expectValue(parseConfig(`version: 1\n${text === '' ? '' : `budgets: ${text}\n`}`, 'f')).budgets
}

const said = (before: string, after: string) =>
  loosenedBudgets(budgets(before), budgets(after)).map((one) =>
    findingMessage(one).replace('This change loosens the budget that it is judged by: ', ''),
  )

test.each([
  [
    '{ memory: { max: 20 MB } }',
    '{ memory: { max: 30 MB } }',
    'This change loosens its own budget: Memory at ready: `max 20 MB` → `max 30 MB`',
  ],
  [
    '{ memory: { max: 20 MB } }',
    '{ layers: { max: 3 } }',
    'This change loosens its own budget: Memory at ready: removed, was `max 20 MB`',
  ],
  [
    '{ startup: { increase: 10% } }',
    '{ startup: { increase: 10% and 1 ms } }',
    'This change loosens its own budget: Start-up: `increase 10%` → `increase 10% and 1 ms`',
  ],
  [
    '{ startup: { increase: 5% and 1 ms } }',
    '{ startup: { increase: 10% and 1 ms } }',
    'This change loosens its own budget: Start-up: `increase 5% and 1 ms` → `increase 10% and 1 ms`',
  ],
  [
    '{ startup: { max: 1 s } }',
    '{ startup: { max: 1 s, level: warn } }',
    'This change loosens its own budget: Start-up: `max 1 s` → `max 1 s, level warn`',
  ],
  [
    '{ startup: { max: 1 s } }',
    '{ startup: { max: 1 s, unmeasured: warn } }',
    'This change loosens its own budget: Start-up: `max 1 s` → `max 1 s, unmeasured warn`',
  ],
  [
    '{ static: { layers: { max: 2 } } }',
    '{ static: { layers: { max: 3 } } }',
    'This change loosens its own budget: Layers of mode `static`: `max 2` → `max 3`',
  ],
  [
    '{ layers: { max: 2 }, static: { layers: { max: 1 } } }',
    '{ layers: { max: 2 } }',
    'This change loosens its own budget: Layers of mode `static`: `max 1` → `max 2`',
  ],
  [
    '{ layers: { max: 2 } }',
    '{ layers: { max: 2 }, static: { layers: { max: 9 } } }',
    'This change loosens its own budget: Layers of mode `static`: `max 2` → `max 9`',
  ],
  [
    '{ dynamic: { layers: { over-reference: 1 } } }',
    '{ dynamic: { layers: { over-reference: 2 } } }',
    'This change loosens its own budget: Layers of mode `dynamic`: `over-reference 1, reference static` → `over-reference 2, reference static`',
  ],
  [
    '{ dynamic: { layers: { over-reference: 1, max: 3 } } }',
    '{ dynamic: { layers: { max: 3 } } }',
    'This change loosens its own budget: Layers of mode `dynamic`: `max 3, over-reference 1, reference static` → `max 3`',
  ],
])('%s → %s', (before, after, message) => {
  expect(said(before, after)).toEqual([message])
})

test.each([
  ['{ memory: { max: 30 MB } }', '{ memory: { max: 20 MB } }'],
  ['{ startup: { increase: 10% and 1 ms } }', '{ startup: { increase: 10% } }'],
  ['{ startup: { max: 1 s, level: warn } }', '{ startup: { max: 1 s } }'],
  ['{ layers: { max: 2 } }', '{ layers: { max: 2 }, memory: { max: 1 GB } }'],
  ['{ layers: { max: 2 } }', '{ layers: { max: 2 }, static: { layers: { max: 1 } } }'],
  ['{ layers: { max: 3 } }', '{ layers: { max: 3, over-reference: 1 } }'],
  ['', ''],
])('not looser: %s → %s', (before, after) => {
  expect(said(before, after)).toEqual([])
})

test('another reference mode counts as looser, because it may be larger', () => {
  const common = '{ layers: { over-reference: 1 } }'
  const found = loosenedBudgets(budgets(common), budgets(`${common}\nreference: dynamic`))
  expect(found.map(findingMessage)).toEqual([
    'This change loosens its own budget: Layers: `over-reference 1, reference static` → `over-reference 1, reference dynamic`',
  ])
})

test('default budgets can be loosened, too', () => {
  expect(said('', '{ startup: { increase: 10% and 0.5 ms } }')).toHaveLength(5)
})

test('the reverse of a looser change is not looser, unless another setting is', () => {
  const increase = fc.constantFrom('1%', '5%', '1 ms', '5 ms', '1% and 1 ms', '5% and 5 ms')
  const ceiling = fc.constantFrom('1 s', '2 s')
  fc.assert(
    fc.property(increase, ceiling, ceiling, (grow, one, other) => {
      const of = (max: string) => `{ startup: { max: ${max}, increase: ${grow} } }`
      expect(said(of(one), of(other)).length + said(of(other), of(one)).length).toBe(one === other ? 0 : 1)
      expect(said(of(one), of(one))).toEqual([])
    }),
  )
})

test('a loosened budget is a finding that does not fail the check', () => {
  const found = loosenedBudgets(budgets('{ memory: { max: 20 MB } }'), budgets('{ memory: { max: 30 MB } }'))
  expect(found).toEqual([
    {
      id: 'budget/loosened',
      verdict: 'pass',
      metric: 'memory',
      params: { was: 'max 20 MB', is: 'max 30 MB' },
    },
  ])
})
