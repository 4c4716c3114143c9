import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync, zstdCompressSync } from 'node:zlib'
import { pack } from 'tar-stream'
import { beforeAll, describe, expect, test } from 'vitest'
import type { LayerFile } from '../../../src/effects/archives.ts'
import { readImage, readSavedImage, type SavedImage } from '../../../src/inspect/image/archive.ts'
import { realArchives } from '../../../src/world/archives/archives.ts'
import { ociArchive } from '../../support/images/image.ts'
import { expectValue, problemOf } from '../../support/results.ts'
import { tar as layerTar } from '../../support/world/tar.ts'
import { output, temporaryDirectory } from '../../support/world/temporary.ts'
import { seededRandom, sha256 } from '../../support/world/world.ts'

const directory = await temporaryDirectory()
const encode = (value: unknown) => new TextEncoder().encode(JSON.stringify(value))

/** Half of it is noise, so that it can be compressed, but not to nothing. */
function content(size: number, seed: number): Uint8Array {
  const random = seededRandom(seed)
  return Uint8Array.from({ length: size }, (_, index) =>
    index % 2 === 0 ? 0x61 : Math.floor(random() * 256),
  )
}

const filesOf: readonly (readonly LayerFile[])[] = [
  [
    { path: 'etc/', mode: 0o755, content: { kind: 'directory' } },
    { path: 'etc/passwd', mode: 0o644, content: { kind: 'bytes', bytes: content(700, 1) } },
    { path: 'tmp/', mode: 0o1777, content: { kind: 'directory' } },
  ],
  [
    // larger than the entries that are kept in memory
    { path: 'app', mode: 0o755, content: { kind: 'bytes', bytes: content(1_300_000, 2) } },
    { path: 'link', mode: 0o777, content: { kind: 'symlink', target: 'app' } },
  ],
]

interface Layer {
  readonly file: string
  readonly bytes: Uint8Array
  readonly diffId: string
  readonly size: number
}

const layers: Layer[] = []

beforeAll(async () => {
  for (const [index, files] of filesOf.entries()) {
    const file = join(directory, `layer-${index}.tar`)
    const { sha256: diffId, size } = await realArchives.writeLayer(file, files)
    layers.push({ file, bytes: await readFile(file), diffId, size })
  }
})

const layer = (index: number): Layer => {
  const found = layers[index]
  if (found === undefined) throw new Error(`there is no layer ${index}`)
  return found
}

const configuration = (diffIds: readonly string[]) => ({
  architecture: 'amd64',
  os: 'linux',
  config: {
    Entrypoint: ['/app'],
    Cmd: ['serve', '--fast'],
    User: '65532:65532',
    WorkingDir: '/srv',
    Env: ['PATH=/bin'],
  },
  rootfs: { type: 'layers', diff_ids: diffIds.map((id) => `sha256:${id}`) },
  history: [
    { created_by: 'COPY etc /etc' },
    { created_by: 'ENV A=1', empty_layer: true },
    { created_by: 'COPY app /app' },
  ],
})

type Part =
  | { readonly path: string; readonly from: string | Uint8Array }
  | { readonly path: string; readonly link: string }

const noImage =
  'the archive has neither a readable index.json with images nor a manifest.json: it is not a saved image'

let made = 0

/** An archive with symbolic links, which `Archives.write` does not write. */
async function archive(parts: readonly Part[]): Promise<string> {
  const path = join(directory, `archive-${++made}.tar`)
  const tar = pack()
  const chunks: Buffer[] = []
  const read = (async () => {
    for await (const chunk of tar) chunks.push(chunk as Buffer)
  })()
  for (const part of parts) {
    if ('link' in part) tar.entry({ name: part.path, type: 'symlink', linkname: part.link })
    else {
      const bytes = typeof part.from === 'string' ? await readFile(part.from) : Buffer.from(part.from)
      tar.entry({ name: part.path }, bytes)
    }
  }
  tar.finalize()
  await read
  await writeFile(path, Buffer.concat(chunks))
  return path
}

async function read(parts: readonly Part[]): Promise<SavedImage> {
  const saved = await readSavedImage(await realArchives.read(await archive(parts)))
  return expectValue(saved)
}

async function problem(parts: readonly Part[]): Promise<string> {
  const saved = await readSavedImage(await realArchives.read(await archive(parts)))
  return problemOf(saved)
}

const configBytes = (ids = layers.map(({ diffId }) => diffId)) => encode(configuration(ids))
const manifest = (config: string, paths: readonly string[]) =>
  encode([{ Config: config, RepoTags: ['linkgate/x:y'], Layers: paths }])

const compressions = {
  plain: (bytes: Uint8Array) => bytes,
  gzip: (bytes: Uint8Array) => gzipSync(bytes, { level: 1 }),
  'gzip -9': (bytes: Uint8Array) => gzipSync(bytes, { level: 9 }),
  zstd: (bytes: Uint8Array) => zstdCompressSync(bytes),
}

