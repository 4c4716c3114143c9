import type { Secrets } from './secrets.ts'

/** A part of a content, in bytes. */
export interface Portion {
  readonly at: number
  readonly length: number
}

/** In bytes. */
const usualPortion = 4 * 1024 * 1024

/** Parts that are searched one after the other, each with so much of the next one that no secret is divided. */
export function* portionsOf(
  size: number,
  { longestIn }: Pick<Secrets, 'longestIn'>,
  portion = usualPortion,
): Generator<Portion> {
  const overlap = Math.max(0, longestIn() - 1)
  for (let at = 0; at < size; at += portion) {
    yield { at, length: Math.min(portion + overlap, size - at) }
  }
}
