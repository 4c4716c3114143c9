/** Which variants leave the rounds at an interim analysis, and which go on. */
import type { VariantKey } from '../../model/variant-set.ts'
import type { RunningVariant, RunningVariants } from '../running-variants.ts'

/** Both revisions of it are decided together. */
export type StartedMode = Pick<VariantKey, 'mode' | 'platform'>

/** Modes that go on as long as one is undecided. All others leave: they keep their budgets, or more rounds would not decide them. */
export interface OpenModes {
  /** More rounds may decide them. */
  readonly undecided: readonly StartedMode[]
  /** A failure is confirmed by all rounds: at one interim analysis of several, noise is more often far off. */
  readonly broken: readonly StartedMode[]
}

interface Lanes extends RunningVariants {
  /** What the control is a copy of. */
  readonly original: RunningVariant | undefined
}

/**
 * Variants of modes that go on; none where nothing is undecided. A mode that left does not come back. The control goes on
 * with the others, and so does what it is a copy of: their difference holds for the rounds in which both are started.
 */
export function goingOn(
  { variants, control, original }: Lanes,
  { undecided, broken }: OpenModes,
  rounds: number,
): readonly RunningVariant[] {
  if (undecided.length === 0) return []
  const isOpen = ({ mode, platform }: StartedMode) =>
    [...undecided, ...broken].some((one) => one.mode === mode && one.platform === platform)
  const started = [...variants.map((running, key) => ({ running, goesOn: isOpen(key) }))].filter(
    ({ running }) => running.leftAfter === undefined,
  )
  for (const { running, goesOn } of started) {
    // one that failed before has no rounds to keep
    if (!goesOn && running.state.kind !== 'failed') running.leftAfter = rounds
  }
  const lanes = started.filter(({ goesOn }) => goesOn).map(({ running }) => running)
  const pair = [original, control].filter((one) => one !== undefined)
  const isPaired = pair.length === 2 && pair.every(({ state }) => state.kind !== 'failed')
  return lanes.length === 0 || !isPaired ? lanes : [...new Set([...lanes, ...pair])]
}
