import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { PassThrough, Readable, type Transform, Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip, createZstdDecompress } from 'node:zlib'
import { extract, type Header, type Pack, pack } from 'tar-stream'
import type { ArchiveEntry, Archives, LayerFile } from '../world.ts'

/** gzip -6 is what `docker push` and BuildKit use by default. */
const gzipLevel = 6
const smallEntry = 1 << 20
const epoch = new Date(0)

export const realArchives: Archives = {
  async writeLayer(path, files) {
    const archive = pack()
    const hash = createHash('sha256')
    let size = 0
    const measured = new PassThrough()
    measured.on('data', (chunk: Buffer) => {
      hash.update(chunk)
      size += chunk.length
    })
    const written = pipeline(archive, measured, createWriteStream(path))
    const added = (async () => {
      for (const file of files) await add(archive, file)
      archive.finalize()
    })()
    added.catch((error: Error) => archive.destroy(error))
    await Promise.all([written, added])
    return { sha256: hash.digest('hex'), size }
  },

  async write(path, parts) {
    const archive = pack()
    const written = pipeline(archive, createWriteStream(path))
    const added = (async () => {
      for (const part of parts) {
        const content =
          typeof part.from === 'string'
            ? ({ kind: 'file', from: part.from } as const)
            : ({ kind: 'bytes', bytes: part.from } as const)
        await add(archive, { path: part.path, mode: 0o644, content })
      }
      archive.finalize()
    })()
    added.catch((error: Error) => archive.destroy(error))
    await Promise.all([written, added])
  },

  async read(path) {
    const entries: ArchiveEntry[] = []
    const reader = extract()
    const source = createReadStream(path)
    source.on('error', (error) => reader.destroy(error))
    source.pipe(reader)
    for await (const entry of reader) {
      const { name, type, linkname, size = 0 } = entry.header
      const path = name.replace(/^\.\//, '')
      if (type === 'file') entries.push({ path, size, ...(await measure(entry, size)) })
      else {
        if (type === 'symlink' && typeof linkname === 'string')
          entries.push({ path, size: 0, link: linkname })
        entry.resume()
      }
    }
    return entries
  },
}

function header(file: LayerFile): Partial<Header> & { name: string } {
  return { name: file.path, mode: file.mode, mtime: epoch, uid: 0, gid: 0, uname: '', gname: '' }
}

async function add(archive: Pack, file: LayerFile): Promise<void> {
  const { content } = file
  if (content.kind === 'directory') archive.entry({ ...header(file), type: 'directory' })
  else if (content.kind === 'symlink') {
    archive.entry({ ...header(file), type: 'symlink', linkname: content.target })
  } else if (content.kind === 'bytes') archive.entry(header(file), Buffer.from(content.bytes))
  else {
    const { size } = await stat(content.from)
    if (size <= smallEntry) archive.entry(header(file), await readFile(content.from))
    else await pipeline(createReadStream(content.from), archive.entry({ ...header(file), size }))
  }
}

/** Keeps what is small, and measures what is a layer: a tar archive as it is or behind gzip or zstd. */
async function measure(
  entry: AsyncIterable<unknown>,
  size: number,
): Promise<Pick<ArchiveEntry, 'bytes' | 'layer'>> {
  const first: Buffer[] = []
  let seen = 0
  const iterator = entry[Symbol.asyncIterator]() as AsyncIterator<Buffer>
  // the ustar magic of the first header lies at offset 257
  while (seen < 512 && seen < size) {
    const next = await iterator.next()
    if (next.done) break
    first.push(next.value)
    seen += next.value.length
  }
  const rest = Readable.from(
    (async function* () {
      yield* first
      for (;;) {
        const next = await iterator.next()
        if (next.done) return
        yield next.value
      }
    })(),
  )
  const start = Buffer.concat(first)
  const unpack = decompressorOf(start)
  if (unpack === undefined && !isTar(start)) {
    if (size > smallEntry) {
      rest.resume()
      await pipeline(rest, drain())
      return {}
    }
    const chunks: Buffer[] = []
    for await (const chunk of rest) chunks.push(chunk as Buffer)
    return { bytes: Buffer.concat(chunks) }
  }
  const hash = createHash('sha256')
  let plain = 0
  let packed = 0
  const counted = new PassThrough()
  counted.on('data', (chunk: Buffer) => {
    hash.update(chunk)
    plain += chunk.length
  })
  const compress = createGzip({ level: gzipLevel })
  compress.on('data', (chunk: Buffer) => {
    packed += chunk.length
  })
  if (unpack === undefined) await pipeline(rest, counted, compress, drain())
  else await pipeline(rest, unpack, counted, compress, drain())
  return { layer: { diffId: hash.digest('hex'), size: plain, compressedSize: packed } }
}

function decompressorOf(start: Buffer): Transform | undefined {
  if (start[0] === 0x1f && start[1] === 0x8b) return createGunzip()
  if (start.length >= 4 && start.readUInt32LE(0) === 0xfd2fb528) return createZstdDecompress()
  return undefined
}

function isTar(start: Buffer): boolean {
  if (start.subarray(257, 262).toString('latin1') === 'ustar') return true
  // an empty layer is nothing but zeros
  return start.length >= 512 && start.every((byte) => byte === 0)
}

function drain(): Writable {
  return new Writable({ write: (_chunk, _encoding, done) => done() })
}
