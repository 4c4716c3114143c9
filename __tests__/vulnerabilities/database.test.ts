import { describe, expect, test } from 'vitest'
import { generator } from '../../bench/generator.ts'
import { noResults, openResults } from '../../src/images/results/kept-results.ts'
import type { DatabaseSource } from '../../src/model/vulnerability.ts'
import { openDatabase } from '../../src/vulnerabilities/database/open-database.ts'
import { expectValue, problemOf } from '../support/results.ts'
import { type MemoryStorage, memoryStorage } from '../support/results-storage.ts'
import {
  below,
  damaged,
  type GivenEntry,
  modified,
  osvJson,
  publishedDatabase,
} from '../support/vulnerabilities/database.ts'
import { type FakeOptions, fakeWorld } from '../support/world/world.ts'

const go = 'https://vuln.go.dev'
const entries: readonly GivenEntry[] = [
  {
    id: 'GO-2026-0001',
    module: 'example.com/lib',
    fixed: '1.2.0',
    imports: [{ path: 'example.com/lib', symbols: ['Parse'] }],
  },
  { id: 'GO-2026-0002', module: 'example.com/lib', summary: 'Without a fix' },
  { id: 'GO-2026-0003', module: 'example.com/other' },
  { id: 'GO-2025-0004', module: 'stdlib', fixed: '1.24.5' },
]
const files = publishedDatabase(entries)
const wanted = new Map([
  ['example.com/lib', ['v1.1.0', 'v1.2.0']],
  ['stdlib', ['1.24.5']],
])
const download = 'go mod download -json golang.org/x/vulndb@latest'
const digest = expect.stringMatching(/^[\da-f]{64}$/)

interface Given extends Omit<FakeOptions, 'github'> {
  readonly source?: DatabaseSource
  readonly storage?: MemoryStorage
}

function read({ source, storage = memoryStorage(), ...options }: Given) {
  const world = fakeWorld(options)
  const results = openResults(world, storage, 'program')
  const open = openDatabase({ world, results, directory: '/run', root: '/repository' }, source)
  return { world, found: open(wanted) }
}

const idsOf = (found: Awaited<ReturnType<typeof read>['found']>) =>
  expectValue(found).entries.map(({ id }) => id)

describe('the published database', () => {
  test('gives the entries that may affect a version', async () => {
    const { found, world } = read({ web: below(go, files) })
    expect(expectValue(await found).database).toEqual({ kind: 'web', name: go, modified, digest })
    expect(idsOf(await found)).toEqual(['GO-2026-0001', 'GO-2026-0002'])
    expect(world.exec.calls).toEqual([])
  })

  test('is read again only if it has changed', async () => {
    const storage = memoryStorage()
    const first = await read({ web: below(go, files), storage }).found
    const { 'index/db.json': time = '' } = files
    expect(await read({ web: below(go, { 'index/db.json': time }), storage }).found).toEqual(first)
    const later = { ...files, 'index/db.json': JSON.stringify({ modified: '2026-11-06T00:00:00Z' }) }
    expect(
      problemOf(
        await read({
          web: below(go, { 'index/db.json': later['index/db.json'] }),
          storage,
          commands: { [download]: { exitCode: 1 } },
        }).found,
      ),
    ).toContain('it has no `index/modules.json`')
    for (const [name, content] of storage.contents) storage.contents.set(name, content.slice(0, -9))
    expect(await read({ web: below(go, files), storage }).found).toEqual(first)
  })

  test('is read through the module proxy if its address does not respond', async () => {
    const version = 'v0.0.0-20261105234957-e22db6528018'
    const { found, world } = read({
      web: { [`${go}/index/db.json`]: { message: 'the host name does not resolve' } },
      commands: { [download]: JSON.stringify({ Dir: '/mod/vulndb', Version: version }) },
      files: below(
        '/mod/vulndb/data/osv',
        Object.fromEntries(entries.map((one) => [`${one.id}.json`, JSON.stringify(osvJson(one))])),
      ),
    })
    expect(expectValue(await found).database).toEqual({
      kind: 'module',
      name: `golang.org/x/vulndb@${version}`,
      modified,
      digest,
    })
    expect(idsOf(await found)).toEqual(['GO-2025-0004', 'GO-2026-0001', 'GO-2026-0002'])
    expect(world.log.text()).toContain(
      'cannot be read: `index/db.json`: the host name does not resolve; reading golang.org/x/vulndb',
    )
  })

  test('is a problem if neither can be reached', async () => {
    const commands = {
      [download]: {
        exitCode: 1,
        stdout: JSON.stringify({ Error: 'a\nGOPROXY list is not the empty string, but contains no entries' }),
      },
    }
    expect(
      problemOf(
        await read({ web: { [`${go}/index/db.json`]: { message: 'the connection was refused' } }, commands })
          .found,
      ),
    ).toBe(
      'the vulnerability database https://vuln.go.dev cannot be read: `index/db.json`: the connection was refused, and the vulnerability database golang.org/x/vulndb@latest cannot be read: GOPROXY list is not the empty string, but contains no entries',
    )
    const noGo = read({ commands: { [download]: { exitCode: 127 } } })
    expect(problemOf(await noGo.found)).toContain('there is no `go` command')
    const stopped = { exitCode: 137, stderr: 'signal: killed' }
    const late = read({ commands: { [download]: { ...stopped, tookTooLong: true } } })
    expect(problemOf(await late.found)).toContain('`go mod download` took longer than 120 s')
    // as if the system killed the command for lack of memory
    const killed = read({ commands: { [download]: stopped } })
    expect(problemOf(await killed.found)).not.toContain('took longer')
  })
})