/** The format of engines since version 25. */
const ociLayout = (pack: (bytes: Uint8Array) => Uint8Array): readonly Part[] => {
  const blobs = layers.map(({ bytes }) => pack(bytes))
  const paths = blobs.map((blob) => `blobs/sha256/${sha256(blob)}`)
  const config = configBytes()
  const configPath = `blobs/sha256/${sha256(config)}`
  return [
    { path: 'oci-layout', from: encode({ imageLayoutVersion: '1.0.0' }) },
    { path: 'index.json', from: encode({ schemaVersion: 2, manifests: [] }) },
    ...blobs.map((from, index) => ({ path: paths[index] ?? '', from })),
    { path: configPath, from: config },
    { path: 'manifest.json', from: manifest(configPath, paths) },
  ]
}

const wanted = () => ({
  image: {
    id: sha256(configBytes()),
    layers: layers.map(({ diffId, size, bytes }, index) => ({
      diffId,
      size,
      compressedSize: gzipSync(bytes, { level: 6 }).length,
      createdBy: ['COPY etc /etc', 'COPY app /app'][index],
    })),
    entrypoint: ['/app'],
    user: '65532:65532',
    workingDir: '/srv',
  },
  command: ['serve', '--fast'],
  environment: ['PATH=/bin'],
  platform: 'linux/amd64',
})

describe('saved images', () => {
  test.each(Object.entries(compressions))('OCI layout, layers %s: the same sizes', async (_name, pack) => {
    expect(await read(ociLayout(pack))).toMatchObject(wanted())
  })

  test('a directory for each layer, as older engines write it', async () => {
    expect(
      await read([
        { path: 'aa/VERSION', from: new TextEncoder().encode('1.0') },
        { path: 'aa/layer.tar', from: layer(0).file },
        { path: 'bb/layer.tar', from: layer(1).file },
        { path: 'config.json', from: configBytes() },
        { path: 'manifest.json', from: manifest('config.json', ['aa/layer.tar', 'bb/layer.tar']) },
      ]),
    ).toMatchObject(wanted())
  })

  test('a repeated layer: the second is a symbolic link, and counts too', async () => {
    const ids = [0, 1, 0].map((index) => layer(index).diffId)
    const { image } = await read([
      { path: 'aa/layer.tar', from: layer(0).file },
      { path: 'bb/layer.tar', from: layer(1).file },
      { path: 'cc/layer.tar', link: '../aa/layer.tar' },
      { path: 'config.json', from: configBytes(ids) },
      {
        path: 'manifest.json',
        from: manifest('config.json', ['aa/layer.tar', 'bb/layer.tar', 'cc/layer.tar']),
      },
    ])
    expect(image.layers.map(({ diffId }) => diffId)).toEqual(ids)
    expect(image.layers[2]).toMatchObject({ size: layer(0).size })
  })

  test('names with ./ before them, and an empty layer', async () => {
    const empty = new Uint8Array(1024)
    const { image } = await read([
      { path: './aa/layer.tar', from: empty },
      { path: './config.json', from: configBytes([sha256(empty)]) },
      { path: './manifest.json', from: manifest('config.json', ['aa/layer.tar']) },
    ])
    expect(image.layers).toMatchObject([{ diffId: sha256(empty), size: 1024 }])
  })

  test('an image config without optional fields', async () => {
    const bare = encode({ rootfs: { diff_ids: [`sha256:${layer(0).diffId}`] }, config: { Cmd: null } })
    const saved = await read([
      { path: 'l.tar', from: layer(0).file },
      { path: 'c.json', from: bare },
      { path: 'manifest.json', from: manifest('c.json', ['l.tar']) },
    ])
    expect(saved).toMatchObject({
      image: { entrypoint: [], user: '', workingDir: '' },
      ...{ command: [], environment: [], volumes: [] },
    })
    expect(saved.image.layers[0]).not.toHaveProperty('createdBy')
  })

  test('volumes, and files beyond the limit only if it is increased', async () => {
    const large = Buffer.alloc(300, 1)
    const config = { Volumes: { '/data': {}, '/logs': {} } }
    const file = join(directory, 'large.tar')
    await writeFile(file, ociArchive([layerTar([{ name: 'large', content: large }])], { config }))
    const found = async (largestFile: number) => {
      const saved = expectValue(await readImage(realArchives, file, { largestFile }))
      expect(saved.volumes).toEqual(['/data', '/logs'])
      return saved.root?.readWith('/large', (file) => file.size)
    }
    expect(await found(299)).toBeUndefined()
    expect(await found(300)).toBe(300)
  })

  test('reads the output of `Archives.write`', async () => {
    const path = join(directory, 'own.tar')
    await realArchives.write(path, [
      { path: 'config.json', from: configBytes() },
      { path: 'a.tar', from: layer(0).file },
      { path: 'b.tar', from: layer(1).file },
      { path: 'manifest.json', from: manifest('config.json', ['a.tar', 'b.tar']) },
    ])
    expect(expectValue(await readSavedImage(await realArchives.read(path)))).toMatchObject(wanted())
  })

  test('a layer with another digest than in the image config is rejected', async () => {
    const [first, ...rest] = ociLayout(compressions.plain).filter(({ path }) => path.startsWith('blobs'))
    const said = await problem([
      { path: first?.path ?? '', from: layer(1).file },
      ...rest,
      ...ociLayout(compressions.plain).filter(({ path }) => path === 'manifest.json'),
    ])
    expect(said).toBe(`the layer ${first?.path} does not match the digest in the image`)
  })

  test('a layer of the image config that the manifest lacks is reported', async () => {
    const said = await problem([
      { path: 'l.tar', from: layer(0).file },
      { path: 'c.json', from: configBytes() },
      { path: 'manifest.json', from: manifest('c.json', ['l.tar']) },
    ])
    expect(said).toBe('the archive has 1 of the 2 layers of its image')
  })

  test.each<[string, () => readonly Part[], string]>([
    ['nothing', () => [], noImage],
    [
      'a manifest that is no JSON',
      () => [{ path: 'manifest.json', from: new TextEncoder().encode('{') }],
      noImage,
    ],
    [
      'no configuration',
      () => [{ path: 'manifest.json', from: manifest('c.json', []) }],
      'the archive has no readable image config c.json',
    ],
    [
      'no layer',
      () => [
        { path: 'c.json', from: configBytes() },
        { path: 'manifest.json', from: manifest('c.json', ['l.tar', 'm.tar']) },
      ],
      'the archive lacks the layer l.tar',
    ],
    [
      'a link to nothing',
      () => [
        { path: 'c.json', from: configBytes() },
        { path: 'a/l.tar', link: '../b/l.tar' },
        { path: 'manifest.json', from: manifest('c.json', ['a/l.tar', 'm.tar']) },
      ],
      'the archive lacks the layer a/l.tar',
    ],
  ])('%s', async (_what, parts, said) => {
    expect(await problem(parts())).toBe(said)
  })
})

