import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { fail, succeed } from '../../../src/common/result.ts'
import { readContents } from '../../../src/inspect/contents/contents.ts'
import { readImage } from '../../../src/inspect/image/archive.ts'
import type { ImageCheck } from '../../../src/inspect/loader/image-check.ts'
import type { ImageContents } from '../../../src/model/contents.ts'
import { realArchives } from '../../../src/world/archives/archives.ts'
import { hex, ociArchive } from '../../support/images/image.ts'
import { expectValue } from '../../support/results.ts'
import { pax, type TarEntry, tar } from '../../support/world/tar.ts'
import { temporaryDirectory } from '../../support/world/temporary.ts'

const directory = await temporaryDirectory()
let made = 0

const file = (name: string, content = 'x', mode = 0o644): TarEntry => ({ name, content, mode })
const program = (name: string, mode = 0o755) => file(name, 'x', mode)
const folder = (name: string, mode: number): TarEntry => ({ name, type: '5', mode })
const link = (name: string, target: string): TarEntry => ({ name, type: '2', link: target, mode: 0o777 })

interface Given {
  readonly layers: readonly (readonly TarEntry[])[]
  /** Number of layers of the base image. */
  readonly base?: number
  readonly user?: string
  /** Paths of libraries; absent if the program is unknown. */
  readonly loads?: readonly string[]
}

async function contentsOf({ layers, base, user = '', loads }: Given): Promise<ImageContents> {
  const packed = layers.map(tar)
  const path = join(directory, `${++made}.tar`)
  await writeFile(path, ociArchive(packed, { config: { Entrypoint: ['/app'], User: user } }))
  const saved = expectValue(
    await readImage(realArchives, path, base === undefined ? {} : { base: packed.slice(0, base).map(hex) }),
  )
  const libraries = (loads ?? []).map((at) => ({ name: 'any', neededBy: '/app', path: at }))
  const load = { starts: true, libraries, problems: [] }
  const check = { program: succeed({ load }) } as unknown as ImageCheck
  const contents = await readContents(saved, loads === undefined ? fail('no program') : succeed(check))
  if (contents === undefined) throw new Error('no contents')
  return contents
}

const found = async (...layers: readonly (readonly TarEntry[])[]) =>
  (await contentsOf({ layers })).files.map(({ kind, path, layer, base: _, ...rest }) => ({
    at: `${kind} ${path} ${layer}`,
    ...rest,
  }))

test('nothing to scan', async () => {
  expect(await contentsOf({ layers: [[program('app')]], loads: [] })).toEqual({
    databases: [],
    packages: [],
    loaded: [],
    root: true,
    files: [],
  })
})

describe('files', () => {
  test('set-user-ID and set-group-ID programs', async () => {
    const layer = [
      program('usr/bin/su', 0o4755),
      program('usr/bin/wall', 0o2755),
      program('both', 0o6755),
      program('locked', 0o2644),
      file('no-program', 'x', 0o4644),
    ]
    expect(await found(layer)).toEqual([
      { at: 'set-uid /both 0' },
      { at: 'set-uid /usr/bin/su 0' },
      { at: 'set-gid /both 0' },
      { at: 'set-gid /usr/bin/wall 0' },
    ])
  })

  test('world-writable files and directories, but not links', async () => {
    const layer = [
      folder('tmp/', 0o1777),
      folder('data/', 0o777),
      file('data/state', 'x', 0o666),
      link('lib', 'data'),
    ]
    expect(await found(layer)).toEqual([
      { at: 'writable-directory /data 0' },
      { at: 'sticky-directory /tmp 0' },
      { at: 'writable-file /data/state 0' },
    ])
  })

  test('shells and package managers in directories of commands', async () => {
    const layer = [
      program('bin/busybox'),
      link('bin/sh', 'busybox'),
      program('sbin/apk'),
      program('usr/local/bin/npm'),
      program('busybox/sh'),
      program('opt/bash'),
      file('usr/bin/zsh'),
    ]
    expect(await found(layer)).toEqual([
      { at: 'shell /bin/busybox 0' },
      { at: 'shell /busybox/sh 0' },
      { at: 'package-manager /sbin/apk 0' },
      { at: 'package-manager /usr/local/bin/npm 0' },
    ])
  })

  test('the top layer that contains a file, and whether it belongs to the base image', async () => {
    const layers = [
      [program('bin/su', 0o4755), program('bin/sh')],
      [program('bin/su', 0o4755), program('bin/bash')],
    ]
    expect((await contentsOf({ layers, base: 1 })).files).toEqual([
      { kind: 'set-uid', path: '/bin/su', layer: 1 },
      { kind: 'shell', path: '/bin/bash', layer: 1 },
      { kind: 'shell', path: '/bin/sh', layer: 0, base: true },
    ])
  })

  test('long paths are shortened', async () => {
    const directory = Array.from({ length: 15 }, () => 'x'.repeat(200)).join('/')
    const named = (name: string) => [pax({ path: `${directory}/${name}` }), file(name)]
    const layers = [[...named('.env'), ...named('lib.so')]]
    const { files, loaded = [] } = await contentsOf({ layers, loads: [`/${directory}/lib.so`] })
    expect([...files, ...loaded].map(({ path }) => path.length)).toEqual([1000, 1000])
    expect(files[0]?.path).toMatch(/^\/x{200}.*…x.*\/\.env$/)
  })

  test('more files than are listed', async () => {
    const layer = Array.from({ length: 130 }, (_, index) => file(`f${index}`, 'x', 0o666))
    const { files, more } = await contentsOf({ layers: [layer] })
    expect(files).toHaveLength(100)
    expect(more).toEqual({ 'writable-file': 30 })
    const above = await contentsOf({ layers: [layer, [file('own', 'x', 0o666)]], base: 1 })
    expect(above.files[0]).toEqual({ kind: 'writable-file', path: '/own', layer: 1 })
    expect(above.more).toEqual({ 'writable-file': 31 })
  })
})

