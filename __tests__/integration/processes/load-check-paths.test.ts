import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readElf } from '../../../src/inspect/elf/elf.ts'
import {
  configuredDirectories,
  glibcDirectories,
  glibcRelease,
  readLoader,
  readLoaderCache,
  readMuslPath,
} from '../../../src/inspect/loader/paths.ts'
import { needPrograms } from '../../support/images/debian.ts'
import { loaderCache, rootFsOf } from '../../support/world/root-fs.ts'
import { output } from '../../support/world/temporary.ts'

await needPrograms('gcc')

describe("this machine's own loader", () => {
  const interpreterOf = async (path: string) => {
    const read = readElf(await readFile(path))
    return read.ok ? (read.value.interpreter ?? '') : ''
  }

  test('reports its directories and its release', async () => {
    const path = await interpreterOf('/bin/sh')
    const said = await output([path, '--help'])
    const searched = [...said.matchAll(/^ {2}(\/\S+) \(system search path\)$/gm)].map(([, found]) => found)
    expect(searched.length).toBeGreaterThan(0)
    const release = /version (\d+\.\d+)\.?$/m.exec(await output([path, '--version']))?.[1]
    expect(release).toBeDefined()
    expect(readLoader(await readFile(path))).toEqual({ libc: 'glibc', directories: searched, release })
    const libc = (await output(['gcc', '-print-file-name=libc.so.6'])).trim()
    expect(glibcRelease(await readFile(libc))).toBe(release)
  })

  test('has the cache that ldconfig prints', async () => {
    const cache = readLoaderCache(await readFile('/etc/ld.so.cache'), true)
    const program = existsSync('/sbin/ldconfig') ? '/sbin/ldconfig' : 'ldconfig'
    const printed = [...(await output([program, '-p'])).matchAll(/^\t(\S+) \(.*\) => (\S+)$/gm)]
    expect(printed.length).toBeGreaterThan(10)
    const found = [...cache].flatMap(([name, paths]) => paths.map((path) => `${name} ${path}`))
    expect(found.sort()).toEqual(printed.map(([, name, path]) => `${name} ${path}`).sort())
  })
})

describe('a loader', () => {
  const bytes = (text: string) => new TextEncoder().encode(text)

  test("musl's loader is recognized by the path of its configuration", () => {
    expect(readLoader(bytes('..%.*s/etc/ld-musl-aarch64.path\0/lib/\0'))).toEqual({
      libc: 'musl',
      configuration: '/etc/ld-musl-aarch64.path',
    })
  })

  test('the longest list of directories is the search path', () => {
    expect(readLoader(bytes('\0/proc/\0x\0/usr/lib/locale/\0x/lib/a/\0/usr/lib/\0')).libc).toBe('glibc')
    expect(readLoader(bytes('\0/usr/lib/locale/\0\0/lib64/\0/usr/lib64/\0'))).toEqual({
      libc: 'glibc',
      directories: ['/lib64', '/usr/lib64'],
    })
    expect(readLoader(bytes('\0/proc/\0/sys/\0'))).toEqual({ libc: 'glibc', directories: [] })
  })

  test('reads any file without throwing', () => {
    for (const text of ['/'.repeat(1 << 20), '/a'.repeat(1 << 19), '/lib/\0'.repeat(1 << 17)]) {
      expect(readLoader(bytes(text)).libc).toBe('glibc')
    }
  })
})

test.each([
  [
    'amd64',
    64,
    ['/lib/x86_64-linux-gnu', '/usr/lib/x86_64-linux-gnu', '/lib64', '/usr/lib64', '/lib', '/usr/lib'],
  ],
  ['386', 32, ['/lib/i386-linux-gnu', '/usr/lib/i386-linux-gnu', '/lib', '/usr/lib']],
  ['loong64', 64, ['/lib64', '/usr/lib64', '/lib', '/usr/lib']],
] as const)('ordinary directories of %s', (machine, bits, expected) => {
  expect(glibcDirectories(machine, bits)).toEqual(expected)
})

describe('ld.so.conf', () => {
  test('directories, comments, and included files, in order', async () => {
    const root = rootFsOf({
      '/etc/ld.so.conf': '# first\n/one # two\ninclude /etc/ld.so.conf.d/*.conf\n\n/last:/most\nrelative\n',
      '/etc/ld.so.conf.d/b.conf': '/b\n',
      '/etc/ld.so.conf.d/a.conf': '/a\ninclude more/*.x single\n',
      '/etc/ld.so.conf.d/readme': '/no\n',
      '/etc/ld.so.conf.d/more/a.x': '/more\n',
      '/etc/ld.so.conf.d/single': '/single',
    })
    expect(await configuredDirectories(root)).toEqual([
      '/one',
      '/a',
      '/more',
      '/single',
      '/b',
      '/last',
      '/most',
    ])
  })

  test('a missing file, and one that includes itself', async () => {
    expect(await configuredDirectories(rootFsOf({}))).toEqual([])
    const root = rootFsOf({ '/etc/ld.so.conf': '/a\ninclude /etc/ld.so.conf\n' })
    expect(await configuredDirectories(root)).toEqual(['/a'])
  })
})

test('an empty configuration of musl has no directories', async () => {
  expect(await readMuslPath(rootFsOf({}), '/etc/ld-musl-x86_64.path')).toEqual([
    '/lib',
    '/usr/local/lib',
    '/usr/lib',
  ])
  expect(await readMuslPath(rootFsOf({ '/p': '\n' }), '/p')).toEqual([])
})

describe('a cache', () => {
  const entries = [
    ['liba.so.1', '/opt/a/liba.so.1'],
    ['liba.so.1', '/opt/b/liba.so.1'],
    ['libb.so.1', '/opt/b/libb.so.1'],
  ] as const
  const expected = {
    'liba.so.1': ['/opt/a/liba.so.1', '/opt/b/liba.so.1'],
    'libb.so.1': ['/opt/b/libb.so.1'],
  }

  test.each([
    ['little endian', {}, true],
    ['big endian', { little: false }, false],
    ['after one of the old format', { before: `ld.so-1.7.0${'\0'.repeat(5)}` }, true],
  ] as const)('%s', (_what, options, little) => {
    expect(Object.fromEntries(readLoaderCache(loaderCache(entries, options), little))).toEqual(expected)
  })

  test('truncated, changed or random bytes give only paths', () => {
    const whole = loaderCache(entries)
    fc.assert(
      fc.property(fc.nat(whole.length), fc.nat(whole.length - 1), fc.nat(255), (end, at, value) => {
        const bytes = whole.slice(0, end)
        if (at < end) bytes[at] = value
        for (const paths of readLoaderCache(bytes, true).values()) {
          for (const path of paths) expect(path.startsWith('/')).toBe(true)
        }
      }),
      { numRuns: 2000, seed: 3 },
    )
    expect(readLoaderCache(new TextEncoder().encode('glibc-ld.so.cache1.1'), true).size).toBe(0)
  })
})
