import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { didYouMean, nearest } from '../../src/common/nearest.ts'
import { defaultModes } from '../../src/config/built-in-modes.ts'
import { defaultRounds, type InputName, inputParsers, readInputs } from '../../src/config/inputs.ts'
import { loadConfig } from '../../src/config/load.ts'
import { needsCompiler, resolveMode } from '../../src/config/modes.ts'
import { expectValue } from '../support/results.ts'
import { fakeWorld } from '../support/world/world.ts'

const good: Readonly<Record<InputName, string>> = {
  phase: 'check',
  config: '',
  base: '',
  'working-directory': '.',
  engine: 'auto',
  cache: 'true',
  comment: 'always',
  report: '',
  html: '',
  scans: '',
  sarif: '',
  sbom: '',
  combine: 'true',
  'accept-label': 'linkgate: accept',
  status: 'linkgate',
  rounds: `${defaultRounds}`,
  'github-token': '',
}

const read = (given: Partial<Record<InputName, string>> = {}) =>
  readInputs((name) => ({ ...good, ...given })[name])

describe('inputs', () => {
  test('have the defaults of action.yml', () => {
    expect(read()).toEqual({
      ok: true,
      value: {
        phase: 'check',
        combine: true,
        'accept-label': 'linkgate: accept',
        status: 'linkgate',
        config: undefined,
        base: undefined,
        'working-directory': '.',
        engine: 'auto',
        cache: true,
        comment: 'always',
        report: undefined,
        scans: [],
        rounds: 200,
        'github-token': undefined,
      },
    })
  })

  test('reads values with spaces around them', () => {
    const given = {
      phase: 'publish ',
      combine: 'false',
      'accept-label': '',
      status: '',
      config: ' ci/linkgate.yml ',
      base: 'main\n',
      engine: ' embedded',
      cache: 'false',
      comment: 'never',
      report: 'out.json',
      rounds: ' 7 ',
      'github-token': 't',
    }
    expect(read(given)).toEqual({
      ok: true,
      value: {
        phase: 'publish',
        combine: false,
        'accept-label': undefined,
        status: undefined,
        config: 'ci/linkgate.yml',
        base: 'main',
        'working-directory': '.',
        engine: 'embedded',
        cache: false,
        comment: 'never',
        report: 'out.json',
        scans: [],
        rounds: 7,
        'github-token': 't',
      },
    })
  })

  test('reports all problems together', () => {
    expect(
      read({ phase: 'mesure', engine: 'dokcer', cache: 'yes', comment: 'sometimes', rounds: '3' }),
    ).toEqual({
      ok: false,
      problem: [
        { message: 'input `phase` is `mesure`: did you mean `measure`?' },
        { message: 'input `engine` is `dokcer`: did you mean `docker`?' },
        { message: 'input `cache` is `yes`: allowed: `true`, `false`' },
        { message: 'input `comment` is `sometimes`: allowed: `always`, `changes`, `failures`, `never`' },
        { message: 'input `rounds` is `3`: write a whole number from 7 to 1000' },
      ],
    })
  })

  test.each(['', '6', '1001', '7.5', '-8', '1e2', '0x10', 'many'])('rounds: `%s` is rejected', (rounds) => {
    expect(read({ rounds })).toHaveProperty('ok', false)
  })

  test.each(['7', '1000'])('rounds: %s is accepted', (rounds) => {
    expect(read({ rounds })).toMatchObject({ value: { rounds: Number(rounds) } })
  })

  test('reads each input once, by its own name', () => {
    const asked: string[] = []
    readInputs((name) => {
      asked.push(name)
      return good[name]
    })
    expect(asked).toEqual(Object.keys(inputParsers))
  })
})

