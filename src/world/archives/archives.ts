import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { PassThrough } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { type Header, type Pack, pack } from 'tar-stream'
import type { Archives, LayerFile } from '../../effects/archives.ts'
import { readArchive } from './read.ts'

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

  read: readArchive,
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
