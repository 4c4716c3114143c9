import { type Mode, modeExistsOn } from '../model/mode.ts'
import type { Platform } from '../model/platform.ts'
import { type Revision, revisions } from '../model/revision.ts'
import { type VariantKey, VariantSet } from '../model/variant-set.ts'
import type { Checkouts } from '../repository/git/worktrees.ts'
import type { Foreign } from './foreign.ts'

/** A variant to build and measure. Each step adds its results. */
export interface PlannedVariant {
  readonly revision: Revision
  readonly mode: Mode
  readonly platform: Platform
  /** Absent if its programs are timed on this machine. */
  readonly foreign?: Foreign
  /** Directory with the files of the revision. */
  readonly checkout: string
}

export type PlannedPlatform = Pick<PlannedVariant, 'platform' | 'foreign'>

/** All supported combinations of revision, mode and platform. */
export function planVariants(
  modes: readonly Mode[],
  checkouts: Checkouts,
  platforms: readonly PlannedPlatform[],
): VariantSet<PlannedVariant> {
  const planned = revisions.flatMap((revision) => {
    const checkout = checkouts[revision]
    if (checkout === undefined) return []
    return platforms.flatMap((on) =>
      modes
        .filter((mode) => modeExistsOn(mode, on.platform))
        .map((mode) => ({ revision, mode, ...on, checkout })),
    )
  })
  return VariantSet.of(planned, keyOf)
}

export function keyOf({
  revision,
  mode,
  platform,
}: Pick<PlannedVariant, 'revision' | 'mode' | 'platform'>): VariantKey {
  return { revision, mode: mode.name, platform }
}
