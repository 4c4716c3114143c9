import { pipeline } from 'node:stream/promises'
import { createZstdDecompress } from 'node:zlib'

/**
 * Decompresses every frame of a zstd stream. Node's own decompressor ends after the first one, but layers have many: zstd:chunked has
 * one for each file, and its index in skippable frames. Format: RFC 8878, section 3.
 */
export async function* zstdPlain(source: AsyncIterable<Buffer>, chunkSize: number): AsyncGenerator<Buffer> {
  const reader = new ByteReader(source)
  try {
    while (await reader.more()) {
      const magic = await reader.take(4)
      if ((magic.readUInt32LE(0) & 0xfffffff0) === 0x184d2a50) {
        for await (const _ of reader.pass((await reader.take(4)).readUInt32LE(0)));
        continue
      }
      const decompress = createZstdDecompress({ chunkSize })
      const fed = pipeline(frame(reader, magic), decompress)
      fed.catch(() => {})
      yield* decompress as AsyncIterable<Buffer>
      await fed
    }
  } finally {
    await reader.close()
  }
}

/** The bytes of one frame: its header, its blocks, its checksum. */
async function* frame(reader: ByteReader, magic: Buffer): AsyncGenerator<Buffer> {
  const descriptor = await reader.take(1)
  const flags = descriptor[0] ?? 0
  const singleSegment = (flags & 0x20) !== 0
  const dictionary = [0, 1, 2, 4][flags & 3] ?? 0
  const contentSize = [singleSegment ? 1 : 0, 2, 4, 8][flags >> 6] ?? 0
  yield Buffer.concat([
    magic,
    descriptor,
    await reader.take((singleSegment ? 0 : 1) + dictionary + contentSize),
  ])
  for (let last = false; !last; ) {
    const header = await reader.take(3)
    const fields = header.readUIntLE(0, 3)
    last = (fields & 1) === 1
    yield header
    const isRepeated = ((fields >> 1) & 3) === 1
    yield* reader.pass(isRepeated ? 1 : fields >> 3)
  }
  if ((flags & 4) !== 0) yield reader.take(4)
}

class ByteReader {
  readonly #source: AsyncIterator<Buffer>
  #rest: Buffer = Buffer.alloc(0)

  constructor(source: AsyncIterable<Buffer>) {
    this.#source = source[Symbol.asyncIterator]()
  }

  async more(): Promise<boolean> {
    while (this.#rest.length === 0) {
      const next = await this.#source.next()
      if (next.done === true) return false
      this.#rest = next.value
    }
    return true
  }

  /** Exactly `count` bytes. */
  async take(count: number): Promise<Buffer> {
    const parts: Buffer[] = []
    for await (const part of this.pass(count)) parts.push(part)
    return Buffer.concat(parts)
  }

  async *pass(count: number): AsyncGenerator<Buffer> {
    for (let left = count; left > 0; ) {
      if (!(await this.more())) {
        throw Object.assign(new Error('unexpected end of file'), { code: 'Z_BUF_ERROR' })
      }
      const part = this.#rest.subarray(0, left)
      this.#rest = this.#rest.subarray(part.length)
      left -= part.length
      yield part
    }
  }

  async close(): Promise<void> {
    await this.#source.return?.()
  }
}
