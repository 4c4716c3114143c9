import type { FileHandle } from 'node:fs/promises'

/** In bytes. */
const largestPiece = 1 << 18

/**
 * The bytes of a file from `at` on, or as many of `size` as it has. All pieces use the same memory, so each is overwritten by the
 * next. A stream allocates memory for each, which Node frees only once it reaches 64 MB.
 */
export async function* piecesOf(
  file: Pick<FileHandle, 'read'>,
  { at, size }: { readonly at: number; readonly size: number },
): AsyncGenerator<Buffer> {
  const piece = Buffer.allocUnsafeSlow(Math.min(largestPiece, size))
  for (let done = 0; done < size; ) {
    const { bytesRead } = await file.read(piece, 0, Math.min(piece.length, size - done), at + done)
    if (bytesRead === 0) return
    done += bytesRead
    yield piece.subarray(0, bytesRead)
  }
}

/** At most `length` bytes from `offset` on. Pieces are overwritten if those of the source are. */
export async function* skimmed(
  bytes: AsyncIterable<Buffer>,
  offset: number,
  length: number,
): AsyncGenerator<Buffer> {
  let position = 0
  for await (const chunk of bytes) {
    const from = Math.max(0, offset - position)
    if (from < chunk.length) yield chunk.subarray(from, offset + length - position)
    position += chunk.length
    if (position >= offset + length) break
  }
}

/** All bytes, copied. */
export async function bytesOfPieces(pieces: AsyncIterable<Buffer>): Promise<Buffer> {
  const kept: Buffer[] = []
  for await (const piece of pieces) kept.push(Buffer.from(piece))
  return Buffer.concat(kept)
}
