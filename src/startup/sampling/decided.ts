/** Decides which variants continue after an interim analysis. */
import type { VariantKey } from '../../model/variant-set.ts'
import type { RunningVariant, RunningVariants } from '../running-variants.ts'

/** A mode on a platform. Its two revisions stop together. */
export type StartedMode = Pick<VariantKey, 'mode' | 'platform'>

/** Modes that continue while at least one is undecided. All others keep their budgets, or more rounds would not decide them. */
export interface OpenModes {
  /** Modes that more rounds may decide. */
  readonly undecided: readonly StartedMode[]
  /** Modes that break a budget now. All rounds must confirm that, because an extreme value is more likely in one of several analyses. */
  readonly broken: readonly StartedMode[]
}

interface StartedVariants extends RunningVariants {
  /** The variant that the control is a copy of. */
  readonly original: RunningVariant | undefined
}

/**
 * The variants of modes that continue; none if nothing is undecided. A mode that has stopped does not start again. The control
 * continues with the others, and so does the variant that it is a copy of, because they are compared in rounds that both have.
 */
export function goingOn(
  { variants, control, original }: StartedVariants,
  { undecided, broken }: OpenModes,
  rounds: number,
): readonly RunningVariant[] {
  if (undecided.length === 0) return []
  const isOpen = ({ mode, platform }: StartedMode) =>
    [...undecided, ...broken].some((one) => one.mode === mode && one.platform === platform)
  const started = [...variants.map((running, key) => ({ running, continues: isOpen(key) }))].filter(
    ({ running }) => running.leftAfter === undefined,
  )
  for (const { running, continues } of started) {
    // a variant that has failed stays failed
    if (!continues && running.state.kind !== 'failed') running.leftAfter = rounds
  }
  const open = started.filter(({ continues }) => continues).map(({ running }) => running)
  const pair = [original, control].filter((one) => one !== undefined)
  const isPaired = pair.length === 2 && pair.every(({ state }) => state.kind !== 'failed')
  return open.length === 0 || !isPaired ? open : [...new Set([...open, ...pair])]
}
