import type { Files } from '../../effects/files.ts'
import type { RootFs } from '../../effects/root-fs.ts'

/** In bytes. */
const portion = 1 << 20

interface CopyOptions {
  /** Permission bits. */
  readonly mode: number
  /** See `Files.write`. */
  readonly piece?: number
}

/**
 * Copies a file of an image in portions, because it may be large.
 *
 * @returns its size; undefined if it cannot be read
 */
export async function copyOut(
  files: Pick<Files, 'write' | 'append' | 'setMode'>,
  root: Pick<RootFs, 'readWith'>,
  { from, to }: { readonly from: string; readonly to: string },
  { mode, piece }: CopyOptions,
): Promise<number | undefined> {
  let memory: Uint8Array | undefined
  let size = 1
  for (let at = 0; at === 0 || at < size; at += portion) {
    const read = await root.readWith(from, (file) => ({
      size: file.size,
      bytes: file.read(at, portion, memory),
    }))
    if (read === undefined) return undefined
    size = read.size
    // one buffer, because Node would free the memory of each portion late
    memory ??= read.bytes
    if (at === 0) await files.write(to, read.bytes, undefined, piece)
    else await files.append(to, read.bytes, piece)
  }
  // at the end, because the mode may forbid writing
  await files.setMode(to, mode)
  return size
}
