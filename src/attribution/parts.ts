import { type ProgramPart, programParts } from '../model/program-part.ts'
import type { Owner } from './claims.ts'

/** Go's name for non-Go code: from C compilers, and from the system's linker. */
export const cPackage = 'C'

/** ID for no package, or for several. */
export const noPackage = 0

const index = new Map(programParts.map((part, at) => [part, at]))
/** Must be above the number of parts. */
const stride = 16

/** The owner for bytes of a whole package, not of one of its items. */
export function ownerOf(packageId: number, part: ProgramPart): Owner {
  return -1 - (packageId * stride + (index.get(part) ?? 0))
}

export function packageOfOwner(owner: Owner): number {
  return Math.floor((-1 - owner) / stride)
}

export function partOfOwner(owner: Owner): { readonly packageId: number; readonly part: ProgramPart } {
  const id = -1 - owner
  return { packageId: Math.floor(id / stride), part: programParts[id % stride] ?? 'unknown' }
}
