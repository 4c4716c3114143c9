/** Copies of a program, of which every start uses a random one. */
import type { Probe } from './probe.ts'

/** The copies of the program in one container. */
export interface Copies {
  /** The probe that has the permission to put them in place. */
  readonly probe: Probe
  readonly program: string
  readonly count: number
  readonly draws: Draws
}

/** State that the copies in all containers share. */
export interface Draws {
  /** Why a copy could not be put in place. If set, no container uses copies any longer, so that all programs are treated alike. */
  refused?: string
}

/** Directory of the copies in each container. */
export const copiesDirectory = '/.linkgate-copies'

/**
 * Puts a random copy in place and returns its number. undefined if there are no copies, or if that fails (the program is then
 * unchanged) or has failed before.
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
