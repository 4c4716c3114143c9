import { createHash, randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { rename } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { fail, type Result, succeed } from '../../common/result.ts'
import type {
  ArchiveEntry,
  ArchiveFiles,
  ArchiveLimits,
  ChosenLayer,
  LayerContent,
  ReadOptions,
  ScannedLayer,
} from '../../effects/archives.ts'
import { bytesOfPieces, skimmed } from '../pieces.ts'
import { type Compression, compressionOf, measureLayer, plainBytes } from './measure.ts'
import { type Allowance, ArchiveProblem, allowanceOf, asProblem, defaultLimits, quoted } from './problem.ts'
import { type ByteSpan, indexSource, piecesOfSpan, readSpan, type Stored, useSpan } from './source.ts'

/** In bytes. Without a choice of layers, files up to this size are kept. */
const smallEntry = 1 << 20
/** In bytes: all kept files together. */
const smallTogether = 64 << 20

export async function readArchive(
  path: string,
  options: ReadOptions = {},
): Promise<Result<readonly ArchiveEntry[]>> {
  const limits = { ...defaultLimits, ...options.limits }
  const allowance = allowanceOf(limits)
  const stop = () => {
    allowance.stopped = true
  }
  if (options.signal?.aborted === true) stop()
  options.signal?.addEventListener('abort', stop)
  try {
    return succeed(await readEntries(path, options, limits, allowance))
  } catch (error) {
    return fail(asProblem(error, `file ${quoted(path)}`).message)
  } finally {
    options.signal?.removeEventListener('abort', stop)
  }
}

async function readEntries(
  path: string,
  options: ReadOptions,
  limits: ArchiveLimits,
  allowance: Allowance,
): Promise<readonly ArchiveEntry[]> {
  const plain = await withoutCompression(path, options.scratch, allowance)
  const stored = await indexSource(plain, allowance, `the file ${quoted(path)}`)
  const read = new Map<string, Uint8Array>()
  let together = 0
  const files: ArchiveFiles = {
    entry: (name) => stored.get(name),
    async read(name) {
      const found = stored.get(name)
      if (found?.span === undefined) return undefined
      if (found.size > limits.json) throw new ArchiveProblem(`${quoted(name)} is too large`)
      const before = read.get(name)
      if (before !== undefined) return before
      together += found.size
      if (together > smallTogether) throw new ArchiveProblem('the manifests of the archive are too large')
      const bytes = await readSpan(found.span)
      read.set(name, bytes)
      return bytes
    },
  }
  const chosen = await (options.choose ?? ((all) => everyLayer(stored, all)))(files)
  const measured = await Promise.allSettled(
    chosen.map(async (one) => ({ one, layer: await layerOf(one, stored, allowance, options) })),
  )
  const layers = new Map<string, ArchiveEntry['layer']>()
  // reports the failure that made the other reads stop
  const failures = measured.flatMap((one) => (one.status === 'rejected' ? [one.reason as Error] : []))
  if (failures.length > 0)
    throw failures.find(({ message }) => message !== 'reading was stopped') ?? failures[0]
  for (const one of measured) if (one.status === 'fulfilled') layers.set(one.value.one.path, one.value.layer)
  return [...stored.values()].map(({ span: _, ...entry }): ArchiveEntry => {
    const layer = layers.get(entry.path)
    if (layer !== undefined) return { ...entry, layer }
    const bytes = read.get(entry.path)
    return bytes === undefined ? entry : { ...entry, bytes }
  })
}

async function layerOf(
  one: Partial<ChosenLayer> & { readonly path: string },
  stored: ReadonlyMap<string, Stored>,
  allowance: Allowance,
  options: ReadOptions,
): Promise<ScannedLayer & { readonly content: LayerContent }> {
  const span = stored.get(one.path)?.span
  if (span === undefined) throw new ArchiveProblem(`the archive lacks the layer ${quoted(one.path)}`)
  const compression = await compressionOf(span)
  const layer = await measureOnce(one, span, allowance, options)
  return { ...layer, content: contentOf(layer, span, compression, options.scratch) }
}

/** Measures each diff ID only once. It is the digest of the layer, so the result is valid for every image with it. */
async function measureOnce(
  one: Partial<ChosenLayer> & { readonly path: string },
  span: ByteSpan,
  allowance: Allowance,
  { known = new Map(), compressedSizes }: ReadOptions,
): Promise<ScannedLayer> {
  const before = one.diffId === undefined ? undefined : known.get(one.diffId)
  // an earlier failure may be that of another archive, whose layer did not match the digest
  const found = await before?.catch(() => undefined)
  if (found !== undefined) return found
  const measuring = measureLayer(one, span, allowance, compressedSizes)
  if (one.diffId !== undefined) {
    const id = one.diffId
    known.set(id, measuring)
    measuring.catch(() => known.get(id) === measuring && known.delete(id))
  }
  return measuring
}

/** Default choice: files that begin like a tar archive or compressed data are layers, and other small files are kept. */
async function everyLayer(
  stored: ReadonlyMap<string, Stored>,
  files: ArchiveFiles,
): Promise<readonly ChosenLayer[]> {
  const layers: ChosenLayer[] = []
  let kept = 0
  for (const { path, span } of stored.values()) {
    if (span === undefined) continue
    const start = await readSpan({ ...span, size: Math.min(span.size, 512) })
    if (isTar(start) || (await compressionOf(span)) !== 'none') layers.push({ path } as ChosenLayer)
    else if (span.size <= smallEntry && kept + span.size <= smallTogether) {
      kept += span.size
      await files.read(path)
    }
  }
  return layers
}

function isTar(start: Buffer): boolean {
  if (start.subarray(257, 262).toString('latin1') === 'ustar') return true
  // an empty layer consists of zeros
  return start.length >= 512 && start.every((byte) => byte === 0)
}

/**
 * Random access to the content of a layer. A plain layer is read in place. A compressed one is decompressed into a file of the
 * scratch directory at the first read, because otherwise each read would decompress it again.
 */
function contentOf(
  { members, size, diffId }: ScannedLayer,
  span: ByteSpan,
  compression: Compression,
  scratch: string | undefined,
): LayerContent {
  let unpacked: Promise<ByteSpan> | undefined
  const wantedOf = (offset: number, length: number) => Math.max(0, Math.min(length, size - offset))
  /** undefined if those bytes are not stored uncompressed. */
  const placeOf = async (offset: number, wanted: number): Promise<ByteSpan | undefined> => {
    if (compression !== 'none' && scratch === undefined) return undefined
    unpacked ??=
      compression === 'none' || scratch === undefined
        ? Promise.resolve(span)
        : unpack(span, compression, join(scratch, `${diffId}.layer`), size)
    const { file, at } = await unpacked
    return { file, at: at + offset, size: wanted }
  }
  const read: LayerContent['read'] = async (offset, length) => {
    const wanted = wantedOf(offset, length)
    const place = await placeOf(offset, wanted)
    return place === undefined
      ? bytesOfPieces(skimmed(plainBytes(span, compression), offset, wanted))
      : readSpan(place)
  }
  return {
    members,
    read,
    async sha256(offset, length) {
      const wanted = wantedOf(offset, length)
      const place = await placeOf(offset, wanted)
      const hash = createHash('sha256')
      const pieces =
        place === undefined ? skimmed(plainBytes(span, compression), offset, wanted) : piecesOfSpan(place)
      for await (const piece of pieces) hash.update(piece)
      return hash.digest('hex')
    },
    async readWith(offset, length, use) {
      const place = await placeOf(offset, wantedOf(offset, length))
      if (place !== undefined) return useSpan(place, use)
      const bytes = await read(offset, length)
      return use({ size: bytes.length, read: (at, count) => bytes.subarray(at, at + count) })
    },
  }
}

/**
 * Decompresses a layer into a file. It has a temporary name until it is complete, because the same layer may be unpacked twice at
 * the same time. Plain layers are not supported: their pieces could be overwritten before the stream has written them.
 */
async function unpack(
  span: ByteSpan,
  compression: Exclude<Compression, 'none'>,
  file: string,
  most: number,
): Promise<ByteSpan> {
  const partial = `${file}.${randomUUID()}`
  let size = 0
  async function* bounded(): AsyncGenerator<Buffer> {
    for await (const chunk of plainBytes(span, compression)) {
      size += chunk.length
      if (size > most) throw new ArchiveProblem('an archive unpacks to more than the limit')
      yield chunk
    }
  }
  await pipeline(bounded(), createWriteStream(partial, { flags: 'wx' }))
  await rename(partial, file)
  return { file, at: 0, size }
}

/** Decompresses an archive that is compressed as a whole: engines load those, too. */
async function withoutCompression(
  path: string,
  scratch: string | undefined,
  allowance: Allowance,
): Promise<string> {
  const span: ByteSpan = { file: path, at: 0, size: Number.MAX_SAFE_INTEGER }
  const compression = await compressionOf(span).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EISDIR') return 'none' as const
    throw error
  })
  if (compression === 'none') return path
  if (scratch === undefined) {
    throw new ArchiveProblem(`the file ${quoted(path)} is compressed as a whole: decompress it first`)
  }
  const file = join(scratch, `${randomUUID()}.tar`)
  const { size } = await unpack(span, compression, file, allowance.unpacked)
  allowance.unpacked -= size
  return file
}
