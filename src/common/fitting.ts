/**
 * Texts for places that cut or refuse what is too long. Nothing here shortens a text: the same content is given several
 * times, from the fullest to the shortest, so that no table ends in the middle.
 */

/** The fullest text of at most `room` UTF-8 bytes, or undefined when even the shortest has more. */
export type FittingText = (room: number) => string | undefined

/** UTF-8 bytes. */
export function bytesOf(text: string): number {
  return new TextEncoder().encode(text).length
}

/** @param bodies from the fullest to the shortest: the first that fits is used */
export function firstThatFits(bodies: readonly string[]): FittingText {
  return (room) => bodies.find((body) => bytesOf(body) <= room)
}
