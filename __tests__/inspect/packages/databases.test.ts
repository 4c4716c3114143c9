import { describe, expect, test } from 'vitest'
import { readPackages } from '../../../src/inspect/packages/databases.ts'
import { distributionIn, readDistribution } from '../../../src/inspect/packages/distribution.ts'
import { type GivenEntry, rootFsOf } from '../../support/world/root-fs.ts'

const dpkg = (name: string, more = '') =>
  `Package: ${name}\nStatus: install ok installed\nArchitecture: amd64\nVersion: 1.0-1\n${more}\n`
const apk = (name: string, ...files: readonly string[]) =>
  `P:${name}\nV:1.0-r0\nA:x86_64\n${files.map((path) => `F:${path.slice(0, path.lastIndexOf('/'))}\nR:${path.slice(path.lastIndexOf('/') + 1)}\n`).join('')}\n`

const ownersIn = async (given: Readonly<Record<string, GivenEntry>>, ...files: readonly string[]) => {
  const { ownerOf } = await readPackages(rootFsOf(given), files)
  return files.map((path) => ownerOf(path)?.name)
}

test('nothing', async () => {
  const { databases, unread, packages } = await readPackages(rootFsOf({ '/app': 'x' }))
  expect([databases, unread, packages]).toEqual([[], [], []])
})

describe('dpkg', () => {
  test('its packages, and the one that owns a file', async () => {
    const root = rootFsOf({
      '/var/lib/dpkg/status': dpkg('libc6') + dpkg('zlib1g'),
      '/var/lib/dpkg/info/libc6:amd64.list': '/.\n/lib\n/lib/x86_64-linux-gnu/libc.so.6\n',
      '/var/lib/dpkg/info/zlib1g.list': '/lib/x86_64-linux-gnu/libz.so.1\n',
      '/lib/x86_64-linux-gnu/libc.so.6': 'x',
      '/opt/own.so': 'x',
    })
    const { databases, packages, ownerOf } = await readPackages(root, [
      '/lib/x86_64-linux-gnu/libc.so.6',
      '/opt/own.so',
    ])
    expect(databases).toEqual(['dpkg'])
    expect(packages.map(({ name }) => name)).toEqual(['libc6', 'zlib1g'])
    expect(ownerOf('/lib/x86_64-linux-gnu/libc.so.6')).toBe(packages[0])
    expect(ownerOf('/opt/own.so')).toBeUndefined()
    // its owner was not requested
    expect(ownerOf('/lib/x86_64-linux-gnu/libz.so.1')).toBeUndefined()
  })

  test('merged directories: the database may have either name', async () => {
    const merged = {
      '/lib': { link: 'usr/lib' },
      '/lib64': { link: '/usr/lib64' },
      '/var/lib/dpkg/status': dpkg('libc6') + dpkg('libz'),
      '/var/lib/dpkg/info/libc6.list': '/lib/a/libc.so.6\n/lib64/ld-linux-x86-64.so.2\n',
      '/var/lib/dpkg/info/libz.list': '/usr/lib/a/libz.so.1\n',
      '/usr/lib/a/libc.so.6': 'x',
      '/usr/lib64/ld-linux-x86-64.so.2': 'x',
      '/usr/lib/a/libz.so.1': 'x',
    }
    expect(
      await ownersIn(merged, '/usr/lib/a/libc.so.6', '/lib64/ld-linux-x86-64.so.2', '/lib/a/libz.so.1'),
    ).toEqual(['libc6', 'libc6', 'libz'])
    // two real directories have different files
    const { '/lib': _, ...apart } = merged
    expect(await ownersIn(apart, '/usr/lib/a/libc.so.6', '/usr/lib/a/libz.so.1')).toEqual([undefined, 'libz'])
  })

  test('a link belongs to the package of its target', async () => {
    const given = {
      '/var/lib/dpkg/status': dpkg('libc6'),
      '/var/lib/dpkg/info/libc6.list': '/lib/libc-2.31.so\n',
      '/lib/libc-2.31.so': 'x',
      '/lib/libc.so.6': { link: 'libc-2.31.so' },
    }
    expect(await ownersIn(given, '/lib/libc-2.31.so')).toEqual(['libc6'])
    expect(await ownersIn(given, '/lib/libc.so.6')).toEqual(['libc6'])
  })

  test('an empty file, as in images that are built without dpkg', async () => {
    const { databases } = await readPackages(rootFsOf({ '/var/lib/dpkg/status': '' }))
    expect(databases).toEqual([])
  })
})

