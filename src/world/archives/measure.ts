import { createHash, type Hash } from 'node:crypto'
import { once } from 'node:events'
import { availableParallelism } from 'node:os'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import type { ChosenLayer, LayerMember, ReadOptions, ScannedLayer } from '../../effects/archives.ts'
import { type Allowance, ArchiveProblem, asProblem, quoted } from './problem.ts'
import { type ByteSpan, piecesOfSpan, readSpan } from './source.ts'
import { tarScanner } from './tar.ts'
import { zstdPlain } from './zstd.ts'

/**
 * The default level of `docker push` and BuildKit. Compressors differ even at the same level: GNU gzip writes about 2 % fewer bytes
 * than zlib.
 */
const gzipLevel = 6
const chunkSize = 256 << 10

export type Compression = 'none' | 'gzip' | 'zstd'

export async function compressionOf(span: ByteSpan): Promise<Compression> {
  const start = await readSpan({ ...span, size: Math.min(4, span.size) })
  if (start.length >= 2 && start.readUInt16BE(0) === 0x1f8b) return 'gzip'
  if (start.length < 4) return 'none'
  const magic = start.readUInt32LE(0)
  // zstd may also begin with skippable frames, 0x184D2A50 to 0x184D2A5F
  return magic === 0xfd2fb528 || (magic & 0xfffffff0) === 0x184d2a50 ? 'zstd' : 'none'
}

/** The uncompressed bytes of a blob. Each chunk may be overwritten by the next one. The source is closed when the reader stops. */
export async function* plainBytes(
  span: ByteSpan,
  compression: Compression,
  stored?: (chunk: Buffer) => void,
): AsyncGenerator<Buffer> {
  if (span.size === 0) return
  const pieces = storedPieces(span, stored)
  if (compression === 'none') {
    yield* pieces
    return
  }
  // decompressors read their input later, when its buffer may have been overwritten
  const source = copiesOf(pieces)
  if (compression === 'zstd') yield* zstdPlain(source, chunkSize)
  else {
    const decompress = createGunzip({ chunkSize })
    const fed = pipeline(source, decompress)
    fed.catch(() => {})
    yield* decompress as AsyncIterable<Buffer>
    await fed
  }
}

async function* storedPieces(span: ByteSpan, see?: (chunk: Buffer) => void): AsyncGenerator<Buffer> {
  for await (const piece of piecesOfSpan(span)) {
    see?.(piece)
    yield piece
  }
}

async function* copiesOf(pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  for await (const piece of pieces) yield Buffer.from(piece)
}

/** At most one layer per CPU is measured at a time, each with one compressor of bounded memory. */
const slots = { free: Math.max(1, availableParallelism()), waiting: [] as (() => void)[] }

async function inSlot<T>(work: () => Promise<T>): Promise<T> {
  if (slots.free > 0) slots.free--
  else await new Promise<void>((resolve) => slots.waiting.push(resolve))
  try {
    return await work()
  } finally {
    const next = slots.waiting.shift()
    if (next === undefined) slots.free++
    else next()
  }
}

/** Identifies the compressor. The compressed size may depend on its version and on the architecture. */
const compressor = `zlib ${process.versions.zlib}, level ${gzipLevel}, ${process.arch}`

/** Reads a layer once: verifies its digest, counts its bytes, compresses it unless that size is known, and lists its entries. */
export function measureLayer(
  { path, ...wanted }: Partial<ChosenLayer> & Pick<ChosenLayer, 'path'>,
  span: ByteSpan,
  allowance: Allowance,
  compressedSizes?: ReadOptions['compressedSizes'],
): Promise<ScannedLayer> {
  return inSlot(async () => {
    const what = `the layer ${quoted(path)}`
    const layer = { what, span, ...wanted }
    try {
      const { diffId } = wanted
      if (compressedSizes === undefined || diffId === undefined)
        return await measure(layer, allowance, gzipCounter())
      let scanned: ScannedLayer | undefined
      const known = await compressedSizes({ diffId, compressor }, async () => {
        scanned = await measure(layer, allowance, gzipCounter())
        return scanned.compressedSize
      })
      return (
        scanned ?? (await measure(layer, allowance, known === undefined ? gzipCounter() : knownSize(known)))
      )
    } catch (error) {
      allowance.stopped = true
      throw asProblem(error, what)
    }
  })
}

/** Counts the compressed bytes of a layer. */
interface SizeCounter {
  /** Resolves when the chunk may be overwritten. */
  readonly write: (chunk: Buffer) => Promise<void>
  readonly end: () => Promise<number>
  readonly close: () => void
}

function gzipCounter(): SizeCounter {
  const gzip = createGzip({ level: gzipLevel, chunkSize })
  let size = 0
  let last: ArrayBufferLike | undefined
  gzip.on('data', (chunk: Buffer) => {
    size += chunk.length
    if (chunk.buffer === last) return
    // the previous buffer is no longer used, and Node would free it late
    if (last instanceof ArrayBuffer) last.transfer(0)
    last = chunk.buffer
  })
  const compressed = once(gzip, 'end')
  compressed.catch(() => {})
  return {
    write: (chunk) =>
      new Promise((resolve, reject) => {
        gzip.write(chunk, (error) => (error ? reject(error) : resolve()))
      }),
    end: async () => {
      gzip.end()
      await compressed
      return size
    },
    close: () => void gzip.destroy(),
  }
}

function knownSize(size: number): SizeCounter {
  return { write: async () => {}, end: async () => size, close: () => {} }
}

interface Layer extends Partial<ChosenLayer> {
  readonly what: string
  readonly span: ByteSpan
}

async function measure(
  { what, span, digest, diffId }: Layer,
  allowance: Allowance,
  counter: SizeCounter,
): Promise<ScannedLayer> {
  const [algorithm, encoded] = digest?.split(':') ?? []
  const hash = createHash('sha256')
  let storedHash: Hash | undefined
  const members: LayerMember[] = []
  const scanner = tarScanner(allowance, (member) => members.push(member))
  let size = 0
  let compressedSize = 0
  try {
    const compression = await compressionOf(span)
    // for an uncompressed layer, both digests are the same
    const isSame = compression === 'none' && algorithm === 'sha256'
    if (algorithm !== undefined && !isSame) storedHash = createHash(algorithm)
    for await (const chunk of plainBytes(span, compression, (piece) => storedHash?.update(piece))) {
      if (allowance.stopped) throw new ArchiveProblem('reading was stopped')
      size += chunk.length
      allowance.unpacked -= chunk.length
      if (allowance.unpacked < 0) {
        throw new ArchiveProblem(`${what} unpacks to more than the limit for all layers of an image`)
      }
      hash.update(chunk)
      scan(what, () => scanner.feed(chunk))
      await counter.write(chunk)
    }
    scan(what, () => scanner.end())
    compressedSize = await counter.end()
  } finally {
    counter.close()
  }
  const found = hash.digest('hex')
  if (encoded !== undefined && (storedHash?.digest('hex') ?? found) !== encoded) {
    throw new ArchiveProblem(`${what} does not match the digest in its manifest`)
  }
  if (diffId !== undefined && found !== diffId) {
    throw new ArchiveProblem(`${what} does not match the digest in the image`)
  }
  return { diffId: found, size, compressedSize, members }
}

function scan(what: string, work: () => void): void {
  try {
    work()
  } catch (error) {
    if (!(error instanceof ArchiveProblem)) throw error
    throw new ArchiveProblem(`${what} is not a complete tar archive: ${error.message}`)
  }
}
