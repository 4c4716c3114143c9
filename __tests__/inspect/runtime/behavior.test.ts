/** Users, certificates, time zones and memory: behavior that depends on the image. */
import { describe, expect, test } from 'vitest'
import type { Elf } from '../../../src/inspect/elf/elf.ts'
import { imageBehavior, programBehavior } from '../../../src/inspect/runtime/behavior.ts'
import { replacementNamed } from '../../../src/inspect/runtime/runtime-use.ts'
import { runtimeUse } from '../../support/programs/runtime-use.ts'
import { type GivenEntry, loaderCache, rootFsOf } from '../../support/world/root-fs.ts'

const elf = { machine: 'amd64', bits: 64, littleEndian: true } as Elf
const reading = { reads: true, embeds: false }
const embedding = { reads: true, embeds: true }
const glibc = (release: string) =>
  `GNU C Library (Debian GLIBC ${release}) stable release version ${release}.\n`
const pem = '-----BEGIN CERTIFICATE-----\n'

interface Given {
  readonly use: Parameters<typeof runtimeUse>[0]
  readonly root?: Readonly<Record<string, GivenEntry>>
  readonly env?: Readonly<Record<string, string>>
  readonly libraries?: Readonly<Record<string, string>>
}

function behavior({ use, root = {}, env = {}, libraries = {} }: Given) {
  const found = Object.entries(libraries).map(([name, path]) => ({ name, path, neededBy: '/app' }))
  const about = { use: runtimeUse(use), env }
  return imageBehavior(rootFsOf(root), about, { elf, load: { libraries: found } })
}

describe('users', () => {
  const use = { users: 'libc', c: { libc: 'glibc', packages: [] } } as const
  const libraries = { 'libc.so.6': '/lib/x86_64-linux-gnu/libc.so.6' }
  const root = { '/lib/x86_64-linux-gnu/libc.so.6': glibc('2.36') }
  const users = async (given: Omit<Given, 'use'>) => {
    const found = (await behavior({ use, libraries, ...given, root: { ...root, ...given.root } })).users
    return found?.uses === 'libc' ? [found.sources, found.missing ?? []] : found
  }

  test.each<readonly [string, Omit<Given, 'use'>, readonly [readonly string[], readonly string[]]]>([
    ['no nsswitch.conf', {}, [['files'], []]],
    [
      'sources of both databases, each once',
      { root: { '/etc/nsswitch.conf': 'passwd: files systemd\ngroup: files sss\nhosts: files dns' } },
      [
        ['files', 'systemd', 'sss'],
        ['libnss_systemd.so.2', 'libnss_sss.so.2'],
      ],
    ],
    [
      'a library beside libc.so.6',
      {
        root: {
          '/etc/nsswitch.conf': 'passwd: compat',
          '/lib/x86_64-linux-gnu/libnss_compat.so.2': 'library',
        },
      },
      [['compat'], []],
    ],
    [
      'a library that only the cache of the loader knows',
      {
        root: {
          '/etc/nsswitch.conf': 'passwd: ldap',
          '/etc/ld.so.cache': loaderCache([['libnss_ldap.so.2', '/opt/ldap/libnss_ldap.so.2']]),
          '/opt/ldap/libnss_ldap.so.2': 'library',
        },
      },
      [['ldap'], []],
    ],
    [
      'an older glibc has the files in a library',
      { root: { '/lib/x86_64-linux-gnu/libc.so.6': glibc('2.31') } },
      [['files'], ['libnss_files.so.2']],
    ],
  ])('%s', async (_what, given, expected) => expect(await users(given)).toEqual(expected))

  test('musl does not read nsswitch.conf', async () => {
    const musl = { users: 'libc', c: { libc: 'musl', packages: [] } } as const
    const found = await behavior({ use: musl, root: { '/etc/nsswitch.conf': 'passwd: sss' } })
    expect(found.users).toEqual({ uses: 'libc', libc: 'musl' })
  })

  test('Go code, and the reason', async () => {
    expect((await behavior({ use: { users: 'go' } })).users).toEqual({ uses: 'go', because: 'no-cgo' })
    const tagged = { users: 'go', tags: ['netgo', 'osusergo'] } as const
    expect((await behavior({ use: tagged })).users).toEqual({ uses: 'go', because: 'osusergo' })
    expect((await behavior({ use: {} })).users).toBeUndefined()
  })
})

