import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { missingFrom } from '../scripts/generate/complete-lock.ts'
import { generated, outdated } from '../scripts/generate/generate.ts'
import { defaultRounds, inputParsers, phases, readInputs } from '../src/config/inputs.ts'
import { commentPolicies } from '../src/model/comment-policy.ts'
import { outputsOf } from '../src/publish/outputs.ts'
import { sampleReport } from './support/reports/report.ts'

interface Action {
  readonly inputs: Readonly<Record<string, { readonly description: string; readonly default: string }>>
  readonly outputs: Readonly<Record<string, unknown>>
}

const action = parse(await readFile(join(import.meta.dirname, '../action.yml'), 'utf8')) as Action

test('action.yml and the parsers name the same inputs', () => {
  expect(Object.keys(action.inputs).sort()).toEqual(Object.keys(inputParsers).sort())
})

test('every default of action.yml can be read', () => {
  const read = readInputs((name) => {
    const value = action.inputs[name]?.default ?? 'missing'
    return value.includes('${{') ? '' : value
  })
  expect(read).toMatchObject({
    value: { cache: true, comment: 'always', rounds: defaultRounds },
  })
})

test('descriptions name every choice', () => {
  for (const policy of commentPolicies) expect(action.inputs['comment']?.description).toContain(policy)
  for (const phase of phases) expect(action.inputs['phase']?.description).toContain(phase)
})

test('action.yml and the code name the same outputs', () => {
  const outputs = outputsOf([sampleReport()], { report: 'report.json' }, 'text')
  expect(Object.keys(action.outputs).sort()).toEqual(Object.keys(outputs).sort())
})

test('the generated parts are up to date', async () => {
  expect(generated.map(({ file }) => file)).toContain('docs/configuration.md')
  expect((await outdated()).map(({ file }) => file)).toEqual([])
})

test('the lock holds the packages of every platform', async () => {
  const lock = JSON.parse(await readFile(join(import.meta.dirname, '../package-lock.json'), 'utf8'))
  expect(Object.keys(missingFrom(lock)), 'run `node scripts/generate/complete-lock.ts`').toEqual([])
})
