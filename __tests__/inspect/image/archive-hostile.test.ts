import { mkdir, readdir, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync, zstdCompressSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fail } from '../../../src/common/result.ts'
import type { ScannedLayer } from '../../../src/effects/archives.ts'
import { type ImageOptions, readImage, type SavedImage } from '../../../src/inspect/image/archive.ts'
import { realArchives } from '../../../src/world/archives/archives.ts'
import {
  hex,
  imageParts,
  indexPart,
  innerIndex,
  legacyArchive,
  ociArchive,
} from '../../support/images/image.ts'
import { expectValue, problemOf } from '../../support/results.ts'
import { tries } from '../../support/runs/tries.ts'
import { pax, type TarEntry, tar, tarEntry } from '../../support/world/tar.ts'
import { temporaryDirectory } from '../../support/world/temporary.ts'

const directory = await temporaryDirectory()
let made = 0

async function write(archive: Uint8Array): Promise<string> {
  const path = join(directory, `${++made}.tar`)
  await writeFile(path, archive)
  return path
}

async function read(archive: Uint8Array, options: ImageOptions = {}): Promise<SavedImage> {
  const saved = await readImage(realArchives, await write(archive), options)
  return expectValue(saved)
}

async function problem(archive: Uint8Array, options: ImageOptions = {}): Promise<string> {
  const saved = await readImage(realArchives, await write(archive), options)
  return problemOf(saved)
}

const base = tar([{ name: 'etc/passwd', content: 'root' }])
const app = tar([{ name: 'app', content: 'program'.repeat(1000) }])
const layer = (...entries: readonly TarEntry[]) => ociArchive([tar(entries)])

describe('which image of an archive', () => {
  const images = ['amd64', 'arm64'].map((architecture) => ({
    architecture,
    ...imageParts([base, tar([{ name: architecture }])], { architecture }),
  }))
  const parts = images.flatMap((image) => image.parts)
  const descriptors = images.map(({ architecture, manifest }) => ({
    ...manifest,
    platform: { os: 'linux', architecture, ...(architecture === 'arm64' ? { variant: 'v8' } : {}) },
  }))
  const all = tar([indexPart(descriptors), ...parts])

  test('the image for the requested platform, whether or not the index names it', async () => {
    expect((await read(all, { platform: 'linux/arm64' })).platform).toBe('linux/arm64')
    expect((await read(all, { platform: 'linux/arm64/v8' })).platform).toBe('linux/arm64')
    const unsaid = tar([indexPart(images.map(({ manifest }) => manifest)), ...parts])
    expect((await read(unsaid, { platform: 'linux/arm64' })).platform).toBe('linux/arm64')
  })

  test('all platforms of the archive, if none of them is requested or if no platform is', async () => {
    const there = 'linux/amd64, linux/arm64/v8'
    expect(await problem(all, { platform: 'linux/riscv64' })).toBe(
      `the archive has no image for linux/riscv64, only for ${there}`,
    )
    expect(await problem(all)).toBe(`the archive has images for several platforms (${there}): choose one`)
    expect(await problem(legacyArchive([base]), { platform: 'linux/s390x' })).toBe(
      'the archive has no image for linux/s390x, only for linux/amd64',
    )
  })

  test('nested indexes are followed, and attestations are not images', async () => {
    const inner = innerIndex(descriptors.slice(0, 1))
    const outer = innerIndex([
      { digest: inner.digest },
      { digest: `sha256:${'a'.repeat(64)}`, platform: { os: 'unknown', architecture: 'unknown' } },
      {
        digest: `sha256:${'b'.repeat(64)}`,
        annotations: { 'vnd.docker.reference.type': 'attestation-manifest' },
      },
    ])
    const archive = tar([indexPart([{ digest: outer.digest }]), inner.part, outer.part, ...parts])
    expect((await read(archive)).platform).toBe('linux/amd64')
  })

  test('an image without its blobs fails only if it is requested', async () => {
    const archive = tar([indexPart(descriptors), ...(images[0]?.parts ?? [])])
    expect((await read(archive, { platform: 'linux/amd64' })).platform).toBe('linux/amd64')
    expect(await problem(archive, { platform: 'linux/arm64' })).toBe(
      `the archive lacks the manifest ${images[1]?.manifest.digest}`,
    )
  })

  test('a layout directory, whose symbolic links are not followed', async () => {
    const root = join(directory, 'layout')
    await mkdir(join(root, 'blobs/sha256'), { recursive: true })
    const { manifest, parts: blobs } = imageParts([base])
    for (const { name, content } of [indexPart([manifest]), ...blobs]) {
      await writeFile(join(root, String(name)), content ?? '')
    }
    expect(await readImage(realArchives, root)).toMatchObject({
      value: { image: { layers: [{ diffId: hex(base) }] } },
    })
    expect(await readImage(realArchives, join(root, 'blobs'))).toMatchObject({
      problem: { message: expect.stringContaining('it is not a saved image') },
    })
    expect(await readImage(realArchives, join(root, 'nothing'))).toEqual(
      fail(`there is no file \`${root}/nothing\``),
    )
  })
})

