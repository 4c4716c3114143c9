import fc from 'fast-check'
import { expect, test } from 'vitest'
import { matchVulnerabilities, type ProgramContents, wantedModules } from '../../src/vulnerabilities/match.ts'
import { type Affected, type OsvEntry, readOsvEntry } from '../../src/vulnerabilities/osv.ts'

const program: ProgramContents = {
  go: 'go1.24.4',
  path: 'example.com/app/cmd/app',
  main: { path: 'example.com/app', version: '(devel)' },
  dependencies: [
    { path: 'example.com/lib', version: 'v1.2.0' },
    { path: 'example.com/lib/nested', version: 'v0.1.0' },
    {
      path: 'example.com/fork',
      version: 'v1.0.0',
      replacedBy: { path: 'example.org/fork', version: 'v1.0.1' },
    },
    { path: 'example.com/here', version: 'v1.0.0', replacedBy: { path: './here', version: '' } },
  ],
  goos: 'linux',
  goarch: 'amd64',
  functions: [
    'main.main',
    'example.com/lib/parse.(*Parser).Parse',
    'example.com/lib/parse.Quick[...]',
    'example.com/lib/parse.init.0',
    'example.com/lib/nested/deep.Open',
    'example.com/fork/inner.Do',
    'example.com/here.Run',
    'net/http.(*Server).Serve',
  ],
}

const fixedIn = (fixed: string) => [{ type: 'SEMVER', events: [{ introduced: '0' }, { fixed }] }]

function entry(affected: readonly Partial<Affected>[], more: Partial<OsvEntry> = {}): OsvEntry {
  const full = affected.map((one) => ({
    package: { name: 'example.com/lib' },
    ranges: fixedIn('1.3.0'),
    ...one,
  }))
  const read = readOsvEntry({ id: 'GO-2026-0001', affected: full, ...more })
  if (!read.ok) throw new Error(read.problem.message)
  return read.value
}

const of = (path: string, ...symbols: readonly string[]) => ({
  ecosystem_specific: { imports: [{ path, ...(symbols.length === 0 ? {} : { symbols }) }] },
})
const ofModule = (name: string) => ({ package: { name } })
const matched = (entries: readonly OsvEntry[], about: Partial<ProgramContents> = {}) => {
  const result = matchVulnerabilities({ ...program, ...about }, entries)
  return result.kind === 'checked' ? result.found : result.because
}

test.each<[name: string, affected: Partial<Affected>, symbols: readonly string[]]>([
  ['a method', of('example.com/lib/parse', 'Parser.Parse', 'Parser.Close'), ['Parser.Parse']],
  ['a generic function', of('example.com/lib/parse', 'Quick'), ['Quick']],
  ['an init function', of('example.com/lib/parse', 'init'), ['init']],
  ['an init function by number', of('example.com/lib/parse', 'init#1'), ['init#1']],
  ['a package', of('example.com/lib/parse'), []],
  ['a module', {}, []],
  [
    'a module that replaces another',
    { ...ofModule('example.org/fork'), ...of('example.org/fork/inner', 'Do') },
    ['Do'],
  ],
  [
    'the standard library',
    { ...ofModule('stdlib'), ranges: fixedIn('1.24.5'), ...of('net/http', 'Server.Serve') },
    ['Server.Serve'],
  ],
])('finds %s', (_, affected, symbols) => {
  expect(matched([entry([affected])])).toMatchObject([{ id: 'GO-2026-0001', symbols, more: 0 }])
})

test.each<[what: string, module: string, path: string, replaces: string | undefined]>([
  ['another module', 'example.org/fork', 'example.org/fork/inner', 'example.com/fork'],
  ['another version of itself', 'example.com/pinned', 'example.com/pinned', 'example.com/pinned'],
  ['nothing', 'example.com/lib', 'example.com/lib/parse', undefined],
])('knows that a module replaces %s', (_, module, path, replaces) => {
  const pinned = { path: 'example.com/pinned', version: 'v1.0.0' }
  const about = {
    dependencies: [...program.dependencies, { ...pinned, replacedBy: { ...pinned, version: 'v1.1.0' } }],
    functions: [...program.functions, 'example.com/pinned.Do'],
  }
  const [found] = matched([entry([{ ...ofModule(module), ...of(path) }])], about)
  expect(found).toMatchObject({ module, ...(replaces === undefined ? {} : { replaces }) })
  if (replaces === undefined) expect(found).not.toHaveProperty('replaces')
})

