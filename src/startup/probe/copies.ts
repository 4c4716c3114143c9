/** Copies of a program that take turns in its place. */
import type { Probe } from './probe.ts'

/** The copies of the program of one container. */
export interface Copies {
  /** The one that may put them in place. */
  readonly probe: Probe
  readonly program: string
  readonly count: number
  /** Why one could not be put in place, in the probe's words. */
  refused?: string
}

/** In each container. */
export const copiesDirectory = '/.linkgate-copies'

/** Puts one of the copies in place; which one. undefined where there are none, or where that went wrong: it is as it was. */
export async function drawCopy(
  copies: Copies | undefined,
  random: () => number,
): Promise<number | undefined> {
  if (copies === undefined) return undefined
  const copy = Math.floor(random() * copies.count)
  const placed = await copies.probe.place({ program: copies.program, directory: copiesDirectory, copy })
  if (placed.ok) return copy
  copies.refused ??= placed.problem.message
  return undefined
}
