import { mkdir, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import type { RootFs } from '../../src/effects/root-fs.ts'
import { directoryRootFs } from '../../src/world/root-fs.ts'
import { rootFsOf } from '../support/world/root-fs.ts'
import { temporaryDirectory, writeTree } from '../support/world/temporary.ts'

const outside = await temporaryDirectory()
const directory = join(outside, 'root')

const files = { '/etc/passwd': 'inside', '/usr/lib/libc.so.6': 'libc', '/a/b/c': 'deep' }
const links = {
  '/lib': 'usr/lib',
  '/absolute': '/etc/passwd',
  '/out': '../../../../../../etc/passwd',
  '/secret': '../secret',
  '/one': 'two',
  '/two': 'one',
  '/self': 'self/passwd',
  '/dangling': '/nowhere',
  '/a/up': '../etc',
  '/a/chain': '../absolute',
  '/a/b/absolute': '/etc/passwd',
}

beforeAll(async () => {
  await mkdir(directory)
  await writeTree(directory, files)
  await writeTree(outside, { secret: 'outside', passwd: 'outside' })
  for (const [path, target] of Object.entries(links)) await symlink(target, join(directory, path))
})

const inMemory = rootFsOf({
  ...Object.fromEntries(Object.entries(files).map(([path, content]) => [path, { content, mode: 0o644 }])),
  ...Object.fromEntries(Object.entries(links).map(([path, link]) => [path, { link }])),
})

const roots: readonly (readonly [string, () => RootFs])[] = [
  ['a directory', () => directoryRootFs(directory)],
  // other tests rely on the fake, so it must behave the same
  ['the fake of the tests', () => inMemory],
]

describe.each(roots)('%s as a root', (_name, open) => {
  const textAt = async (path: string) => {
    const bytes = await open().read(path)
    return bytes === undefined ? undefined : new TextDecoder().decode(bytes)
  }

  test.each([
    ['/etc/passwd', 'inside'],
    ['/absolute', 'inside'],
    ['/a/chain', 'inside'],
    ['/a/b/absolute', 'inside'],
    ['/a/up/passwd', 'inside'],
    ['/a/up/../etc/passwd', 'inside'],
    ['/lib/libc.so.6', 'libc'],
    ['//lib/./libc.so.6', 'libc'],
    // paths that lead out of the root end at the root
    ['/out', 'inside'],
    ['/../../etc/passwd', 'inside'],
    ['/secret', undefined],
    ['/dangling', undefined],
    ['/one', undefined],
    ['/self', undefined],
    ['/etc/passwd/more', undefined],
    ['/etc', undefined],
    [`/${'x'.repeat(300)}`, undefined],
  ])('%s', async (path, content) => {
    expect(await textAt(path)).toBe(content)
  })

  test('finds files through links, and nothing outside of the root', async () => {
    const read = (path: string) =>
      open().readWith(path, (file) => [file.size, new TextDecoder().decode(file.read(1, 3))])
    expect(await read('/absolute')).toEqual([6, 'nsi'])
    expect(await read('/out')).toEqual([6, 'nsi'])
    for (const path of ['/secret', '/one', '/etc', '/none']) expect(await read(path)).toBeUndefined()
  })

  test('returns entries by their path without links, with the last link followed or not', async () => {
    const root = open()
    expect(await root.resolve('/lib/libc.so.6')).toMatchObject({
      path: '/usr/lib/libc.so.6',
      kind: 'file',
      mode: 0o644,
      size: 4,
    })
    expect(await root.entry('/lib')).toMatchObject({ path: '/lib', kind: 'symlink', target: 'usr/lib' })
    expect(await root.resolve('/lib')).toMatchObject({ path: '/usr/lib', kind: 'directory' })
    expect(await root.resolve('/')).toMatchObject({ path: '/', kind: 'directory' })
    expect(await root.resolve('/..')).toMatchObject({ path: '/', kind: 'directory' })
    expect(await root.entry('/a/up/passwd')).toMatchObject({ path: '/etc/passwd' })
  })

  test('lists a directory through links', async () => {
    const root = open()
    expect(await root.list('/lib')).toEqual(['libc.so.6'])
    expect(await root.list('/a')).toEqual(['b', 'chain', 'up'])
    expect(await root.list('/etc/passwd')).toEqual([])
    expect(await root.list('/nowhere')).toEqual([])
    expect(await root.list('/')).toContain('lib')
  })
})
