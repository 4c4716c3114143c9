import { expect, test } from 'vitest'
import { defaultConfig, parseConfig } from '../../src/config/config.ts'
import { ceilingsOf } from '../../src/judge/ceilings.ts'
import { expectValue } from '../support/results.ts'

test.each([
  ['startup: { increase: 10% }', [], false],
  ['pull-size: { max: 20 MB }', ['static', 'dynamic'], false],
  ['dynamic: { pull-size: { max: 20 MB } }', ['dynamic'], false],
  ['memory: { max: 20 MB }', ['static', 'dynamic'], true],
  ['static: { startup: { max: 1 s } }', ['static'], true],
])('budgets { %s } need the numbers of %s', (budgets, modes, needStarts) => {
  const config = expectValue(parseConfig(`version: 1\nbudgets: { ${budgets} }`, 'f'))
  expect(ceilingsOf(config.budgets, config.modes)).toEqual({ modes, needStarts })
})

test('default budgets need none', () => {
  const { budgets, modes } = defaultConfig()
  expect(ceilingsOf(budgets, modes)).toEqual({ modes: [], needStarts: false })
})
