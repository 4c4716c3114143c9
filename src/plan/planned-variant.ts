import type { Mode } from '../model/mode.ts'
import { type Platform, type Revision, revisions } from '../model/variant.ts'
import { type VariantKey, VariantSet } from '../model/variant-set.ts'
import type { Checkouts } from '../repository/git/worktrees.ts'

/** What is to be built and measured; each step adds to it what it found. */
export interface PlannedVariant {
  readonly revision: Revision
  readonly mode: Mode
  readonly platform: Platform
  /** Directory with the files of the revision. */
  readonly checkout: string
}

/** Every mode of every revision that there is. */
export function planVariants(
  modes: readonly Mode[],
  checkouts: Checkouts,
  platform: Platform,
): VariantSet<PlannedVariant> {
  const planned = revisions.flatMap((revision) => {
    const checkout = checkouts[revision]
    return checkout === undefined ? [] : modes.map((mode) => ({ revision, mode, platform, checkout }))
  })
  return VariantSet.of(planned, keyOf)
}

export function keyOf({ revision, mode, platform }: Omit<PlannedVariant, 'checkout'>): VariantKey {
  return { revision, mode: mode.name, platform }
}
