/** Which causes are only consequences of a different toolchain, setting or dead-code elimination. */
import type { ProgramCause } from '../model/cause.ts'
import type { Revision } from '../model/revision.ts'
import type { BuildChange } from './build-changes.ts'

/** Facts from the repository about the sources of both programs, as far as known. */
export interface SourceFacts {
  /** Modules that go.mod requires directly. */
  readonly direct: Readonly<Record<Revision, ReadonlySet<string>>>
  /** Import paths of packages of the main module whose files are the same in base and head. */
  readonly same: ReadonlySet<string>
}

type Distribute<T> = T extends unknown ? Omit<T, 'share'> : never
/** A cause without its share, which needs the size of the whole change. */
export type CauseBytes = Distribute<ProgramCause>

export interface Rebuild {
  readonly changes: readonly BuildChange[]
  readonly source: SourceFacts | undefined
}

/** @param all causes of the same change of size */
export function isRebuilt(
  cause: CauseBytes,
  all: readonly CauseBytes[],
  { changes, source }: Rebuild,
): boolean {
  switch (cause.kind) {
    case 'standard-library':
    case 'c':
    case 'part':
      return true
    case 'package':
      return source?.same.has(cause.name) === true
    case 'module':
      if (cause.change.type === 'linked') return true
      // tags select files, and so the imported packages
      return (
        cause.change.type !== 'changed' &&
        source !== undefined &&
        changes.some(({ name }) => name === '-tags') &&
        !all.some((one) => isRequirement(one, source))
      )
    default:
      return false
  }
}

/** A module that go.mod requires directly in only one of base and head, or in another version. */
export function isRequirement(cause: CauseBytes, { direct }: Pick<SourceFacts, 'direct'>): boolean {
  if (cause.kind !== 'module' || cause.direct !== true) return false
  const { type } = cause.change
  return (
    type === 'changed' || (type !== 'linked' && direct.base.has(cause.name) !== direct.head.has(cause.name))
  )
}
