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
  expect(ceilingsOf(config)).toEqual({ modes, needStarts, needPrograms: false })
})

test('default budgets need no mode to be built', () => {
  expect(ceilingsOf(defaultConfig())).toEqual({ modes: [], needStarts: false, needPrograms: false })
})

test('a maximum number of vulnerabilities needs the programs of all modes', () => {
  const of = (text: string) =>
    ceilingsOf(expectValue(parseConfig(`version: 1\nvulnerabilities: ${text}`, 'f')))
  const ceilings = { modes: ['static', 'dynamic'], needStarts: false, needPrograms: true }
  expect(of('{ max: 0 }')).toEqual(ceilings)
  expect(of('{ new: fail }')).toEqual({ ...ceilings, modes: [], needPrograms: false })
})
