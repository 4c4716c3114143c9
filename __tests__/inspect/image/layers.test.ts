import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readImage, type SavedImage } from '../../../src/inspect/image/archive.ts'
import { compareLayers } from '../../../src/inspect/image/changes.ts'
import type { LayerRootFs } from '../../../src/inspect/image/layer-root-fs.ts'
import { realArchives } from '../../../src/world/archives/archives.ts'
import { ociArchive } from '../../support/images/image.ts'
import { expectValue } from '../../support/results.ts'
import { tries } from '../../support/runs/tries.ts'
import { longName, pax, type TarEntry, tar } from '../../support/world/tar.ts'
import { output, temporaryDirectory } from '../../support/world/temporary.ts'

const directory = await temporaryDirectory()
let made = 0

async function imageOf(...layers: readonly (readonly TarEntry[])[]): Promise<SavedImage> {
  const path = join(directory, `${++made}.tar`)
  await writeFile(path, ociArchive(layers.map(tar)))
  const saved = await readImage(realArchives, path)
  return expectValue(saved)
}

async function rootOf(...layers: readonly (readonly TarEntry[])[]): Promise<LayerRootFs> {
  const { root, rootProblem } = await imageOf(...layers)
  if (root === undefined) throw new Error(rootProblem)
  return root
}

async function problemOf(...layers: readonly (readonly TarEntry[])[]): Promise<string | undefined> {
  return (await imageOf(...layers)).rootProblem
}

const text = async (root: LayerRootFs, path: string) => {
  const bytes = await root.read(path)
  return bytes && new TextDecoder().decode(bytes)
}

const wasted = async (...layers: readonly (readonly TarEntry[])[]) =>
  (await imageOf(...layers)).image.layers.map((layer) => layer.wasted)

const file = (name: string, content = name): TarEntry => ({ name, content })
const folder = (name: string): TarEntry => ({ name, type: '5', mode: 0o750 })
const link = (name: string, target: string): TarEntry => ({ name, type: '2', link: target })
const capable = { 'SCHILY.xattr.security.capability': '\x01\0\0\x02' }
const hard = (name: string, target: string): TarEntry => ({ name, type: '1', link: target })

test('the largest wasted files, and whether they are replaced', async () => {
  const layers = [
    [file('d/old', '12345'), file('d/gone', '123'), file('kept'), file('empty', '')],
    [file('d/old', 'x'), file('d/.wh.gone', '')],
  ]
  const { image } = await imageOf(...layers)
  expect(image.layers[0]).toMatchObject({
    wasted: 8,
    wastedFiles: [
      { path: 'd/old', size: 5, replaced: true },
      { path: 'd/gone', size: 3, replaced: false },
    ],
  })
  expect(image.layers[1]).not.toHaveProperty('wastedFiles')
})