describe('secrets by name', () => {
  test('also those that a later layer removes or replaces', async () => {
    const first = [file('app/.env'), file('root/.netrc'), file('root/.npmrc'), file('./src/.git/HEAD')]
    const second = [
      file('app/.wh..env', ''),
      file('root/.netrc', 'other'),
      file('.wh.src', ''),
      file('root/.wh..npmrc', ''),
    ]
    expect(await found(first, second, [file('root/.npmrc')])).toEqual([
      { at: 'secret /app/.env 0', secret: 'environment', deleted: true },
      { at: 'secret /root/.netrc 1', secret: 'netrc' },
      { at: 'secret /root/.npmrc 2', secret: 'npmrc' },
      { at: 'secret /src/.git 0', secret: 'git-repository', deleted: true },
    ])
  })

  test('PEM headers distinguish keys from certificates, also in files that a later layer removes', async () => {
    const key = '-----BEGIN EC PRIVATE KEY-----\nabc\n'
    const layer = [
      file('app/tls.pem', key),
      file('app/ca.pem', '-----BEGIN CERTIFICATE-----\nabc\n'),
      file('app/server.key', `# ours\n${key}`),
      file('app/slides.key', 'PK'),
      file('etc/ssl/certs/a.pem', key),
      file('usr/local/go/src/crypto/tls/testdata/b.pem', key),
    ]
    expect(await found(layer, [file('app/.wh.server.key', '')])).toEqual([
      { at: 'secret /app/server.key 0', secret: 'private-key', deleted: true },
      { at: 'secret /app/tls.pem 0', secret: 'private-key' },
    ])
  })
})

describe('the user', () => {
  const passwd = file(
    'etc/passwd',
    'root:x:0:0::/:/bin/sh\napp:x:1000:1000::/:/bin/sh\nadmin:x:0:0::/:/bin/sh\n',
  )
  test.each([
    ['', true],
    ['root', true],
    ['0:1000', true],
    ['admin', true],
    ['app', false],
    ['65532', false],
    ['nobody', undefined],
  ])('%j', async (user, root) => {
    expect((await contentsOf({ layers: [[passwd]], user })).root).toBe(root)
  })
})

describe('packages', () => {
  const paragraph = (name: string, version: string) =>
    `Package: ${name}\nStatus: install ok installed\nVersion: ${version}\nArchitecture: amd64\n\n`
  const status = (...packages: readonly (readonly [string, string])[]) =>
    file('var/lib/dpkg/status', packages.map(([name, version]) => paragraph(name, version)).join(''))
  const libc = 'usr/lib/x86_64-linux-gnu/libc.so.6'
  const debian = [
    status(['libc6', '2.36-9'], ['zlib1g', '1.2.13']),
    file('var/lib/dpkg/info/libc6:amd64.list', '/lib/x86_64-linux-gnu/libc.so.6\n'),
    file('etc/os-release', 'ID=debian\nVERSION_ID="12"\n'),
    link('lib', 'usr/lib'),
    file(libc),
    file('opt/libown.so', 'x'),
  ]

  test('packages of the files that the program loads', async () => {
    const own = file('srv/libc.so.6', 'GNU C Library (Debian GLIBC 2.36-9) stable release version 2.36.')
    const loads = [`/lib/x86_64-linux-gnu/libc.so.6`, `/${libc}`, '/opt/libown.so', '/srv/libc.so.6']
    expect(await contentsOf({ layers: [[...debian, own]], loads })).toMatchObject({
      distribution: { id: 'debian', version: '12' },
      databases: ['dpkg'],
      packages: [
        { name: 'libc6', version: '2.36-9', loaded: true },
        { name: 'zlib1g', version: '1.2.13' },
      ],
      // each file once, with the first of its names
      loaded: [
        { path: '/lib/x86_64-linux-gnu/libc.so.6', package: 'libc6' },
        { path: '/opt/libown.so' },
        { path: '/srv/libc.so.6', glibc: '2.36' },
      ],
    })
  })

  test('the loaded files are unknown', async () => {
    const { loaded, packages } = await contentsOf({ layers: [debian] })
    expect(loaded).toBeUndefined()
    expect(packages).toHaveLength(2)
  })

  test('packages of the base image: all, unless a later layer changes the database', async () => {
    const names = ({ packages }: ImageContents) => packages.filter(({ base }) => base).map(({ name }) => name)
    expect(names(await contentsOf({ layers: [debian, [program('app')]], base: 1 }))).toEqual([
      'libc6',
      'zlib1g',
    ])
    const upgraded = status(['libc6', '2.36-10'], ['zlib1g', '1.2.13'], ['curl', '7'])
    const after = await contentsOf({ layers: [debian, [upgraded]], base: 1, loads: [`/${libc}`] })
    expect(names(after)).toEqual(['zlib1g'])
    expect(after.packages.find(({ loaded }) => loaded)?.name).toBe('libc6')
    expect(names(await contentsOf({ layers: [debian, [upgraded]] }))).toEqual([])
  })
})