describe('layers', () => {
  test('finds the layers of the base image, if they are below all others', async () => {
    const archive = ociArchive([base, app, base])
    const { image } = await read(archive, { base: [`sha256:${hex(base)}`] })
    expect(image.layers.map((one) => one.base)).toEqual([true, false, false])
    expect((await read(archive)).image.layers[0]).not.toHaveProperty('base')
  })

  test('a known layer is not measured again, even with another compression', async () => {
    const known = new Map<string, Promise<ScannedLayer>>()
    const first = await read(ociArchive([base, app]), { known })
    expect(new Set(known.keys())).toEqual(new Set([hex(base), hex(app)]))
    const marked = { ...(await (known.get(hex(base)) as Promise<ScannedLayer>)), compressedSize: 123 }
    known.set(hex(base), Promise.resolve(marked))
    const second = await read(ociArchive([base, app], { pack: (all) => gzipSync(all) }), { known })
    expect(second.image.layers[0]?.compressedSize).toBe(123)
    expect(second.image.layers[1]).toEqual(first.image.layers[1])
    expect(second.image.id).toBe(first.image.id)
  })

  test('a damaged archive does not affect the next one', async () => {
    const known = new Map<string, Promise<ScannedLayer>>()
    const broken = ociArchive([app], { diffIds: [hex(base)] })
    expect(await problem(broken, { known })).toMatch(
      /^the layer `blobs.*` does not match the digest in the image$/,
    )
    expect((await read(ociArchive([base]), { known })).image.layers[0]?.diffId).toBe(hex(base))
  })

  test('content of compressed layers, with and without a place to unpack them', async () => {
    for (const pack of [(all: Buffer) => gzipSync(all), (all: Buffer) => zstdCompressSync(all)]) {
      const archive = ociArchive([base, app], { pack })
      const scratch = join(directory, `scratch-${++made}`)
      await mkdir(scratch)
      for (const options of [{}, { scratch }]) {
        const { root } = await read(archive, options)
        expect(await root?.read('/app')).toHaveLength(7000)
        expect(new TextDecoder().decode(await root?.read('/etc/passwd'))).toBe('root')
        // at some offsets, and not beyond its end, where the next file begins
        const parts = await root?.readWith('/etc/passwd', (file) => [
          file.size,
          file.read(1, 2),
          file.read(2, 9),
        ])
        expect(
          parts?.map((part) => (typeof part === 'number' ? part : Buffer.from(part).toString())),
        ).toEqual([4, 'oo', 'ot'])
        expect(await root?.readWith('/etc', () => 'opened')).toBeUndefined()
      }
      expect((await readdir(scratch)).sort()).toEqual([`${hex(base)}.layer`, `${hex(app)}.layer`].sort())
    }
  })

  test('several zstd frames, after skippable frames', async () => {
    const skipped = Buffer.from([0x50, 0x2a, 0x4d, 0x18, 2, 0, 0, 0, 1, 2])
    const halves = (all: Buffer) =>
      Buffer.concat([
        skipped,
        zstdCompressSync(all.subarray(0, 600)),
        zstdCompressSync(all.subarray(600)),
        skipped,
      ])
    const { image } = await read(ociArchive([base], { pack: halves }))
    expect(image.layers[0]).toMatchObject({ diffId: hex(base), size: base.length })
  })
})

