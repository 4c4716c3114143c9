/** Text that users read keeps docs/style.md, as far as a program can check it. */
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import * as yaml from 'yaml'
import { type CatalogId, catalog, type FindingId, findingIds, verdictsOf } from '../src/findings/catalog.ts'
import { type Finding, findingFix, findingMessage, findingTitle } from '../src/findings/finding.ts'
import { ofSchema } from './support/reports/of-schema.ts'
import { sentencesIn, sourcesBelow } from './support/sources/sources.ts'
import {
  bannedIn,
  fullStopFault,
  isSuspicious,
  proseOf,
  sentencesOf,
  tooLongIn,
  unitFaults,
  wordsIn,
} from './support/sources/style.ts'

const root = join(import.meta.dirname, '..')
const read = (path: string) => readFileSync(join(root, path), 'utf8')

/** Findings of one id with short names: what is long is then ours. */
function examples(id: FindingId): readonly Finding[] {
  const text = fc.constantFrom('/app/api', 'go.mod', 'v1.2.3')
  const number = fc.constantFrom(0, 1, 2, 64_000)
  return (
    fc
      .sample(
        fc.record({
          verdict: fc.constantFrom(...verdictsOf(id)),
          revision: fc.constantFrom('base', 'head'),
          mode: fc.constant('static'),
          metric: fc.constant('startup'),
          params: ofSchema(catalog[id as CatalogId].params, { text, number }),
        }),
        { seed: 14, numRuns: 40 },
      )
      // a list without items is in no real finding
      .filter(({ params }) => !JSON.stringify(params).includes('[]'))
      .slice(0, 12)
      .map((given) => ({ id, ...given }) as unknown as Finding)
  )
}

describe('each finding', () => {
  test.each(findingIds)('%s', (id) => {
    const all = examples(id)
    expect(all.length).toBeGreaterThan(3)
    expect(findingTitle({ id })).toMatch(/^[\p{Ll}G].*[^.]$/u)
    for (const one of all) {
      const message = findingMessage(one)
      const fix = findingFix(one)
      expect.soft([message, fullStopFault(message)]).toEqual([message, undefined])
      expect.soft(message).toMatch(/^(?:[A-Z`]|go\.mod|\/app|v1)/)
      if (fix !== undefined) {
        expect.soft([fix, fullStopFault(fix)]).toEqual([fix, undefined])
        expect.soft(fix).toMatch(/^[a-z]/)
      }
      for (const text of [message, fix ?? '']) {
        expect.soft([text, ...bannedIn(text)]).toEqual([text])
        expect.soft([text, ...unitFaults(text)]).toEqual([text])
        expect.soft(text).not.toMatch(/ {2}/)
      }
    }
  })

  test('has sentences of at most 25 words', () => {
    const long = findingIds.flatMap((id) =>
      examples(id).flatMap((one) =>
        [findingMessage(one), findingFix(one) ?? '']
          .flatMap((text) => tooLongIn(text))
          .map((text) => `${id}: ${text}`),
      ),
    )
    expect([...new Set(long)]).toEqual([])
  })
})

test('no text in src has a banned phrase or a double space', async () => {
  const comments = /\/\*.*?\*\/|^\s*\/\/.*$/gms
  const suspicious = [...(await sourcesBelow(root, 'src'))].filter(([, source]) => {
    const own = source.replaceAll(comments, '')
    return isSuspicious(own) || /\S {2}\S/.test(own)
  })
  expect(suspicious.length).toBeGreaterThan(3)
  const faults = suspicious.flatMap(([file, source]) =>
    sentencesIn(file, source).flatMap(({ place, text }) => [
      ...bannedIn(text).map((fault) => `${place} ${fault}`),
      ...(/\S {2}\S/.test(text) && !text.includes('\n') && !text.includes('pulled  ')
        ? [`${place} double space`]
        : []),
    ]),
  )
  expect(faults).toEqual([])
})

const documents = [
  'README.md',
  'CHANGELOG.md',
  'SECURITY.md',
  'CONTRIBUTING.md',
  ...globSync('docs/*.md', { cwd: root }),
]
  // it quotes what not to write
  .filter((path) => path !== 'docs/style.md')

test.each(documents)('%s has no banned phrase', (path) => {
  const prose = proseOf(read(path))
  expect(prose.length).toBeGreaterThan(2)
  expect(prose.flatMap((text) => bannedIn(text).map((fault) => `${fault} in: ${text.slice(0, 80)}`))).toEqual(
    [],
  )
})

// the sentences of docs/findings.md are those of the catalog
const written = [...documents, 'docs/style.md'].filter((path) => path !== 'docs/findings.md')

test.each(written)('%s has sentences of at most 25 words', (path) => {
  const clauses = proseOf(read(path)).flatMap((text) => text.split(/:\s/))
  expect(clauses.flatMap(tooLongIn)).toEqual([])
})

test('descriptions of inputs, outputs and keys are whole sentences without banned phrases', () => {
  const described: string[] = []
  const collect = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return
    for (const [key, one] of Object.entries(value)) {
      if (key === 'description' && typeof one === 'string') described.push(one)
      else collect(one)
    }
  }
  const action = yaml.parse(read('action.yml'))
  collect({ inputs: action.inputs, outputs: action.outputs })
  collect(JSON.parse(read('schemas/config.v1.schema.json')))
  expect(described.length).toBeGreaterThan(40)
  for (const text of described) {
    expect.soft(text).toMatch(/^(?:[A-Z].*\.|[^.]+)$/s)
    expect.soft([text, ...bannedIn(text), ...tooLongIn(text)]).toEqual([text])
  }
})

test.each(globSync('example-workflows/*.yml', { cwd: root }))('comments of %s', (path) => {
  const comments = [...read(path).matchAll(/#\s+(.*)$/gm)].map(([, text = '']) => text)
  expect(comments.flatMap((text) => bannedIn(text))).toEqual([])
})

describe('the rules', () => {
  test.each([
    ['what could not be known is told', 'told'],
    ['go.mod asks for Go 1.25', 'asks for'],
    ['it has not the glibc', 'has not'],
    ['`x` is no package', 'is no '],
    ['take the # away', 'the # away'],
    ['2 problem(s)', 'm(s)'],
    ['nobody can check it', 'nobody'],
  ])('find in %j what is wrong', (text, phrase) => {
    expect(bannedIn(text).join()).toContain(phrase)
  })

  test.each([
    'the program no longer runs',
    'base has not been built',
    '`git said: told you` failed',
    'there is no glibc newer than this',
  ])('accept %j', (text) => {
    expect(bannedIn(text)).toEqual([])
  })

  test('sentences, words and full stops', () => {
    expect(sentencesOf('Head: `a. B` is missing. The app does not start.')).toHaveLength(2)
    expect(wordsIn('Head: `CGO_ENABLED=0 go build` failed')).toBe(5)
    expect(fullStopFault('one sentence')).toBeUndefined()
    expect(fullStopFault('one sentence.')).toBeDefined()
    expect(fullStopFault('Two. Sentences')).toBeDefined()
    expect(unitFaults('within 30s of 12 MB')).toEqual(['30s'])
  })
})