test.each<[name: string, affected: Partial<Affected>, about?: Partial<ProgramContents>]>([
  ['of which no function is linked', of('example.com/lib/parse', 'Parser.Close')],
  ['of a package that is not linked', of('example.com/lib/other')],
  ['of an older version', { ranges: fixedIn('1.2.0'), ...of('example.com/lib/parse') }],
  ['of another module', ofModule('example.com/else')],
  ['of a package that has moved to another module', of('example.com/lib/nested/deep', 'Open')],
  [
    'of a module that is replaced by another',
    { ...ofModule('example.com/fork'), ...of('example.com/fork/inner') },
  ],
  ['of a module that a directory replaces', ofModule('example.com/here')],
  ['of a main module without a version', ofModule('example.com/app')],
  ['of a module without code in the program', {}, { functions: ['main.main'] }],
  [
    'of Go, where a later one linked it',
    { ...ofModule('stdlib'), ranges: fixedIn('1.24.5') },
    { go: 'go1.24.5' },
  ],
  ['that was withdrawn', {}],
])('finds nothing %s', (name, affected, about) => {
  expect(
    matched(
      [entry([affected], name.includes('withdrawn') ? { withdrawn: '2026-01-01T00:00:00Z' } : {})],
      about,
    ),
  ).toEqual([])
})

test('ignores entries for other systems', () => {
  const imports = [
    { path: 'example.com/lib/parse', symbols: ['Parser.Parse'], goos: ['windows'], goarch: null },
  ]
  const other = [entry([{ ecosystem_specific: { imports } }])]
  expect(matched(other)).toEqual([])
  expect(matched(other, { goos: 'windows' })).toHaveLength(1)
  const { goos: _, ...unknown } = program
  expect(matchVulnerabilities(unknown, other)).toMatchObject({ found: [{ symbols: ['Parser.Parse'] }] })
})

test('describes a vulnerability', () => {
  const known = entry([of('example.com/lib/parse', 'Quick', 'Parser.Parse')], {
    aliases: ['CVE-2026-1'],
    summary: 'Panic',
    database_specific: { review_status: 'UNREVIEWED' },
  })
  expect(matched([known])).toEqual([
    {
      id: 'GO-2026-0001',
      aliases: ['CVE-2026-1'],
      summary: 'Panic',
      reviewed: false,
      module: 'example.com/lib',
      version: 'v1.2.0',
      fixed: 'v1.3.0',
      part: 'functions',
      package: 'example.com/lib/parse',
      symbols: ['Parser.Parse', 'Quick'],
      more: 0,
    },
  ])
  const go = entry([{ ...ofModule('stdlib'), ranges: fixedIn('1.25.0-rc.2') }])
  expect(matched([go])).toMatchObject([{ version: 'go1.24.4', fixed: 'go1.25rc2', part: 'module' }])
})

test('matches the main package by its import path, and a main module with a version', () => {
  const known = entry([{ ...ofModule('example.com/app'), ...of('example.com/app/cmd/app', 'main') }])
  expect(matched([known], { main: { path: 'example.com/app', version: 'v1.0.0' } })).toMatchObject([
    { symbols: ['main'] },
  ])
})

test('does not check a program of an unknown Go release, and lists modules without a version', () => {
  expect(matched([], { go: 'devel go1.28-abcdef' })).toBe('unknown-go')
  expect(matchVulnerabilities(program, [])).toEqual({
    kind: 'checked',
    found: [],
    unversioned: ['example.com/here'],
  })
})

test('requests modules, their replacements, and Go, in all versions of the programs', () => {
  const newer = { ...program, go: 'go1.25.0', dependencies: [{ path: 'example.com/lib', version: 'v1.3.0' }] }
  expect([...wantedModules([program, newer])]).toEqual([
    ['example.com/lib', ['v1.2.0', 'v1.3.0']],
    ['example.com/lib/nested', ['v0.1.0']],
    ['example.org/fork', ['v1.0.1']],
    ['stdlib', ['1.24.4', '1.25.0']],
    ['toolchain', ['1.24.4', '1.25.0']],
  ])
})

test('gives the same result for entries in any order', () => {
  const entries = ['GO-2026-0010', 'GO-2026-0009', 'GO-2025-1'].map((id) => entry([{}], { id }))
  fc.assert(
    fc.property(fc.shuffledSubarray(entries, { minLength: 3 }), (all) => {
      expect(matched(all)).toEqual(matched(entries))
    }),
  )
})
