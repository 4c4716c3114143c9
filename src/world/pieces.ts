import type { FileHandle } from 'node:fs/promises'

/** In bytes. */
const largestPiece = 1 << 18

/**
 * At most `size` bytes of a file from `at` on. All pieces use the same memory, so each is overwritten by the next one. A stream
 * would allocate memory for each piece, which Node frees only when it reaches 64 MB.
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

/** At most `length` bytes from `offset` on. Pieces share the memory of the source's pieces. */
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

/** A copy of all bytes. */
export async function bytesOfPieces(pieces: AsyncIterable<Buffer>): Promise<Buffer> {
  const kept: Buffer[] = []
  for await (const piece of pieces) kept.push(Buffer.from(piece))
  return Buffer.concat(kept)
}