describe('merged layers', () => {
  test('a later file replaces an earlier one, and the earlier bytes are wasted', async () => {
    const layers = [[file('a', 'old'), file('b')], [file('a', 'new!')]]
    expect(await text(await rootOf(...layers), '/a')).toBe('new!')
    expect(await wasted(...layers)).toEqual([3, 0])
  })

  test('a whiteout removes a file or a whole directory of the layers below', async () => {
    const layers = [
      [file('d/a', '12345'), file('d/e/f', '123'), file('g')],
      [file('d/.wh.e', ''), file('.wh.g', '')],
    ]
    const root = await rootOf(...layers)
    expect(await root.list('/')).toEqual(['d'])
    expect(await root.list('/d')).toEqual(['a'])
    expect(await wasted(...layers)).toEqual([4, 0])
  })

  test('a whiteout never deletes entries of its own layer, in any order', async () => {
    for (const second of [
      [file('d/.wh.a', ''), file('d/a/new')],
      [file('d/a/new'), file('d/.wh.a', '')],
    ]) {
      expect(await (await rootOf([file('d/a/old')], second)).list('/d/a')).toEqual(['new'])
    }
  })

  test('an opaque directory hides all entries of the layers below', async () => {
    for (const second of [
      [folder('d/'), file('d/.wh..wh..opq', ''), file('d/new')],
      [file('d/new'), file('d/.wh..wh..opq', ''), folder('d/')],
    ]) {
      const root = await rootOf([file('d/old'), file('d/e/f')], second)
      expect(await root.list('/d')).toEqual(['new'])
    }
  })

  test('metadata of aufs are not files', async () => {
    expect(
      await (await rootOf([file('.wh..wh.plnk/1.2'), file('.wh..wh.aufs'), file('a')])).list('/'),
    ).toEqual(['.wh..wh.plnk', 'a'])
  })

  test('a directory becomes a file, and a file a directory', async () => {
    const layers = [
      [file('a/b', '123'), file('c', '45')],
      [file('a', 'x'), folder('c/'), file('c/d')],
    ]
    const root = await rootOf(...layers)
    expect(await text(root, '/a')).toBe('x')
    expect(await text(root, '/c/d')).toBe('c/d')
    expect(await root.entry('/a/b')).toBeUndefined()
    expect(await wasted(...layers)).toEqual([5, 0])
  })

  test('a directory replaces a symbolic link of the layer below, as in overlayfs', async () => {
    const root = await rootOf([file('usr/lib/x'), link('lib', 'usr/lib')], [file('lib/y')])
    expect(await root.entry('/lib')).toMatchObject({ kind: 'directory' })
    expect(await root.list('/usr/lib')).toEqual(['x'])
  })

  test("within a layer, a path through a symbolic link refers to the link's target", async () => {
    const root = await rootOf([folder('usr/lib/'), link('lib', '/usr/lib'), file('lib/y')])
    expect(await root.entry('/lib')).toMatchObject({ kind: 'symlink', target: '/usr/lib' })
    expect(await root.resolve('/lib/y')).toMatchObject({ path: '/usr/lib/y' })
  })

  test('directories keep their content; only an explicit entry sets the mode', async () => {
    const root = await rootOf([folder('d/'), file('d/a')], [file('d/b')])
    expect(await root.entry('/d')).toMatchObject({ mode: 0o750 })
    expect(await root.list('/d')).toEqual(['a', 'b'])
    const changed = await rootOf([folder('d/'), file('d/a')], [{ name: 'd/', type: '5', mode: 0o1777 }])
    expect(await changed.entry('/d')).toMatchObject({ mode: 0o1777 })
    expect(await changed.list('/d')).toEqual(['a'])
  })

  test('hard links have the same content, which is wasted if the last of them is removed', async () => {
    const first = [file('a', '12345'), hard('b', 'a')]
    expect(await text(await rootOf(first, [file('.wh.a', '')]), '/b')).toBe('12345')
    expect(await wasted(first, [file('.wh.a', '')])).toEqual([0, 0])
    expect(await wasted(first, [file('.wh.a', ''), file('.wh.b', '')])).toEqual([5, 0])
    // a hard link may point to a file of a layer below
    expect(await text(await rootOf(first, [hard('c', '/b')]), '/c')).toBe('12345')
  })

  test('if several entries have the same name, the last one counts', async () => {
    const layers = [[file('a', '1'), link('a', 'b'), file('a', '22')]]
    expect(await text(await rootOf(...layers), '/a')).toBe('22')
    expect(await wasted(...layers)).toEqual([1])
  })

  test('long names, in both formats, and names that are not UTF-8', async () => {
    const long = `${'directory/'.repeat(30)}file`
    const root = await rootOf([
      longName(long),
      file('short', 'gnu'),
      pax({ path: `p/${long}`, size: '3' }),
      file('other', 'pax'),
      { name: Buffer.from([0x78, 0xff]), content: '1' },
      { name: Buffer.from([0x78, 0xfe]), content: '22' },
    ])
    expect(await text(root, `/${long}`)).toBe('gnu')
    expect(await text(root, `/p/${long}`)).toBe('pax')
    expect(await root.list('/')).toEqual(['directory', 'p', 'x\udcfe', 'x\udcff'])
    expect(await text(root, '/x\udcff')).toBe('1')
  })

  test('owners from the header, from an extended header, and of a directory without an entry', async () => {
    const ownedBy = (user: string, group: string) => (header: Buffer) => {
      header.write(user.padStart(7, '0'), 108)
      header.write(group.padStart(7, '0'), 116)
    }
    const root = await rootOf(
      [{ ...folder('d/'), patch: ownedBy('1750', '62') }, file('d/a'), file('e/b')],
      [
        pax({ uid: '3000000000', gid: '7' }),
        file('d/c'),
        { ...file('e/d'), patch: (header) => header.fill(0xff, 108, 116) },
      ],
    )
    const ownerOf = async (path: string) => (await root.entry(path))?.owner
    expect(await ownerOf('/d')).toEqual({ user: 0o1750, group: 0o62 })
    expect(await ownerOf('/d/a')).toEqual({ user: 0, group: 0 })
    expect(await ownerOf('/d/c')).toEqual({ user: 3_000_000_000, group: 7 })
    expect(await ownerOf('/e')).toEqual({ user: 0, group: 0 })
    expect(await ownerOf('/e/d')).toEqual({ user: -1, group: 0 })
  })

  test('capabilities of a file, also through a hard link', async () => {
    const root = await rootOf([pax(capable), file('a', '1'), hard('b', 'a'), file('c', '1')])
    expect((await root.entry('/a'))?.capabilities).toBe('01000002')
    expect((await root.entry('/b'))?.capabilities).toBe('01000002')
    expect(await root.entry('/c')).not.toHaveProperty('capabilities')
  })

  test('images that differ only in owners or capabilities are different; the program is found by its bytes', async () => {
    const program = { size: 5, sha256: createHash('sha256').update('bytes').digest('hex') }
    const compared = async (...images: readonly (TarEntry | readonly TarEntry[])[]) => {
      const layers = await Promise.all(
        images.map(async (entries) => {
          const { image, contents = [] } = await imageOf([entries].flat())
          return contents.map((content, index) => ({
            content,
            diffId: image.layers[index]?.diffId ?? '',
            isBase: false,
          }))
        }),
      )
      return compareLayers(layers[0] ?? [], layers[1] ?? [], program)
    }
    const timed = (header: Buffer) => header.write('00000000001', 136)
    const owned = (header: Buffer) => header.write('0001750', 108)
    expect(await compared(file('a'), { ...file('a'), patch: timed })).toMatchObject({ same: true, files: [] })
    expect(await compared(file('a'), { ...file('a'), patch: owned })).toMatchObject({
      same: false,
      files: [{ path: 'a', before: 1, after: 1 }],
    })
    expect((await compared(file('a'), [pax(capable), file('a')])).same).toBe(false)
    const filesOf = async (content: string) => (await compared(file('a', '1'), file('b', content))).files
    const removed = { layer: 0, path: 'a', before: 1, after: null }
    expect(await filesOf('bytes')).toEqual([
      { layer: 0, path: 'b', before: null, after: 5, program: true },
      removed,
    ])
    expect(await filesOf('other')).toEqual([{ layer: 0, path: 'b', before: null, after: 5 }, removed])
  })

  test('devices exist, but are not files; set-user-ID and sticky bits are kept', async () => {
    const root = await rootOf([
      { name: 'null', type: '3', mode: 0o666 },
      { name: 'su', mode: 0o4755, content: 'x' },
    ])
    expect(await root.entry('/null')).toEqual({
      path: '/null',
      kind: 'other',
      mode: 0o666,
      owner: { user: 0, group: 0 },
      size: 0,
    })
    expect(await root.read('/null')).toBeUndefined()
    expect(await root.entry('/su')).toMatchObject({ mode: 0o4755 })
  })

  test('a sparse file has its real size, and the next entry is found', async () => {
    const sparse: TarEntry = {
      name: 's',
      type: 'S',
      content: 'data',
      patch: (header) => {
        header.write('ustar  \0', 257, 'latin1')
        header.write('00000100000\0', 483, 'latin1')
      },
    }
    const root = await rootOf([sparse, file('after')])
    expect(await root.entry('/s')).toMatchObject({ kind: 'file', size: 0o100000 })
    expect(await text(root, '/after')).toBe('after')
  })
})

