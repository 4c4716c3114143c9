import { createHash } from 'node:crypto'
import type { Archives } from '../../effects/archives.ts'
import { readArchive } from './read.ts'
import { writeTar } from './write.ts'

export const realArchives: Archives = {
  async writeLayer(path, files) {
    const hash = createHash('sha256')
    let size = 0
    await writeTar(path, files, (piece) => {
      hash.update(piece)
      size += piece.length
    })
    return { sha256: hash.digest('hex'), size }
  },
  write: (path, parts) =>
    writeTar(
      path,
      parts.map(({ path: name, from }) => ({
        path: name,
        mode: 0o644,
        content: typeof from === 'string' ? { kind: 'file', from } : { kind: 'bytes', bytes: from },
      })),
    ),
  read: readArchive,
}
