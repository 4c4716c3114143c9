/** Predicts what more rounds could still decide: the bounds narrow with the square root of the number of rounds. */
import type { Budget } from '../../model/budget.ts'
import { normalQuantile } from '../../startup/statistics.ts'
import { type BudgetPart, budgetParts, type TimingChange } from './budget-parts.ts'

export interface TimingSoFar {
  readonly change: TimingChange
  readonly control: TimingChange | undefined
  /** One-sided error of their lower bounds. */
  readonly alpha: number
}

/** If a failure is ruled out and the chance that the budget will be kept is below this, sampling stops. */
const chanceOfKept = 0.05

/**
 * Whether the budget of an undecided change may be decided once there are `rounds`, more than there are now (stochastic curtailment by
 * predictive probability: Jennison and Turnbull, Group Sequential Methods, §10.3). A failure is ruled out only where even
 * the upper bound is not above the smallest estimate that would break the budget then.
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

/** A change has to exceed every part to break the budget. */
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
 * @param done which share of the rounds was made. By how much the copies of base seem to differ so far is not counted: all
 * of it may be noise.
 */
function smallestOf({ head, limit, tolerance }: BudgetPart, done: number): number {
  return Math.max(limit, tolerance + Math.sqrt(done) * (head.estimate - head.low))
}

const hasBounds = ({ head, control }: BudgetPart) =>
  [head, ...control].every(({ low, high }) => Number.isFinite(low) && Number.isFinite(high))