describe('layers that no engine unpacks', () => {
  test.each<[string, readonly (readonly TarEntry[])[], string]>([
    ['traversal', [[file('../../etc/x')]], 'the path ../../etc/x leads outside the image'],
    ['traversal after a name', [[file('a/../../x')]], 'the path a/../../x leads outside the image'],
    ['a hard link out', [[hard('a', '../x')]], 'the path ../x leads outside the image'],
    ['a hard link to nothing', [[hard('a', 'b')]], 'the hard link a points to b, which is not a file'],
    [
      'a hard link to a directory',
      [[folder('b'), hard('a', 'b')]],
      'the hard link a points to b, which is not a file',
    ],
    ['a whiteout of everything', [[file('a/.wh..', '')]], 'the whiteout a/.wh.. names no file'],
    [
      'a path through a loop',
      [[link('a', 'b'), link('b', 'a'), file('a/x')]],
      'the path a/x has too many links',
    ],
  ])('%s', async (_what, layers, said) => {
    expect(await problemOf(...layers)).toBe(said)
  })

  test('absolute paths and links stay inside', async () => {
    const root = await rootOf([file('/etc/passwd', 'inside'), link('x', '/etc'), link('y', '../../../etc')])
    expect(await text(root, '/x/passwd')).toBe('inside')
    expect(await text(root, '/y/passwd')).toBe('inside')
    expect(await text(root, '/../../../etc/passwd')).toBe('inside')
  })
})