describe('layers', () => {
  test('the same files give the same bytes, independent of time and place', async () => {
    const again = join(directory, 'again/layer.tar')
    await mkdir(join(directory, 'again'))
    const source = join(directory, 'source')
    await writeFile(source, content(1_300_000, 2))
    const files: readonly LayerFile[] = (filesOf[1] ?? []).map((file) =>
      file.path === 'app' ? { ...file, content: { kind: 'file', from: source } } : file,
    )
    expect(await realArchives.writeLayer(again, files)).toEqual({
      sha256: layer(1).diffId,
      size: layer(1).size,
    })
    expect(Buffer.compare(await readFile(again), layer(1).bytes)).toBe(0)
    expect(sha256(layer(1).bytes)).toBe(layer(1).diffId)
  })

  test('tar reads them: names, modes, owners, times, links and content', async () => {
    const listed = await Promise.all(
      layers.map(({ file }) =>
        output(['tar', '--list', '--verbose', '--numeric-owner', '--file', file], {
          env: { TZ: 'UTC', LC_ALL: 'C' },
        }),
      ),
    )
    expect(
      listed
        .join('')
        .trimEnd()
        .split('\n')
        .map((line) => line.replace(/ +/g, ' ')),
    ).toEqual([
      'drwxr-xr-x 0/0 0 1970-01-01 00:00 etc/',
      '-rw-r--r-- 0/0 700 1970-01-01 00:00 etc/passwd',
      'drwxrwxrwt 0/0 0 1970-01-01 00:00 tmp/',
      '-rwxr-xr-x 0/0 1300000 1970-01-01 00:00 app',
      'lrwxrwxrwx 0/0 0 1970-01-01 00:00 link -> app',
    ])
    const out = join(directory, 'unpacked')
    await mkdir(out)
    await output(['tar', '--extract', '--file', layer(1).file, '--directory', out])
    expect(Buffer.compare(await readFile(join(out, 'app')), content(1_300_000, 2))).toBe(0)
  })

  test('a long path is not truncated', async () => {
    const path = `${'directory/'.repeat(20)}file`
    const file = join(directory, 'long.tar')
    await realArchives.writeLayer(file, [
      { path, mode: 0o644, content: { kind: 'bytes', bytes: encode({}) } },
    ])
    expect((await output(['tar', '--list', '--file', file])).trim()).toBe(path)
  })

  test('a missing file is an error, not an empty entry', async () => {
    const from = join(directory, 'nowhere')
    const file = { path: 'x', mode: 0o644, content: { kind: 'file', from } } as const
    await expect(realArchives.writeLayer(join(directory, 'broken.tar'), [file])).rejects.toThrow('ENOENT')
  })
})
