import type { Budget } from '../model/budget.ts'
import type { Measured } from '../model/measurement.ts'
import type { Noise } from '../model/metric.ts'

/** The budget that applies to a metric of a mode. One of this mode takes precedence over the common one. */
export function budgetFor(budgets: readonly Budget[], metric: string, mode: string): Budget | undefined {
  const given = budgets.filter((budget) => budget.metric === metric)
  return given.find((budget) => budget.mode === mode) ?? given.find((budget) => budget.mode === undefined)
}

/** In floating point, 29 % of 100 is 28.999999999999996, but a value equal to the budget must not exceed it. */
const rounding = 1 + 4 * Number.EPSILON

export type Outcome = 'kept' | 'broken' | 'undecided'

/** Judges a `max` budget. With noise, only a confidence interval that is entirely on one side of it decides. */
export function judgeMax(max: number, head: Measured, noise: Noise): Outcome {
  if (noise === 'exact') return head.value > max ? 'broken' : 'kept'
  if (head.low === undefined || head.high === undefined) return 'undecided'
  if (head.low > max) return 'broken'
  return head.high > max ? 'undecided' : 'kept'
}

/** Judges an increase of a metric that hardly varies. The budget is broken only if every part of it is exceeded. */
export function judgeIncrease(
  increase: NonNullable<Budget['increase']>,
  base: Measured,
  head: Measured,
  noise: Noise,
): Outcome {
  const delta = head.value - base.value
  const overShare = increase.relative === undefined || delta > increase.relative * base.value * rounding
  const overAmount = increase.absolute === undefined || delta > increase.absolute
  if (!overShare || !overAmount) return 'kept'
  if (noise === 'exact') return 'broken'
  if (head.low === undefined || base.high === undefined) return 'undecided'
  return head.low > base.high ? 'broken' : 'undecided'
}