describe('paths in the root file system', () => {
  test('links are followed up to forty, as Linux does', async () => {
    const chain = (length: number) => [
      file('l0', 'end'),
      ...Array.from({ length }, (_, index) => link(`l${index + 1}`, `l${index}`)),
    ]
    const root = await rootOf(chain(41))
    expect(await text(root, '/l40')).toBe('end')
    expect(await root.resolve('/l41')).toBeUndefined()
    expect(await root.entry('/l41')).toMatchObject({ kind: 'symlink' })
  })

  test('a path below something other than a directory does not exist', async () => {
    const root = await rootOf([file('a'), link('loop', 'loop'), link('gone', '/nowhere'), folder('d')])
    for (const path of ['/a/', '/a/b', '/a/..', '/loop', '/gone', '/loop/x']) {
      expect(await root.resolve(path), path).toBeUndefined()
    }
    expect(await root.resolve('/d/')).toMatchObject({ path: '/d' })
    expect(await root.resolve('/d/../a')).toMatchObject({ path: '/a' })
    expect(await root.resolve('/')).toMatchObject({ path: '/', kind: 'directory' })
    expect(await root.list('/a')).toEqual([])
  })
})

test('any layers give the same result as tar and the whiteout rules on a real file system', async () => {
  const name = fc.constantFrom('a', 'b', 'c')
  const path = fc.array(name, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('/'))
  const entry = fc.oneof(
    path.map((at): TarEntry => ({ name: at, content: `${at} ${++made}` })),
    path.map((at): TarEntry => ({ name: `${at}/`, type: '5' })),
  )
  const layer = fc
    .uniqueArray(entry, { maxLength: 6, selector: ({ name: at }) => String(at).replace(/\/$/, '') })
    // an entry below a file of the same layer: tar and the engines differ
    .map((entries) =>
      entries.filter(
        ({ name: at, type }) =>
          type === '5' || !entries.some(({ name: other }) => String(other).startsWith(`${String(at)}/`)),
      ),
    )
  await fc.assert(
    fc.asyncProperty(
      fc.array(layer, { minLength: 1, maxLength: 3 }),
      fc.array(path),
      async (layers, gone) => {
        const whiteouts = gone.map((at): TarEntry => ({ name: at.replace(/[^/]*$/, '.wh.$&'), content: '' }))
        const root = await rootOf(...layers, whiteouts)
        const expected = await mkdtemp(join(tmpdir(), 'linkgate-unit-'))
        try {
          for (const entries of layers) {
            for (const { name: at, type, content } of entries)
              await place(expected, String(at), type, content)
          }
          // the entry of a whiteout creates its directory
          for (const at of gone) await place(expected, `${at.replace(/[^/]*$/, '')}`, '5')
          for (const at of gone) await rm(join(expected, at), { recursive: true, force: true })
          // … which may be below a directory that another whiteout removes: then it is only hidden
          for (const at of gone) await place(expected, `${at.replace(/[^/]*$/, '')}`, '5')
          expect(await listing(root, '')).toEqual(await realListing(expected, ''))
        } finally {
          await rm(expected, { recursive: true, force: true })
        }
      },
    ),
    { numRuns: tries(150) },
  )
})

