/** Planted vulnerabilities in programs that Go built. */
import { mkdir, readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { inspectCommand } from '../../../src/commands/local/inspect.ts'
import type { OptionValues } from '../../../src/commands/local/options.ts'
import { openWorkspace } from '../../../src/effects/workspace.ts'
import { findingMessage } from '../../../src/findings/finding.ts'
import { programLayer, writeImage } from '../../../src/images/built-in/image.ts'
import { recordLink } from '../../../src/images/go-build/link-record.ts'
import type { InspectedVariant } from '../../../src/images/inspect-variants.ts'
import { noResults } from '../../../src/images/results/kept-results.ts'
import { judgeVulnerabilities } from '../../../src/judge/vulnerabilities.ts'
import { checkVulnerabilities } from '../../../src/vulnerabilities/check-vulnerabilities.ts'
import { matchVulnerabilities } from '../../../src/vulnerabilities/match.ts'
import { type OsvEntry, readOsvEntry } from '../../../src/vulnerabilities/osv.ts'
import { programContents } from '../../../src/vulnerabilities/program-contents.ts'
import { realWeb } from '../../../src/world/web.ts'
import { expectValue } from '../../support/results.ts'
import { type GivenEntry, publishedDatabase } from '../../support/vulnerabilities/database.ts'
import { httpServer } from '../../support/world/http-server.ts'
import { inspectedAs, planWith, setOf } from '../../support/world/plan.ts'
import { realWorld } from '../../support/world/real.ts'
import { offlineGo, output, temporaryDirectory, writeTree } from '../../support/world/temporary.ts'

const directory = await temporaryDirectory()
const large = 'for i := range s {\n\t\tif s[i] == 0 {\n\t\t\tpanic(s)\n\t\t}\n\t\tdefer println(i)\n\t}'

const dependency = {
  'dep.go': `package dep

type Parser struct{}

func (*Parser) Parse(s string) { ${large} }

func Called(s string) { ${large} }

func Later(s string) { ${large} }

func NotCalled(s string) { ${large} }

func Inlined(s string) int { return 7 * int(s[0]) }

type Set[T comparable] map[T]bool

//go:noinline
func (s Set[T]) Add(one T) { s[one] = true }

func Closing(s string) func() {
	return func() { ${large} }
}
`,
  'dep_windows.go': `package dep

func OnWindows(s string) { ${large} }

func init() { println("windows") }
`,
  'nested/nested.go': 'package nested\n\nfunc Nothing() {}\n',
}

/** The app with a dependency of some version, in the form of `go mod vendor`. */
function app(version: string): Readonly<Record<string, string>> {
  const vendored = Object.entries(dependency).map(([path, text]) => [
    `vendor/example.com/dep.v1/${path}`,
    text,
  ])
  return {
    'go.mod': `module example.com/app\n\ngo 1.24\n\nrequire example.com/dep.v1 ${version}\n`,
    'main.go': `package main

import (
	"os"
	"strings"

	"example.com/dep.v1"
)

func main() {
	name := strings.ToUpper(os.Args[0])
	dep.Called(name)
	println(dep.Inlined(name))
	parse := (&dep.Parser{}).Parse
	os.Exit(run(parse, name))
}

func run(parse func(string), name string) int {
	parse(name)
	dep.Set[string]{}.Add(name)
	dep.Closing(name)()
	return 0
}
`,
    'windows.go':
      'package main\n\nimport "example.com/dep.v1"\n\nfunc init() { dep.OnWindows("") }\n'.replace(
        'package',
        '//go:build windows\n\npackage',
      ),
    'vendor/modules.txt': `# example.com/dep.v1 ${version}\n## explicit; go 1.24\nexample.com/dep.v1\nexample.com/dep.v1/nested\n`,
    ...Object.fromEntries(vendored),
  }
}

const dep = 'example.com/dep.v1'
const before = (fixed: string) => [{ type: 'SEMVER', events: [{ introduced: '0' }, { fixed }] }]

/** An entry of each kind, by its ID. */
const planted: readonly OsvEntry[] = [
  { id: 'TEST-called', symbols: ['Called'] },
  { id: 'TEST-method', symbols: ['Parser.Parse'] },
  { id: 'TEST-inlined', symbols: ['Inlined'] },
  { id: 'TEST-generic', symbols: ['Set.Add'] },
  { id: 'TEST-closure', symbols: ['Closing'] },
  { id: 'TEST-uncalled', symbols: ['NotCalled'] },
  { id: 'TEST-windows', symbols: ['OnWindows'] },
  { id: 'TEST-elsewhere', symbols: ['Called'], goos: ['windows', 'plan9'] },
  { id: 'TEST-package' },
  { id: 'TEST-unlinked', path: `${dep}/nested` },
  { id: 'TEST-go', module: 'stdlib', fixed: '99.0.0', path: 'strings', symbols: ['ToUpper'] },
  { id: 'TEST-old', module: 'stdlib', fixed: '1.2.0', path: 'strings', symbols: ['ToUpper'] },
  { id: 'TEST-tool', module: 'toolchain', fixed: '99.0.0', path: 'cmd/go', symbols: ['main'] },
].map(({ id, module = dep, fixed = '1.2.0', path = dep, ...about }) => {
  const imports = [{ path, ...about }]
  const affected = [{ package: { name: module }, ranges: before(fixed), ecosystem_specific: { imports } }]
  return expectValue(readOsvEntry({ id, affected }))
})

interface BuildOptions {
  readonly version?: string
  readonly env?: Readonly<Record<string, string>>
  readonly flags?: readonly string[]
}

let builds = 0
async function foundIn({ version = 'v1.1.0', env = {}, flags = [] }: BuildOptions = {}) {
  const root = join(directory, String(builds++))
  await writeTree(root, app(version))
  const program = join(root, 'app.out')
  const settings = {
    ...offlineGo,
    GOFLAGS: '-mod=vendor',
    CGO_ENABLED: '0',
    GOARCH: 'amd64',
    GOOS: 'linux',
    ...env,
  }
  await output(['go', 'build', '-trimpath', ...flags, '-o', program, '.'], { cwd: root, env: settings })
  const contents = expectValue(programContents(await readFile(program)))
  return matchVulnerabilities(contents, planted)
}

const idsIn = (found: Awaited<ReturnType<typeof foundIn>>) =>
  found.kind === 'checked' ? found.found.map(({ id }) => id.replace('TEST-', '')).toSorted() : found.because

const linked = ['called', 'closure', 'generic', 'go', 'inlined', 'method', 'package']
const onWindows = [...linked, 'elsewhere', 'windows'].toSorted()

describe('finds linked vulnerabilities', () => {
  test.each<[name: string, options: BuildOptions, ids: readonly string[]]>([
    ['with symbols', {}, linked],
    ['stripped', { flags: ['-ldflags=-s -w'] }, linked],
    ['position-independent', { flags: ['-ldflags=-s -w', '-buildmode=pie'] }, linked],
    ['for Windows', { env: { GOOS: 'windows' }, flags: ['-ldflags=-s -w'] }, onWindows],
    ['for macOS', { env: { GOOS: 'darwin', GOARCH: 'arm64' }, flags: ['-ldflags=-s -w'] }, linked],
    ['after the upgrade that fixes it', { version: 'v1.2.0' }, ['go']],
  ])('%s', async (_, options, ids) => {
    expect(idsIn(await foundIn(options))).toEqual(ids)
  })
})

test('describes its findings', async () => {
  const found = await foundIn()
  expect(found).toMatchObject({ kind: 'checked', unversioned: [] })
  const { GOVERSION } = JSON.parse(await output(['go', 'env', '-json', 'GOVERSION']))
  expect(found.kind === 'checked' && found.found.filter(({ id }) => /called|go$/.test(id))).toMatchObject([
    { module: dep, version: 'v1.1.0', fixed: 'v1.2.0', part: 'functions', package: dep, symbols: ['Called'] },
    { module: 'stdlib', version: GOVERSION.split(' ')[0], fixed: 'go99.0.0', symbols: ['ToUpper'] },
  ])
})

describe('a check', () => {
  const entries: readonly GivenEntry[] = [
    { id: 'TEST-1', module: dep, fixed: '1.2.0', imports: [{ path: dep, symbols: ['Called'] }] },
    { id: 'TEST-2', module: dep, fixed: '1.2.0', imports: [{ path: dep, symbols: ['Later'] }] },
  ]
  const later = {
    'later.go': `package main\n\nimport "example.com/dep.v1"\n\nfunc init() { dep.Later("") }\n`,
  }

  /** Base and head of the app. Head calls one additional function. */
  async function check(
    yaml: string,
    answer: Readonly<Record<string, string>>,
    more: Readonly<Record<string, string>> = later,
  ) {
    const sides = { base: {}, head: more }
    const asked: string[] = []
    await using server = await httpServer(({ url = '' }, response) => {
      asked.push(url)
      const text = answer[url.slice(1)]
      if (text === undefined) response.writeHead(404).end()
      else response.end(text)
    })
    const world = { ...realWorld(directory), web: realWeb(new AbortController().signal) }
    const workspace = await openWorkspace(world)
    const plan = planWith({
      yaml: yaml.replace('SERVER', `http://${server.host}`),
      platform: `linux/${world.host.arch as 'amd64'}`,
    })
    const variants = await Promise.all(
      (['base', 'head'] as const).map(async (revision) => {
        const root = join(directory, `${revision}-${builds++}`)
        await writeTree(root, { ...app('v1.1.0'), ...sides[revision] })
        const link = await recordLink(world, join(root, 'record'))
        const binary = join(root, 'app.out')
        const env = { ...offlineGo, GOFLAGS: '-mod=vendor', CGO_ENABLED: '0' }
        await output(['go', 'build', '-trimpath', ...link.flags, '-o', binary, '.'], { cwd: root, env })
        const variant = inspectedAs(revision, 'static')
        const inspection = {
          ...variant.inspection,
          binary: { ...variant.inspection.binary, sha256: await world.files.sha256(binary) },
        }
        return {
          ...variant,
          inspection,
          image: { ...variant.image, binary, link: link.record },
        } as InspectedVariant
      }),
    )
    try {
      const found = await checkVulnerabilities(
        { world, workspace, results: noResults },
        plan,
        setOf(...variants),
      )
      return { found, asked, findings: judgeVulnerabilities(found) }
    } finally {
      await workspace.close()
    }
  }

  const yaml = 'vulnerabilities: { new: fail, database: SERVER }'

  test('finds the function that only head calls, and the chain to it', async () => {
    const { found, asked, findings } = await check(yaml, publishedDatabase(entries))
    expect(found?.database).toMatchObject({ kind: 'web', modified: '2026-11-05T23:49:57Z' })
    expect(asked).toEqual(['/index/db.json', '/index/modules.json', '/ID/TEST-1.json', '/ID/TEST-2.json'])
    expect(findings.map(findingMessage)).toEqual([
      expect.stringContaining('`TEST-2`, which base does not have. It is in `example.com/dep.v1` v1.1.0'),
    ])
    expect(findings.map(findingMessage).join()).toContain('(`main.init → dep.v1.Later`)')
  })

  test('does not fail for an unreadable database if the programs are the same', async () => {
    expect((await check(yaml, {}, {})).findings).toEqual([])
    const { findings } = await check(yaml, {})
    expect(findings).toMatchObject([{ id: 'vulnerability/unmeasured', verdict: 'unmeasured' }])
    expect(findings.map(findingMessage).join()).toContain('it has no `index/db.json`')
  })

  test('sends no request unless it is configured', async () => {
    expect(await check('budgets: {}', publishedDatabase(entries))).toEqual({
      found: undefined,
      asked: [],
      findings: [],
    })
  })
})

test('linkgate inspect shows the vulnerabilities of a program and of an image', async () => {
  const program = join(directory, '0', 'app.out')
  const imports = [{ path: dep, symbols: ['Called'] }]
  const database = publishedDatabase([{ id: 'TEST-1', module: dep, fixed: '1.2.0', imports }])
  const asked: string[] = []
  await using server = await httpServer(({ url = '' }, response) => {
    asked.push(url)
    const text = database[url.slice(1)]
    response.writeHead(text === undefined ? 404 : 200).end(text)
  })
  const world = { ...realWorld(directory), web: realWeb(new AbortController().signal) }
  const folder = join(directory, 'inspected')
  await mkdir(folder)
  const layers = [programLayer('program', program)]
  const about = { reference: 'inspect:test', platform: 'linux/amd64', program: 'program' } as const
  const image = await writeImage(world, folder, { ...about, layers })
  const inspect = async (path: string, values: OptionValues = {}) => {
    let printed = ''
    const print = (text: string) => {
      printed += text
    }
    const terminal = { print, printError: print, color: false, width: 200 }
    await inspectCommand(values, { world, terminal, resolve, probeSource: '' }, path, undefined)
    return printed
  }
  await inspect(program)
  expect(asked).toEqual([])
  const values = { vulnerabilityDatabase: `http://${server.host}` }
  for (const path of [program, image]) {
    const told = await inspect(path, values)
    expect(told).toContain('Known vulnerabilities: 1\n')
    expect(told).toContain(`${dep} v1.1.0, fixed in v1.2.0; ${dep}.Called\n`)
    const { vulnerabilities } = JSON.parse(await inspect(path, { ...values, json: true }))
    expect(vulnerabilities).toMatchObject({ kind: 'checked', found: [{ id: 'TEST-1' }] })
    expect(vulnerabilities.database).toMatchObject({ kind: 'web', modified: '2026-11-05T23:49:57Z' })
  }
  const lost = await inspect(program, { vulnerabilityDatabase: `http://${server.host}/nothing` })
  expect(lost).toContain('Known vulnerabilities: not checked\n')
  expect(lost).toContain('it has no `index/db.json`')
})

test('does not report an unreadable program as safe', async () => {
  const program = join(directory, '0', 'app.out')
  const bytes = await readFile(program)
  const table = bytes.indexOf(Buffer.from([0xf1, 0xff, 0xff, 0xff, 0, 0]))
  const damaged = Uint8Array.from(bytes).fill(0, table, table + 4)
  expect(programContents(damaged)).toEqual({ ok: false, problem: 'no-functions' })
  expect(programContents(bytes.subarray(0, 4096))).toEqual({ ok: false, problem: 'not-go' })
  expect(programContents(new TextEncoder().encode('#!/bin/sh\n'))).toEqual({ ok: false, problem: 'not-go' })
})
