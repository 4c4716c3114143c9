/** Copies of a program that take turns in its place. */
import type { Probe } from './probe.ts'

/** The copies of the program of one container. */
export interface Copies {
  /** The one that may put them in place. */
  readonly probe: Probe
  readonly program: string
  readonly count: number
  readonly draws: Draws
}

/** Of the copies of all containers together. */
export interface Draws {
  /** Why one could not be put in place, in the probe's words: none is drawn any more, as what is compared is treated alike. */
  refused?: string
}

/** In each container. */
export const copiesDirectory = '/.linkgate-copies'

/**
 * Puts one of the copies in place; which one. undefined where there are none, where that went wrong (the program is as it was), and from
 * then on.
 */
export async function drawCopy(
  copies: Copies | undefined,
  random: () => number,
): Promise<number | undefined> {
  if (copies === undefined || copies.draws.refused !== undefined) return undefined
  const copy = Math.floor(random() * copies.count)
  const placed = await copies.probe.place({ program: copies.program, directory: copiesDirectory, copy })
  if (placed.ok) return copy
  copies.draws.refused = placed.problem.message
  return undefined
}
