/**
 * Judges the `increase` budget of a noisy metric from samples of base and head that were taken in the same rounds: both
 * while sampling, to know when to stop, and when a report is judged. Every decision uses all rounds so far, at
 * one of the planned `interimAnalyses`, with the errors that these share (`errorsFor`). So judging a report again gives the result
 * at which sampling stopped.
 */
import type { Budget } from '../../model/budget.ts'
import { median, pairedDifference, walshRank } from '../../startup/statistics.ts'
import { shiftBetween } from '../../startup/two-samples.ts'
import { apartOf, type BudgetPart, budgetParts, floorOf, type TimingChange } from './budget-parts.ts'
import { type Timed, withoutDelay } from './run-delay.ts'

export type TimingDecision =
  /** A part of the budget is clearly kept, or every part clearly broken. */
  | { readonly outcome: 'kept' | 'broken'; readonly because: 'clear' }
  | { readonly outcome: 'undecided'; readonly because: Doubt }

/**
 * Why a budget is undecided.
 * - `unusable`: the samples are not pairs of finite numbers, above 0 if the budget is a share.
 * - `too-few`: with so few rounds, no bound has the required confidence.
 * - `control`: two copies of base differ by more than the tolerance, so something other than the code makes a difference.
 * - `noise`: two copies of base could differ by as much as the budget allows, or by as much as head does.
 * - `waiting`: it is kept without the wait for a CPU but appears broken with it, and the wait may come from the change.
 * - `close`: the bounds of the change are on both sides of the budget. More rounds would decide it.
 */
export type Doubt = 'unusable' | 'too-few' | 'control' | 'waiting' | 'noise' | 'close'

/** The probability that noise alone fails a check, and the probability that noise alone passes a check whose head breaks a budget. */
const totalError = 0.01

/** One-sided errors of the bounds of a change. */
export interface BoundErrors {
  /** Error of the lower bound, and of the upper one unless `keptAlpha` is set. */
  readonly alpha: number
  /** Error of the upper bound, which shows that a budget is kept. */
  readonly keptAlpha?: number
}

/**
 * One broken budget fails a check, so all interim analyses of all tests share the total error evenly (Bonferroni). A check
 * passes only if every budget is kept. If one of them is broken, it passes with at most the error of that budget (intersection–union
 * test), so only the analyses share this error.
 * Source: Berger, Multiparameter Hypothesis Testing and Acceptance Sampling, Technometrics 24 (1982), 295–300.
 */
export function errorsFor({
  analyses,
  tests,
}: {
  readonly analyses: number
  readonly tests: number
}): Required<BoundErrors> {
  const keptAlpha = totalError / Math.max(1, analyses)
  return { alpha: keptAlpha / Math.max(1, tests), keptAlpha }
}

/** From this number of rounds on, bounds are finite with the `errorsFor` six analyses and up to 80 tests. */
const fewestRounds = 16
const mostAnalyses = 6
/** Factor by which the number of rounds grows from one analysis to the next. */
const growth = 1.5

/**
 * The numbers of rounds after which an interim analysis checks whether everything is decided, ascending, up to `rounds`:
 * 27, 40, 60, 89, 134, 200 for 200 rounds. If time runs out earlier, the last analysis replaces the next planned one.
 */
export function interimAnalyses(rounds: number): readonly number[] {
  const planned = [rounds]
  for (let fewer = rounds / growth; fewer >= fewestRounds && planned.length < mostAnalyses; fewer /= growth)
    planned.unshift(Math.ceil(fewer))
  return planned
}

/** With few rounds, pairs have no finite bound at `alpha`. Then all starts of both sides are compared, which have one. */
export function isComparedInPairs({ isPaired = false }: Timed, rounds: number, alpha: number): boolean {
  return isPaired && walshRank(rounds, alpha) > 0
}

/**
 * How `head` differs from `base`, which was started in the same rounds and possibly in others. The ratio is relative to the
 * median of base, as in tables: its error is small compared with that of the difference.
 */
