/** Predicts what more rounds could still decide: the bounds narrow with the square root of the number of rounds. */
import type { Budget } from '../../model/budget.ts'
import { normalQuantile } from '../../startup/statistics.ts'
import { type BudgetPart, budgetParts, type TimingChange } from './budget-parts.ts'

export interface TimingSoFar {
  readonly change: TimingChange
  readonly control: TimingChange | undefined
  /** One-sided error of the lower bounds of both. */
  readonly alpha: number
}

/** If a failure is ruled out, and the budget will be kept with less than this probability, sampling stops. */
const chanceOfKept = 0.05

/**
 * Whether the budget of an undecided change may be decided once there are `rounds`, which are more than now (stochastic
 * curtailment by predictive probability: Jennison and Turnbull, Group Sequential Methods, §10.3). A failure is ruled out only
 * if the upper bound is at most the smallest estimate that would break the budget then.
 */
export function isDecidable(
  increase: NonNullable<Budget['increase']>,
  { change, control, alpha }: TimingSoFar,
  rounds: number,
): boolean {
  const parts = budgetParts(increase, change, control)
  const done = change.rounds / rounds
  if (!parts.every(hasBounds)) return true
  // how far the estimate may still decrease, as a share of its distance from the bound
  const reach = (normalQuantile(chanceOfKept) / normalQuantile(alpha)) * Math.sqrt(1 - done)
  const mayBeKept = ({ head: { estimate, low, high }, limit }: BudgetPart) =>
    estimate - reach * (estimate - low) + Math.sqrt(done) * (high - estimate) <= limit
  const mayBeBroken = (part: BudgetPart) => part.head.high > smallestOf(part, done)
  return parts.some(mayBeKept) || parts.every(mayBeBroken)
}

/** The smallest change that breaks a budget: it exceeds every part. */
export interface SmallestChange {
  readonly relative?: number
  readonly absolute?: number
}

/** The smallest estimate that would break the budget after `rounds`; undefined without bounds. */
export function smallestBroken(
  increase: NonNullable<Budget['increase']>,
  { change, control }: TimingSoFar,
  rounds: number,
): SmallestChange | undefined {
  const parts = budgetParts(increase, change, control)
  if (!parts.every(hasBounds)) return undefined
  const smallest = parts.map((part) => ({ none: part.none, value: smallestOf(part, change.rounds / rounds) }))
  const of = (none: number) => smallest.find((one) => one.none === none)
  const [relative, absolute] = [of(1), of(0)]
  return {
    ...(relative === undefined ? {} : { relative: relative.value - 1 }),
    ...(absolute === undefined ? {} : { absolute: absolute.value }),
  }
}

/**
 * The smallest estimate that would exceed a part after all rounds. It does not count the difference between the copies of
 * base so far, because all of that may be noise.
 *
 * @param done the share of all rounds that is complete
 */
function smallestOf({ head, limit, tolerance }: BudgetPart, done: number): number {
  return Math.max(limit, tolerance + Math.sqrt(done) * (head.estimate - head.low))
}

const hasBounds = ({ head, control }: BudgetPart) =>
  [head, ...control].every(({ low, high }) => Number.isFinite(low) && Number.isFinite(high))