describe('the configuration file', () => {
  const at = (files: Record<string, string>, named?: string) =>
    loadConfig(fakeWorld({ files }), '/repository', named)

  test.each(['.github/linkgate.yml', '.github/linkgate.yaml'])('%s is found', async (file) => {
    expect(await at({ [`/repository/${file}`]: 'version: 1\napp: found' })).toMatchObject({
      value: { file, config: { app: 'found' } },
    })
  })

  test('.yml comes before .yaml', async () => {
    const both = {
      '/repository/.github/linkgate.yaml': 'version: 1\napp: yaml',
      '/repository/.github/linkgate.yml': 'version: 1\napp: yml',
    }
    expect(await at(both)).toMatchObject({ value: { config: { app: 'yml' } } })
  })

  test('uses the defaults without a file', async () => {
    const found = expectValue(await at({}))
    expect(found).not.toHaveProperty('file')
    expect(found).toMatchObject({ config: { modes: [{ name: 'static' }, { name: 'dynamic' }] } })
  })

  const placed = 'version: 1\nbudgets:\n  layers: { max: 3 }'

  test('can be given relative to the root of the repository, or absolute', async () => {
    const files = {
      '/repository/ci/gate.yml': 'version: 1\napp: ci',
      '/etc/gate.yml': 'version: 1\napp: etc',
    }
    expect(await at(files, 'ci/gate.yml')).toMatchObject({
      value: { file: 'ci/gate.yml', config: { app: 'ci' } },
    })
    expect(await at(files, '/etc/gate.yml')).toMatchObject({ value: { config: { app: 'etc' } } })
  })

  test.each([
    ['ci/gate.yml', 'ci/gate.yml'],
    ['./ci/gate.yml', 'ci/gate.yml'],
    ['/repository/ci/gate.yml', 'ci/gate.yml'],
    ['ci/../ci/gate.yml', undefined],
    ['/etc/gate.yml', undefined],
  ])('budgets of %s have places in %s', async (named, path) => {
    const found = await at({ [named.startsWith('/') ? named : `/repository/${named}`]: placed }, named)
    const [budget] = expectValue(found).config.budgets
    expect(budget?.place).toEqual(path === undefined ? undefined : { file: path, line: 3 })
  })

  test('reports a given file that does not exist, and reads no other file instead', async () => {
    const files = { '/repository/.github/linkgate.yml': 'version: 1' }
    expect(await at(files, 'gate.yml')).toEqual({
      ok: false,
      problem: [
        {
          message:
            'configuration file `gate.yml` does not exist: use its path from the root of the repository, or omit `config`',
        },
      ],
    })
  })

  test('problems contain the name of the file', async () => {
    expect(await at({ '/repository/.github/linkgate.yml': 'version: 9' })).toEqual({
      ok: false,
      problem: [{ message: '.github/linkgate.yml:1: `version` is `9`: did you mean `1`?' }],
    })
  })
})

describe('modes', () => {
  const shared = { tags: ['a'], ldflags: '-s -w' }

  test('a built-in mode sets CGO_ENABLED explicitly', () => {
    expect(defaultModes.map((name) => resolveMode(name, {}, shared)?.env)).toEqual([
      { CGO_ENABLED: '0' },
      { CGO_ENABLED: '1' },
    ])
  })

  test('a setting of a mode overrides that of the mode that it is based on', () => {
    expect(
      resolveMode(
        'netgo',
        { link: 'dynamic', env: { CGO_ENABLED: '0', CC: 'x' }, tags: ['b'], ldflags: '' },
        shared,
      ),
    ).toEqual({
      name: 'netgo',
      env: { CGO_ENABLED: '0', CC: 'x' },
      cgoIsOff: true,
      tags: ['a', 'b'],
      ldflags: '',
      expects: ['dynamic'],
      own: ['tags', 'env', 'ldflags'],
    })
  })

  test('a custom mode needs a mode that it is based on', () => {
    expect(resolveMode('mine', {}, shared)).toBeUndefined()
    expect(resolveMode('toString', {}, shared)).toBeUndefined()
  })

  test('modes with cgo need a compiler', () => {
    const needs = (env: Record<string, string>) =>
      needsCompiler({ name: '', env, tags: [], ldflags: '', expects: [] })
    expect([needs({ CGO_ENABLED: '1' }), needs({ CGO_ENABLED: '0' }), needs({})]).toEqual([
      true,
      false,
      false,
    ])
  })
})

describe('nearest', () => {
  test.each([
    ['bianry-size', 'binary-size'],
    ['Memory', 'memory'],
    ['startpu', 'startup'],
    ['zzzzzz', undefined],
  ])('%s → %s', (given, wanted) => {
    expect(nearest(given, ['binary-size', 'memory', 'startup', 'layers'])).toBe(wanted)
  })

  test('is undefined if no name is allowed', () => {
    expect(nearest('x', [])).toBeUndefined()
    expect(didYouMean('long-and-strange', ['a', 'b'])).toBe('allowed: `a`, `b`')
  })

  test('a word is nearest to itself, and is found after one typing error', () => {
    const words = ['binary-size', 'image-size', 'pull-size', 'memory', 'startup-cpu']
    fc.assert(
      fc.property(fc.constantFrom(...words), fc.nat(), fc.constantFrom(0, 1), (word, place, cut) => {
        const at = place % word.length
        expect(nearest(`${word.slice(0, at)}x${word.slice(at + cut)}`, words)).toBe(word)
        expect(nearest(word, words)).toBe(word)
      }),
    )
  })
})