describe('certificates', () => {
  const bundle = { '/etc/ssl/certs/ca-certificates.crt': pem }
  test.each<readonly [string, Given, object | undefined]>([
    [
      'of the image',
      { use: { certificates: reading }, root: bundle },
      { from: 'image', path: '/etc/ssl/certs/ca-certificates.crt' },
    ],
    [
      'of a directory',
      { use: { certificates: reading }, root: { '/etc/pki/tls/certs/one.pem': pem } },
      { from: 'image', path: '/etc/pki/tls/certs' },
    ],
    ['none', { use: { certificates: reading } }, { from: 'none' }],
    ['of the program', { use: { certificates: embedding } }, { from: 'program' }],
    [
      'of the image first',
      { use: { certificates: embedding }, root: bundle },
      { from: 'image', path: '/etc/ssl/certs/ca-certificates.crt', fallback: true },
    ],
    [
      'of the program by GODEBUG',
      { use: { certificates: embedding }, root: bundle, env: { GODEBUG: 'x509usefallbackroots=1' } },
      { from: 'program' },
    ],
    [
      'an empty variable is none',
      { use: { certificates: reading }, root: bundle, env: { SSL_CERT_FILE: '', SSL_CERT_DIR: '' } },
      { from: 'image', path: '/etc/ssl/certs/ca-certificates.crt' },
    ],
    ['no code for them', { use: {}, root: bundle }, undefined],
  ])('%s', async (_what, given, expected) => {
    expect((await behavior(given)).certificates).toEqual(expected)
  })
})

describe('time zones', () => {
  const root = { '/usr/share/zoneinfo/UTC': 'TZif' }
  test.each<readonly [string, Given, object | undefined]>([
    ['of the image', { use: { timeZones: embedding }, root }, { from: 'image', path: '/usr/share/zoneinfo' }],
    ['of the program', { use: { timeZones: embedding } }, { from: 'program' }],
    ['none', { use: { timeZones: reading } }, { from: 'none' }],
    [
      'ZONEINFO first',
      { use: { timeZones: embedding }, root: { ...root, '/z.zip': 'zip' }, env: { ZONEINFO: '/z.zip' } },
      { from: 'image', path: '/z.zip' },
    ],
    [
      'of the Go that built it',
      {
        use: { timeZones: reading, goroot: '/usr/local/go' },
        root: { '/usr/local/go/lib/time/zoneinfo.zip': 'zip' },
      },
      { from: 'image', path: '/usr/local/go/lib/time/zoneinfo.zip' },
    ],
    ['no code for them', { use: {}, root }, undefined],
  ])('%s', async (_what, given, expected) => {
    expect((await behavior(given)).timeZones).toEqual(expected)
  })
})

describe('memory of C code', () => {
  const c = { libc: 'musl', packages: ['example.com/db'] } as const
  const linked = { ...c, allocator: { uses: 'mimalloc', by: 'linked' } } as const
  test.each<readonly [string, Given, object]>([
    ['no C code', { use: {} }, { uses: 'none' }],
    ['of the C library', { use: { c } }, { uses: 'musl', packages: ['example.com/db'] }],
    ['linked in', { use: { c: linked } }, { uses: 'mimalloc', by: 'linked', packages: ['example.com/db'] }],
    [
      'preloaded',
      {
        use: { c },
        env: { LD_PRELOAD: '/usr/lib/libjemalloc.so.2' },
        libraries: { '/usr/lib/libjemalloc.so.2': '/usr/lib/libjemalloc.so.2' },
      },
      { uses: 'jemalloc', by: 'LD_PRELOAD', packages: ['example.com/db'] },
    ],
    [
      'preloaded, but the image lacks it',
      { use: { c }, env: { LD_PRELOAD: '/usr/lib/libjemalloc.so.2' } },
      { uses: 'musl', packages: ['example.com/db'] },
    ],
    [
      'needed by a library',
      { use: { c }, libraries: { 'libtcmalloc_minimal.so.4': '/usr/lib/libtcmalloc_minimal.so.4' } },
      { uses: 'tcmalloc', by: 'library', packages: ['example.com/db'] },
    ],
  ])('%s', async (_what, given, expected) => {
    expect((await behavior(given)).allocator).toEqual(expected)
  })

  test.each([
    ['libjemalloc.so.2', 'jemalloc'],
    ['/opt/libmimalloc-secure.so.2.1', 'mimalloc'],
    ['libtcmalloc_minimal.so.4', 'tcmalloc'],
    ['libmyjemalloc.so', undefined],
    ['libc.so.6', undefined],
  ])('%s', (library, expected) => expect(replacementNamed(library)).toBe(expected))
})

test('a program without an image: leaves out everything that depends on the image', () => {
  const use = runtimeUse({ hosts: 'go', certificates: reading, timeZones: embedding })
  expect(programBehavior(use)).toEqual({
    resolver: { uses: 'go', because: 'no-cgo' },
    timeZones: { from: 'program' },
    allocator: { uses: 'none' },
  })
})
