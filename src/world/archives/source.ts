import { open, readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { RandomAccess } from '../../effects/files.ts'
import { randomAccess } from '../files.ts'
import { piecesOf } from '../pieces.ts'
import { type Allowance, ArchiveProblem, quoted } from './problem.ts'
import { tarScanner } from './tar.ts'

/** A range of bytes in a file. */
export interface ByteSpan {
  readonly file: string
  readonly at: number
  readonly size: number
}

/** An entry of an image archive: a file in it, or a link to one. */
export interface Stored {
  readonly path: string
  readonly size: number
  readonly link?: string
  readonly span?: ByteSpan
}

const step = 64 << 10

/** The entries of an archive or of a layout directory, without their contents. If several have one name, the last one counts. */
export async function indexSource(
  path: string,
  allowance: Allowance,
  named = path,
): Promise<ReadonlyMap<string, Stored>> {
  const found = new Map<string, Stored>()
  if ((await stat(path)).isDirectory()) await indexDirectory(path, '', allowance, found)
  else await indexTar(path, allowance, found, named)
  return found
}

async function indexTar(
  file: string,
  allowance: Allowance,
  found: Map<string, Stored>,
  named: string,
): Promise<void> {
  const scanner = tarScanner(allowance, (member, stored) => {
    const path = member.path.replace(/^(\.?\/)+/, '')
    if (member.kind === 'symlink') found.set(path, { path, size: 0, link: member.target ?? '' })
    else if (member.kind === 'hardlink') {
      found.set(path, { path, size: 0, link: `/${(member.target ?? '').replace(/^(\.?\/)+/, '')}` })
    } else if (member.offset !== undefined) {
      found.set(path, { path, size: stored, span: { file, at: member.offset, size: stored } })
    }
  })
  const handle = await open(file)
  try {
    const { size } = await handle.stat()
    const buffer = Buffer.alloc(step)
    for (let position = 0; position < size; ) {
      const { bytesRead } = await handle.read(buffer, 0, step, position)
      if (bytesRead === 0) break
      scanner.feed(buffer.subarray(0, bytesRead))
      position += bytesRead
      const skipped = Math.min(scanner.ahead, size - position)
      scanner.skip(skipped)
      position += skipped
    }
    scanner.end()
  } catch (error) {
    if (!(error instanceof ArchiveProblem)) throw error
    throw new ArchiveProblem(`${named} is not a complete tar archive: ${error.message}`)
  } finally {
    await handle.close()
  }
}

/** Does not follow symbolic links, because they could lead anywhere. */
async function indexDirectory(
  root: string,
  below: string,
  allowance: Allowance,
  found: Map<string, Stored>,
): Promise<void> {
  // the deepest path of a layout is `blobs/ALGORITHM/DIGEST`
  if (below.split('/').length > 8) return
  for (const entry of await readdir(join(root, below), { withFileTypes: true })) {
    const path = below === '' ? entry.name : `${below}/${entry.name}`
    allowance.entries--
    if (allowance.entries < 0) throw new ArchiveProblem(`${quoted(root)} has more entries than allowed`)
    if (entry.isDirectory()) await indexDirectory(root, path, allowance, found)
    else if (entry.isFile()) {
      const file = join(root, path)
      const { size } = await stat(file)
      found.set(path, { path, size, span: { file, at: 0, size } })
    }
  }
}

/** Returns fewer bytes than `size` if the file ends earlier. */
export async function readSpan({ file, at, size }: ByteSpan): Promise<Buffer> {
  const handle = await open(file)
  try {
    const buffer = Buffer.alloc(size)
    let filled = 0
    while (filled < size) {
      const { bytesRead } = await handle.read(buffer, filled, size - filled, at + filled)
      if (bytesRead === 0) break
      filled += bytesRead
    }
    return buffer.subarray(0, filled)
  } finally {
    await handle.close()
  }
}

/** Calls `use` with the span as an open file, and returns its result. */
export async function useSpan<T>({ file, at, size }: ByteSpan, use: (file: RandomAccess) => T): Promise<T> {
  const handle = await open(file)
  try {
    return use(randomAccess(handle, at, size))
  } finally {
    await handle.close()
  }
}

/** The bytes of a span in pieces. Each piece is overwritten by the next one. */
export async function* piecesOfSpan({ file, at, size }: ByteSpan): AsyncGenerator<Buffer> {
  const handle = await open(file)
  try {
    yield* piecesOf(handle, { at, size })
  } finally {
    await handle.close()
  }
}
