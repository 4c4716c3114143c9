import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { joinedDefinitions, readBakeFile } from '../../../src/repository/bake/definition.ts'
import { type BakeOverride, withOverrides } from '../../../src/repository/bake/overrides.ts'
import { parseHcl } from '../../../src/repository/bake/parse-hcl.ts'
import { bakeTargets } from '../../../src/repository/bake/targets.ts'
import { asWritten, type BakeValue, isObject, unknownValue } from '../../../src/repository/bake/values.ts'

const fixtures = join(import.meta.dirname, '../../fixtures/bake')
const text = (name: string) => readFileSync(join(fixtures, name), 'utf8')

function define(files: Readonly<Record<string, string>>) {
  const read = Object.entries(files).map(([file, source]) => readBakeFile(source, file))
  return joinedDefinitions(
    read.map((one) => {
      if (!one.ok) throw new Error(`${one.problem.file}:${one.problem.line}: ${one.problem.message}`)
      return one.value
    }),
  )
}

describe('the output of docker buildx bake --print', () => {
  const written = (value: BakeValue | undefined) =>
    isObject(value)
      ? Object.fromEntries(Object.entries(value).map(([key, one]) => [key, asWritten(one)]))
      : value
  const shown = (values: Readonly<Record<string, BakeValue>>) => ({
    context: values['context'] ?? '.',
    dockerfile: values['dockerfile'] ?? 'Dockerfile',
    inline: values['dockerfile-inline'],
    args: written(values['args']) ?? {},
    target: values['target'],
    tags: values['tags'] ?? [],
    output: values['output'] ?? [],
  })

  const cases = readdirSync(fixtures)
    .filter((name) => name.endsWith('.txt'))
    .flatMap((name) => text(name).split(/^== /m).slice(1))

  test.each(cases)('%s', (one) => {
    const [head = '', ...printed] = one.split('\n')
    const words = head.split(' ').filter((word) => word !== '')
    const given = (option: string) => words.flatMap((word, at) => (words[at - 1] === option ? [word] : []))
    const plain = words.filter((word, at) => !word.startsWith('-') && !words[at - 1]?.startsWith('-'))
    const environment = new Map(
      plain.filter((word) => word.includes('=')).map((word) => word.split('=') as [string, string]),
    )
    const overrides = given('--set').map((word): BakeOverride => {
      const [, pattern = '', key = '', value = ''] = /^([^.]+)\.([^=]+)=(.*)$/.exec(word) ?? []
      return { pattern, key, value }
    })
    const definition = define(Object.fromEntries(given('-f').map((name) => [name, text(name)])))
    const targets = bakeTargets(definition, (name) => environment.get(name), overrides)
    const named = targets.named(plain.filter((word) => !word.includes('=')))
    const found = targets.all.filter(({ name }) => named.includes(name))
    const expected = JSON.parse(printed.join('\n')).target as Record<string, Record<string, BakeValue>>
    expect(Object.keys(expected).length).toBeGreaterThan(0)
    expect(Object.fromEntries(found.map(({ name, values }) => [name, shown(values)]))).toEqual(
      Object.fromEntries(Object.entries(expected).map(([name, values]) => [name, shown(values)])),
    )
  })
})

function target(source: string, environment: Readonly<Record<string, string | typeof unknownValue>> = {}) {
  const { all } = bakeTargets(define({ 'docker-bake.hcl': source }), (name) => environment[name])
  return all.at(-1)?.values ?? {}
}

test('supports functions that the recorded version of bake lacks', () => {
  const source = `target "a" { args = {
    A = basename("/a/b.c")
    B = dirname("/a/b.c")
    C = dirname("b")
    D = indexof(["a", "b"], "b")
  } }`
  expect(target(source)['args']).toEqual({ A: 'b.c', B: '/a', C: '.', D: 1 })
})

test.each([
  ['"%{ if true }a"', '`%{ endif }` is missing'],
  ['"a%{ endfor }"', '`%{ endfor }` ends nothing'],
  ['"%{ for x in [1] }%{ else }%{ endfor }"', '`%{ else }` ends nothing'],
  ['"%{ while }"', '`if` or `for` is missing after `%{`'],
  [`"${'%{ if true }'.repeat(200)}"`, 'this is nested too deeply'],
])('an invalid template directive: %s', (expression, message) => {
  expect(readBakeFile(`target "a" { target = ${expression} }`, 'x.hcl')).toMatchObject({
    ok: false,
    problem: { message },
  })
})

describe('values that are only known at run time', () => {
  const source = (expression: string) =>
    `variable "V" { default = "v" }\ntarget "a" { target = ${expression}\n context = "known" }`

  test.each([
    'V',
    `"x-\${V}"`,
    'upper(V)',
    'timestamp()',
    'formatdate("YYYY", timestamp())',
    'V == "x" ? "a" : "b"',
    'missing',
    'join(",", [V])',
    'join(",", [for x in V : x])',
    '{ a = V }.a',
  ])('%s', (expression) => {
    expect(target(source(expression), { V: unknownValue })).toMatchObject({
      target: unknownValue,
      context: 'known',
    })
  })

  test.each([
    ['V == "x" ? "a" : "a"', 'a'],
    ['false && V ? "a" : "b"', 'b'],
    ['true || V ? "a" : "b"', 'a'],
    ['try(missing, "b")', 'b'],
  ])('results that do not depend on it: %s', (expression, expected) => {
    expect(target(source(expression), { V: unknownValue })).toMatchObject({ target: expected })
  })

  test('a variable that refers to itself', () => {
    expect(target(`variable "A" { default = "\${A}x" }\ntarget "a" { target = A }`)).toEqual({
      target: unknownValue,
    })
  })
})

