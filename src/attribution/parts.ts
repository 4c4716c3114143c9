import { type ProgramPart, programParts } from '../model/program-part.ts'
import type { Owner } from './claims.ts'

/** Go's name for code that is not Go: from C compilers, and from the system's linker around it. */
export const cPackage = 'C'

/** Of the package that stands for none, or for several. */
export const noPackage = 0

const index = new Map(programParts.map((part, at) => [part, at]))
/** More than there are parts. */
const stride = 16

/** What belongs to a package as a whole and not to one of its items. */
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