test('distroless: one file per package, with its checksums; a damaged one does not affect others', async () => {
  const root = rootFsOf({
    '/var/lib/dpkg/status.d/base': 'Package: base-files\nVersion: 12.4\nArchitecture: amd64\n',
    '/var/lib/dpkg/status.d/libc6': 'Package: libc6\nVersion: 2.36-9\nArchitecture: amd64\n',
    '/var/lib/dpkg/status.d/libc6.md5sums': `${'0'.repeat(32)}  lib/x86_64-linux-gnu/libc.so.6\n`,
    '/var/lib/dpkg/status.d/odd': 'Package: odd\n',
    '/lib/x86_64-linux-gnu/libc.so.6': 'x',
  })
  const found = await readPackages(root, ['/lib/x86_64-linux-gnu/libc.so.6'])
  expect(found.databases).toEqual(['dpkg'])
  expect(found.packages.map(({ name }) => name)).toEqual(['base-files', 'libc6'])
  expect(found.unread).toEqual([{ path: '/var/lib/dpkg/status.d/odd', because: 'damaged', line: 1 }])
  expect(found.ownerOf('/lib/x86_64-linux-gnu/libc.so.6')?.name).toBe('libc6')
})

describe('apk', () => {
  test('in either place, read once if one is a link to the other', async () => {
    const text = apk('musl', 'lib/ld-musl-x86_64.so.1') + apk('busybox', 'bin/busybox')
    const places = [
      { '/lib/apk/db/installed': text },
      { '/usr/lib/apk/db/installed': text },
      { '/usr/lib/apk/db/installed': text, '/lib': { link: 'usr/lib' } },
    ]
    for (const given of places) {
      const { databases, packages } = await readPackages(rootFsOf(given))
      expect(databases).toEqual(['apk'])
      expect(packages.map(({ name }) => name)).toEqual(['musl', 'busybox'])
    }
  })

  test('the package of the loader, also by its other name', async () => {
    const given = {
      '/lib/apk/db/installed': apk('musl', 'lib/ld-musl-x86_64.so.1'),
      '/lib/ld-musl-x86_64.so.1': 'x',
      '/lib/libc.musl-x86_64.so.1': { link: 'ld-musl-x86_64.so.1' },
    }
    expect(await ownersIn(given, '/lib/ld-musl-x86_64.so.1')).toEqual(['musl'])
    expect(await ownersIn(given, '/lib/libc.musl-x86_64.so.1')).toEqual(['musl'])
  })

  test('damaged', async () => {
    const { databases, unread } = await readPackages(rootFsOf({ '/lib/apk/db/installed': 'nonsense' }))
    expect(databases).toEqual([])
    expect(unread).toEqual([{ path: '/lib/apk/db/installed', because: 'damaged', line: 1 }])
  })
})

test('an rpm database is reported, not read', async () => {
  const { databases, unread } = await readPackages(
    rootFsOf({ '/var/lib/rpm/rpmdb.sqlite': 'SQLite format 3' }),
  )
  expect([databases, unread]).toEqual([[], [{ path: '/var/lib/rpm/rpmdb.sqlite', because: 'rpm' }]])
})

test('a database that is too large is not read', async () => {
  const files = rootFsOf({ '/var/lib/dpkg/status': dpkg('libc6') })
  const root = {
    ...files,
    resolve: async (path: string) => {
      const entry = await files.resolve(path)
      return entry?.kind === 'file' ? { ...entry, size: (64 << 20) + 1 } : entry
    },
    read: () => Promise.reject(new Error('not to be read')),
  }
  expect((await readPackages(root)).unread).toEqual([{ path: '/var/lib/dpkg/status', because: 'too-large' }])
})

describe('the distribution', () => {
  test.each<readonly [string, ReturnType<typeof distributionIn>]>([
    [
      'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nID=debian\nVERSION_ID="12"\n',
      { id: 'debian', version: '12', name: 'Debian GNU/Linux 12 (bookworm)' },
    ],
    ["ID='alpine'\nVERSION_ID=3.20.0", { id: 'alpine', version: '3.20.0' }],
    ['ID=wolfi\nPRETTY_NAME="a \\"b\\""\n', { id: 'wolfi', name: 'a "b"' }],
    ['VERSION_ID=1\n', undefined],
    ['ID="no id"\n', undefined],
    ['', undefined],
  ])('%j', (text, expected) => expect(distributionIn(text)).toEqual(expected))

  test('from the first file that has it', async () => {
    expect(await readDistribution(rootFsOf({}))).toBeUndefined()
    const given = {
      '/etc/os-release': { link: '../usr/lib/os-release' },
      '/usr/lib/os-release': 'ID=debian\n',
    }
    expect(await readDistribution(rootFsOf(given))).toEqual({ id: 'debian' })
    expect(await readDistribution(rootFsOf({ '/usr/lib/os-release': 'ID=a\n' }))).toEqual({ id: 'a' })
  })
})