describe('a variable without a value', () => {
  test('is null, which is known', () => {
    const source = `
      variable "X" { default = null }
      function "same" {
        params = [X]
        result = X
      }
      target "a" { args = { A = X == null ? "none" : "some", B = X, C = coalesce(X, "c"), D = same(null) == null } }`
    const [target] = bakeTargets(define({ 'x.hcl': source }), (name) => (name === 'X' ? undefined : 'no')).all
    expect(target?.values['args']).toEqual({ A: 'none', C: 'c', D: true })
  })
})

describe('a file that would take forever', () => {
  const upTo = Array.from({ length: 40 }, (_, at) => at)
  const all = upTo.map((at) => `"t${at}"`).join(', ')
  const argument = (expression: string) => `target "t" { args = { A = ${expression} } }`

  test.each([
    ['a function that calls itself', `function "f" {\n params = [x]\n result = f(x)\n}\n${argument('f(1)')}`],
    [
      'texts that double',
      `v0 = "ha"\n${upTo.map((at) => `v${at + 1} = "\${v${at}}\${v${at}}"\n`).join('')}${argument('v40')}`,
    ],
    [
      'lists that double',
      `v0 = [1]\n${upTo.map((at) => `v${at + 1} = [v${at}, v${at}]\n`).join('')}${argument('length(v40)')}`,
    ],
    [
      'loops in loops',
      `l = [${upTo.join(', ')}]\n${argument(`length(${'[for x in l: '.repeat(8)}1${']'.repeat(8)})`)}`,
    ],
    ['a long sum', argument(`${'1+'.repeat(50_000)}1`)],
    ['a pattern that goes back', argument(`regex_replace("${'a'.repeat(40)}!", "^(a+)+$", "")`)],
  ])('%s: the result is unknown', (_what, source) => {
    const [target] = bakeTargets(define({ 'x.hcl': source }), () => undefined).all
    expect(target?.values['args']).toEqual({ A: unknownValue })
  })

  test('targets that inherit from each other, and groups of groups', () => {
    const targets = upTo.map((at) => `target "t${at}" {\n inherits = [${all}]\n target = "own${at}"\n}\n`)
    const groups = upTo.map(
      (at) => `group "g${at}" { targets = [${upTo.map((one) => `"g${one}"`).join(', ')}, "t${at}"] }\n`,
    )
    const found = bakeTargets(define({ 'x.hcl': [...targets, ...groups].join('') }), () => undefined)
    expect(found.all.map(({ values }) => values['target'])).toEqual(upTo.map((at) => `own${at}`))
    expect([...found.named(['g0'])].sort()).toEqual(upTo.map((at) => `t${at}`).sort())
  })
})

test('ends endless chains of inheritance and of groups', () => {
  const upTo = Array.from({ length: 1000 }, (_, at) => at)
  const targets = upTo.map((at) => `target "t${at}" { inherits = ["t${at + 1}"] }\n`)
  const groups = upTo.map((at) => `group "g${at}" { targets = ["g${at + 1}", "t${at}"] }\n`)
  const found = bakeTargets(define({ 'x.hcl': [...targets, ...groups].join('') }), () => undefined)
  expect(found.all).toHaveLength(1000)
  expect(found.named(['g0'])).toContain('t0')
})

describe('a text that is not a bake file', () => {
  test.each([
    ['target "a" {', 1],
    ['\ntarget "a" { context = }', 2],
    ['a = "x', 1],
    ['}', 1],
    ['a = [1, 2', 1],
    ['a = f(1', 1],
    ['a = <<EOT\nx', 2],
    [`a = "\\x"`, 1],
    ['a = (1', 1],
    [`a = ${'('.repeat(300)}1${')'.repeat(300)}`, 1],
    [`a = ${'!'.repeat(50_000)}true`, 1],
    ['a {'.repeat(20_000), 1],
  ])('%j: the line', (source, line) => {
    expect(readBakeFile(source, 'x.hcl')).toMatchObject({ ok: false, problem: { file: 'x.hcl', line } })
  })

  test('invalid JSON', () => {
    expect(readBakeFile('{', 'x.json')).toMatchObject({ ok: false })
    expect(readBakeFile('[1]', 'x.json')).toMatchObject({ ok: true })
    expect(readBakeFile(`{"target":{"a":{"x":${'['.repeat(5000)}${']'.repeat(5000)}}}}`, 'x.json').ok).toBe(
      true,
    )
  })

  test('never throws', () => {
    const characters = [...'{}[]()"$%<-=:,.?!&|#/*\n\\', 'a', '1', 'for ', 'in ', 'EOT', '<<EOT\n', ' ']
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...characters), { maxLength: 30 }), (parts) => {
        expect(parseHcl(parts.join(''))).toHaveProperty('ok')
      }),
    )
  })
})

test.each([
  ['api', 'api', true],
  ['api', 'apis', false],
  ['*', 'api', true],
  ['a*i', 'api', true],
  ['a*a', 'a', false],
  ['*-*-x', 'a-b-x', true],
  ['*-*-x', 'a-b-y', false],
  ['a.i', 'api', false],
  [`${'*a'.repeat(9)}*b`, 'a'.repeat(2000), false],
])('the override pattern %s for the target %s: %s', (pattern, name, expected) => {
  const target = { name, values: {} as Readonly<Record<string, BakeValue>> }
  const { values } = withOverrides(target, [{ pattern, key: 'target', value: 'x' }])
  expect(values['target'] === 'x').toBe(expected)
})
