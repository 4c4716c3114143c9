import { existsOn, type Mode } from '../model/mode.ts'
import type { Platform } from '../model/platform.ts'
import { type Revision, revisions } from '../model/revision.ts'
import { type VariantKey, VariantSet } from '../model/variant-set.ts'
import type { Checkouts } from '../repository/git/worktrees.ts'
import type { Foreign } from './foreign.ts'

/** What is to be built and measured; each step adds to it what it found. */
export interface PlannedVariant {
  readonly revision: Revision
  readonly mode: Mode
  readonly platform: Platform
  /** Absent: its programs run on this machine as its own do. */
  readonly foreign?: Foreign
  /** Directory with the files of the revision. */
  readonly checkout: string
}

export type PlannedPlatform = Pick<PlannedVariant, 'platform' | 'foreign'>

/** Every mode of every platform that has it, of every revision that there is. */
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
        .filter((mode) => existsOn(mode, on.platform))
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