export function timingChange(
  base: Timed,
  head: Timed,
  { alpha, keptAlpha = alpha }: BoundErrors,
): TimingChange {
  const [before, after] = withoutDelay(base, head, alpha)
  const compared = isComparedInPairs(base, head.values.length, alpha) ? pairedDifference : shiftBetween
  const { estimate, low, ...strict } = compared(before, after, alpha)
  const high = keptAlpha === alpha ? strict.high : compared(before, after, keptAlpha).high
  const isAdjusted = after !== head.values
  const withWait = isAdjusted ? shiftBetween(base.values, head.values, alpha).estimate : undefined
  const typical = median(base.values)
  const factor = (amount: number) => (typical > 0 ? 1 + amount / typical : Number.NaN)
  return {
    ratio: { estimate: factor(estimate), low: factor(low), high: factor(high) },
    difference: { estimate, low, high },
    ...(withWait === undefined ? {} : { withWait: { ratio: factor(withWait), difference: withWait } }),
    rounds: head.values.length,
  }
}

/**
 * The noise floor: the largest difference, in either direction, that is not ruled out between two copies of base. 0.034 is
 * 3.4 %. null without bounds.
 */
export function noiseFloor(control: TimingChange): number | null {
  const floor = Math.max(control.ratio.high - 1, 1 - control.ratio.low)
  return Number.isFinite(floor) ? floor : null
}

/**
 * A budget is broken when every part of it is: the estimate is above the part, and the lower bound above half of it
 * and above the estimated difference between the two copies of base.
 * Half a part is the tolerance for differences that are not noise, because they occur in every round, and not caused by the code:
 * two files of the same bytes are placed differently on disk and in memory, and start up to 6 % apart. A budget is
 * kept when any part of it is: the upper bound does not exceed it. The estimate with the wait for a CPU must keep a part
 * as well: a wait that the change may cause is not a pass. A budget without parts limits nothing.
 *
 * With a control (base against a second copy of it in the same rounds) nothing is broken while the control looks like a change
 * itself: its bounds exclude 0, and its estimate is beyond the tolerance. The estimate alone would not be enough, because with few
 * rounds, noise moves it that far. To require bounds entirely beyond the tolerance would be too late: by then, a head that differs
 * as much is broken already.
 */
export function decideIncrease(
  increase: NonNullable<Budget['increase']>,
  change: TimingChange,
  control?: TimingChange,
): TimingDecision {
  const parts = budgetParts(increase, change, control)
  const isWithin = parts.length === 0 || parts.some(({ head, limit }) => head.high <= limit)
  const isWithinWithWait = parts.length === 0 || parts.some(({ withWait, limit }) => withWait <= limit)
  if (isWithin && isWithinWithWait) return clearly('kept')
  const shifts = parts.flatMap(({ head, control }) => [head, ...control])
  if (change.rounds > 0 && shifts.some(({ estimate }) => Number.isNaN(estimate))) return undecided('unusable')
  if (shifts.some(({ low }) => low === Number.NEGATIVE_INFINITY)) return undecided('too-few')
  if (looksLikeChange(parts, 0) || looksLikeChange(parts, 1)) return undecided('control')
  if (isWithin) return undecided('waiting')
  const isOver = parts.every(({ head, tolerance, limit }) => head.low > tolerance && head.estimate > limit)
  if (isOver && parts.every((part) => part.head.low > apartOf(part))) return clearly('broken')
  return undecided(isOver || parts.every((part) => part.limit < floorOf(part)) ? 'noise' : 'close')
}

const clearly = (outcome: 'kept' | 'broken'): TimingDecision => ({ outcome, because: 'clear' })
const undecided = (because: Doubt): TimingDecision => ({ outcome: 'undecided', because })

const looksLikeChange = (parts: readonly BudgetPart[], direction: 0 | 1): boolean =>
  parts.every(({ none, tolerance, control }) => {
    const shift = control[direction]
    return shift !== undefined && shift.low > none && shift.estimate > tolerance
  })
