/**
 * Texts with a maximum length. No text is cut: callers pass the same content several times, from the fullest to the
 * shortest, so that no table ends in the middle.
 */

/** The fullest text of at most `room` UTF-8 bytes; undefined if even the shortest is longer. */
export type FittingText = (room: number) => string | undefined

/** Length in UTF-8 bytes. */
export function bytesOf(text: string): number {
  return new TextEncoder().encode(text).length
}

/** @param bodies from the fullest to the shortest: the first that fits is used */
export function firstThatFits(bodies: readonly string[]): FittingText {
  return (room) => bodies.find((body) => bytesOf(body) <= room)
}
