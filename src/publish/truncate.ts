/**
 * GitHub cuts or refuses what is too long. Nothing here shortens a text: the caller gives the same content several
 * times, from the fullest to the shortest, and the first that fits is used, so that no table ends in the middle.
 */

/**
 * A comment may have 65,536 of what GitHub does not say is characters or bytes; bytes are never fewer, and some room is
 * left. In UTF-8 bytes.
 */
export const commentLimit = 65_000

/** The summary of a step may have 1 MiB (1,048,576 bytes), beyond which all of it is dropped. In UTF-8 bytes. */
export const summaryLimit = 1_000_000

/** UTF-8 bytes. */
export function bytesOf(text: string): number {
  return new TextEncoder().encode(text).length
}

/** The first of `bodies` that has at most `limit` UTF-8 bytes together with `before`, or undefined. */
export function firstThatFits(bodies: readonly string[], limit: number, before = ''): string | undefined {
  const room = limit - bytesOf(before)
  return bodies.find((body) => bytesOf(body) <= room)
}
