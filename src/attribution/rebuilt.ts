/** Which causes are nothing of their own, because everything is compiled differently. */
import type { ProgramCause } from '../model/cause.ts'
import type { BuildChange } from './build-changes.ts'

/** What the repository has of the sources of both programs, as far as it is at hand. */
export interface SourceFacts {
  /** Modules that go.mod requires itself, in base or head. */
  readonly direct: ReadonlySet<string>
  /** Import paths of packages of the main module whose files are the same in base and head. */
  readonly same: ReadonlySet<string>
}

type Distribute<T> = T extends unknown ? Omit<T, 'share'> : never
/** Without its share. */
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
      // tags choose files, and with them the packages that are imported
      return (
        cause.change.type !== 'changed' &&
        source !== undefined &&
        changes.some(({ name }) => name === '-tags') &&
        !all.some(hasOtherRequirement)
      )
    default:
      return false
  }
}

/** A module that go.mod requires itself came, went or has another version. */
function hasOtherRequirement(cause: CauseBytes): boolean {
  return cause.kind === 'module' && cause.direct === true && cause.change.type !== 'linked'
}