describe('a database of the configuration', () => {
  test('has another address, without a fallback', async () => {
    const source = { kind: 'web', url: 'https://mirror.example.com/vulns' } as const
    expect(idsOf(await read({ source, web: below(source.url, files) }).found)).toEqual([
      'GO-2026-0001',
      'GO-2026-0002',
    ])
    expect(problemOf(await read({ source }).found)).toBe(
      'the vulnerability database https://mirror.example.com/vulns cannot be read: it has no `index/db.json`',
    )
  })

  test.each<[name: string, given: Readonly<Record<string, string>>, ids: readonly string[]]>([
    ['as it is published', files, ['GO-2026-0001', 'GO-2026-0002']],
    [
      'of entries',
      { 'A.json': JSON.stringify(osvJson(entries[0] as GivenEntry)), 'README.md': '' },
      ['GO-2026-0001'],
    ],
    [
      'with entries that name no module',
      {
        'A.json': JSON.stringify(osvJson(entries[0] as GivenEntry)),
        'B.json': '{"affected":[null,{"package":{"name":{"toString":1,"valueOf":1}}}]}',
      },
      ['GO-2026-0001'],
    ],
  ])('is a directory %s', async (_, given, ids) => {
    const source = { kind: 'directory', path: 'vulns' } as const
    const { found } = read({ source, files: below('/repository/vulns', given) })
    expect(idsOf(await found)).toEqual(ids)
    expect(expectValue(await found).database).toMatchObject({ kind: 'directory', name: 'vulns', digest })
  })

  test('is a directory that linkgate is not allowed to read', async () => {
    const world = fakeWorld()
    const stat = () => Promise.reject(new Error('permission denied'))
    const tools = { world: { ...world, files: { ...world.files, stat } }, results: noResults }
    const open = openDatabase(
      { ...tools, directory: '/run', root: '/repository' },
      { kind: 'directory', path: 'vulns' },
    )
    expect(problemOf(await open(wanted))).toBe(
      'the vulnerability database vulns cannot be read: permission denied',
    )
  })

  test('is a module', async () => {
    const source = { kind: 'module', query: 'example.com/vulns@v1.2.0' } as const
    const { found } = read({
      source,
      commands: {
        'go mod download -json example.com/vulns@v1.2.0': JSON.stringify({ Dir: '/mod', Version: 'v1.2.0' }),
      },
      files: below('/mod', files),
    })
    expect(expectValue(await found).database).toEqual({
      kind: 'module',
      name: 'example.com/vulns@v1.2.0',
      digest,
    })
  })
})

describe('a damaged database', () => {
  const source = { kind: 'web', url: 'http://db' } as const
  test.each<[path: string, text: string, problem: string]>([
    ['index/db.json', '{', '`index/db.json`: it is not JSON'],
    ['index/db.json', '{"modified":"yesterday"}', '`index/db.json` is not what the format has there'],
    ['index/modules.json', '{}', '`index/modules.json` is not what the format has there'],
    [
      'index/modules.json',
      '[{"path":"example.com/lib","vulns":[{"id":"../GO-1"}]}]',
      '`index/modules.json` is not what the format has there',
    ],
    ['ID/GO-2026-0001.json', '[]', '`ID/GO-2026-0001.json`: it is not an object'],
    [
      'ID/GO-2026-0001.json',
      JSON.stringify(osvJson(entries[1] as GivenEntry)),
      '`ID/GO-2026-0001.json`: it is the entry GO-2026-0002',
    ],
    [
      'ID/GO-2026-0001.json',
      '{"id":"GO-2026-0001","affected":[{"package":7}]}',
      '`ID/GO-2026-0001.json`: its `affected.0.package` is not what the format has there',
    ],
    [
      'ID/GO-2026-0001.json',
      JSON.stringify({
        id: 'GO-2026-0001',
        affected: [
          {
            package: { name: 'example.com/lib' },
            ranges: [{ type: 'SEMVER', events: Array(1001).fill({ fixed: '2.0.0' }) }],
          },
        ],
      }),
      '`ID/GO-2026-0001.json`: its `affected` is not what the format has there',
    ],
  ])('in %s', async (path, text, problem) => {
    const { found } = read({ source, web: below(source.url, { ...files, [path]: text }) })
    expect(problemOf(await found)).toBe(`the vulnerability database http://db cannot be read: ${problem}`)
  })

  test('with random bytes, gives entries or a problem', async () => {
    const random = generator(7)
    for (let run = 0; run < 200; run++) {
      const web = below(source.url, damaged(files, random))
      const found = await read({ source, web }).found
      if (!found.ok)
        expect(found.problem.message).toMatch(
          /^the vulnerability database http:\/\/db cannot be read: [^\n]{1,300}$/,
        )
      else for (const one of found.value.entries) expect(one.id).toMatch(/^[A-Za-z\d.-]+$/)
    }
  })
})