describe('hostile archives', () => {
  test.each<[string, Buffer, string | RegExp]>([
    ['nothing', Buffer.alloc(0), /it is not a saved image$/],
    [
      'no archive',
      Buffer.from('hello'.repeat(200)),
      /^the file .* is not a complete tar archive: a header is not a tar header$/,
    ],
    ['a huge size', tarEntry({ name: 'x', size: 2n ** 62n }), /: a header declares an impossible size$/],
    [
      'a size beyond the end',
      tarEntry({ name: 'x', size: 2 ** 40 }),
      /: the archive ends in the middle of an entry$/,
    ],
    [
      'a huge size in a layer',
      layer({ name: 'x', size: 2 ** 40 }),
      /^the layer .* is not a complete tar archive: the archive ends in the middle of an entry$/,
    ],
    [
      'a size in an extended header',
      layer(pax({ size: '99999999999999999999' }), { name: 'x' }),
      /: an extended header has an invalid size$/,
    ],
    [
      'a huge extended header',
      layer({ name: 'x', type: 'x', size: 2 ** 30 }),
      /: an extended header is too large$/,
    ],
    [
      'a malformed extended header',
      layer({ name: 'x', type: 'x', content: '99 a=b\n' }),
      /: an extended header is malformed$/,
    ],
    ['a zero byte in a name', layer(pax({ path: 'a\0b' }), { name: 'x' }), /: a name contains a zero byte$/],
    [
      'a name without end',
      layer(pax({ path: 'a/'.repeat(3000) }), { name: 'x' }),
      /: a name is longer than 4096 bytes$/,
    ],
    [
      'a layer that is no archive',
      ociArchive([Buffer.from('layer'.repeat(300))]),
      /^the layer .*: a header is not a tar header$/,
    ],
    [
      'a damaged compressed layer',
      ociArchive([app], { pack: (all) => gzipSync(all).fill(7, 20, 40) }),
      /^the layer .* cannot be decompressed/,
    ],
    [
      'a truncated compressed layer',
      ociArchive([app], { pack: (all) => gzipSync(all).subarray(0, -9) }),
      /ends in the middle of its compressed data$/,
    ],
    [
      'a truncated zstd layer',
      ociArchive([app], { pack: (all) => zstdCompressSync(all).subarray(0, -9) }),
      /ends in the middle of its compressed data$/,
    ],
    ['another layer', ociArchive([app], { diffIds: [hex(base)] }), /match the digest in the image$/],
    [
      'a layer too few',
      ociArchive([app], { diffIds: [hex(app), hex(base)] }),
      'the archive has 1 of the 2 layers of its image',
    ],
    [
      'a layer too many',
      ociArchive([app, base], { diffIds: [hex(app)] }),
      'the archive has 2 of the 1 layers of its image',
    ],
    [
      'an invalid diff ID',
      ociArchive([app], { diffIds: ['../../x'] }),
      /has a layer digest that is not sha256$/,
    ],
  ])('%s', async (_what, archive, said) => {
    expect(await problem(archive)).toMatch(said)
  })

  test('a blob whose name is the digest of other content', async () => {
    const { manifest, parts } = imageParts([base], { pack: (all) => gzipSync(all) })
    const names = parts.map(({ name }) => String(name))
    const swapped = (index: number, content: Buffer) =>
      tar([indexPart([manifest]), ...parts.map((part, at) => (at === index ? { ...part, content } : part))])
    // the same layer, compressed differently
    expect(await problem(swapped(0, zstdCompressSync(base)))).toBe(
      `the layer \`${names[0]}\` does not match the digest in its manifest`,
    )
    const config = Buffer.from(`${parts[1]?.content?.toString()} `)
    expect(await problem(swapped(1, config))).toBe(`the image config ${names[1]} does not match its digest`)
    const other = Buffer.from(`${parts[2]?.content?.toString()} `)
    expect(await problem(swapped(2, other))).toBe(`the manifest ${manifest.digest} does not match its digest`)
  })

  test('links in the archive that are circular, or lead outside', async () => {
    const manifest = Buffer.from(JSON.stringify([{ Config: 'c', Layers: ['a'] }]))
    for (const target of ['c', '/etc/hostname', '../../../../etc/hostname', '']) {
      const archive = tar([
        { name: 'c', type: '2', link: target },
        { name: 'manifest.json', content: manifest },
      ])
      expect(await problem(archive)).toBe('the archive has no readable image config c')
    }
  })

  test('indexes that contain each other or multiply', async () => {
    const { manifest, parts } = imageParts([base])
    const itself = `sha256:${'c'.repeat(64)}`
    const circle = tar([
      indexPart([{ digest: itself }]),
      {
        name: `blobs/${itself.replace(':', '/')}`,
        content: JSON.stringify({ manifests: [{ digest: itself }] }),
      },
    ])
    expect(await problem(circle)).toBe(`the manifest ${itself} does not match its digest`)
    const chain = (depth: number, width: number) => {
      const inner: TarEntry[] = []
      let digest = manifest.digest
      for (let level = 0; level < depth; level++) {
        const made = innerIndex(Array.from({ length: width }, () => ({ digest })))
        inner.push(made.part)
        digest = made.digest
      }
      return tar([indexPart([{ digest }]), ...inner, ...parts])
    }
    expect((await read(chain(7, 500))).platform).toBe('linux/amd64')
    expect(await problem(chain(9, 1))).toBe('the indexes of the archive are nested too deeply')
  })

  test('decompression bombs end at the limit, for all layers together', async () => {
    const zeros = Buffer.alloc(4 << 20)
    for (const pack of [(all: Buffer) => gzipSync(all), (all: Buffer) => zstdCompressSync(all)]) {
      const bomb = ociArchive([zeros, zeros.subarray(512)], { pack })
      expect(await problem(bomb, { limits: { unpacked: 6 << 20 } })).toMatch(
        /unpacks to more than the limit for all layers of an image$/,
      )
      expect(await problem(bomb, { limits: { unpacked: 9 << 20 } })).toBe('no problem')
    }
  })

  test('a compressed archive: a bomb, and a valid one', async () => {
    const scratch = join(directory, 'whole')
    await mkdir(scratch)
    const whole = gzipSync(ociArchive([base, app]))
    expect((await read(whole, { scratch })).image.layers).toHaveLength(2)
    expect(await problem(whole)).toMatch(/is compressed as a whole: decompress it first$/)
    expect(await problem(gzipSync(Buffer.alloc(1 << 20)), { scratch, limits: { unpacked: 1000 } })).toMatch(
      /unpacks to more than the limit$/,
    )
  })

  test('too many entries, too long names, too large manifests', async () => {
    const many = Array.from({ length: 50 }, (_, index): TarEntry => ({ name: `file${index}` }))
    expect(await problem(layer(...many), { limits: { entries: 40 } })).toMatch(
      /archive: there are more entries than allowed$/,
    )
    expect(await problem(layer(...many), { limits: { names: 200 } })).toMatch(
      /the names are longer than allowed$/,
    )
    expect(await problem(ociArchive([base]), { limits: { json: 100 } })).toMatch(
      /^`index.json` is too large$/,
    )
  })

  test('truncated anywhere: a problem, never a crash', async () => {
    const whole = ociArchive([base, app], { pack: (all) => gzipSync(all) })
    const path = await write(whole)
    // engines accept an archive without its end mark
    const end = whole.length - 1024
    for (let size = whole.length; size >= 0; size -= 64) {
      await truncate(path, size)
      const saved = await readImage(realArchives, path)
      expect(!saved.ok, `${size} of ${whole.length}`).toBe(size < end || size % 512 !== 0)
    }
  })

  test('any bytes anywhere: a result or a problem', async () => {
    const good = [ociArchive([base, app], { pack: (all) => gzipSync(all) }), legacyArchive([base, app, base])]
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...good),
        fc.array(fc.tuple(fc.nat(), fc.uint8Array({ maxLength: 40 })), { minLength: 1, maxLength: 5 }),
        async (archive, changes) => {
          const copy = Buffer.from(archive)
          for (const [at, bytes] of changes)
            copy.set(bytes.subarray(0, copy.length - (at % copy.length)), at % copy.length)
          const said = await problem(copy)
          expect(said).toMatch(/^[^\n\0]+[^.\n]$/)
        },
      ),
      { numRuns: tries(500) },
    )
  })
})