/** Writes an entry as in an overlay: it replaces entries of another kind in its path. */
async function place(root: string, at: string, type?: string, content?: string | Uint8Array): Promise<void> {
  const parts = at.split('/').filter((part) => part !== '')
  const last = type === '5' ? undefined : parts.pop()
  let here = root
  for (const part of parts) {
    here = join(here, part)
    if ((await readdir(here).catch(() => undefined)) === undefined) await rm(here, { force: true })
    await mkdir(here, { recursive: true })
  }
  if (last === undefined) return
  await rm(join(here, last), { recursive: true, force: true })
  await writeFile(join(here, last), content ?? '')
}

async function listing(root: LayerRootFs, at: string): Promise<readonly string[]> {
  const found: string[] = []
  for (const name of await root.list(`${at}/`)) {
    const path = `${at}/${name}`
    const content = await text(root, path)
    found.push(`${path} ${content ?? ''}`)
    if (content === undefined) found.push(...(await listing(root, path)))
  }
  return found
}

async function realListing(root: string, at: string): Promise<readonly string[]> {
  const found: string[] = []
  for (const entry of (await readdir(join(root, at), { withFileTypes: true })).sort((a, b) =>
    a.name < b.name ? -1 : 1,
  )) {
    const path = `${at}/${entry.name}`
    found.push(`${path} ${entry.isFile() ? await readFile(join(root, path), 'utf8') : ''}`)
    if (entry.isDirectory()) found.push(...(await realListing(root, path)))
  }
  return found
}

test('archives of GNU tar, in each of its formats', async () => {
  const tree = join(directory, 'tree')
  const deep = `${'d'.repeat(90)}/${'e'.repeat(90)}/${'f'.repeat(90)}`
  await mkdir(join(tree, deep), { recursive: true })
  await writeFile(join(tree, deep, 'file'), 'deep')
  await output(['ln', '-s', `/${deep}/file`, join(tree, 'to')])
  await output(['ln', join(tree, deep, 'file'), join(tree, 'hard')])
  await output(['truncate', '--size=1M', join(tree, 'sparse')])
  for (const format of ['gnu', 'pax', 'posix']) {
    const layer = join(directory, `${format}.tar`)
    await output(['tar', '--create', '--sparse', `--format=${format}`, '--file', layer, '-C', tree, '.'])
    const path = join(directory, `${format}-image.tar`)
    await writeFile(path, ociArchive([await readFile(layer)]))
    const { root } = expectValue(await readImage(realArchives, path))
    if (root === undefined) throw new Error(format)
    expect(await text(root, '/to'), format).toBe('deep')
    expect(await text(root, '/hard'), format).toBe('deep')
    expect(await root.entry('/sparse'), format).toMatchObject({ kind: 'file', size: 1 << 20 })
  }
})
