/** The increase budget of a metric that was measured in rounds. */

import type { ParamsOf } from '../../findings/catalog.ts'
import { type Finding, finding } from '../../findings/finding.ts'
import type { Budget } from '../../model/budget.ts'
import type { Measured } from '../../model/measurement.ts'
import type { Metric } from '../../model/metric.ts'
import type { Outcome } from '../budgets.ts'
import type { TimingChange } from './budget-parts.ts'
import { isDecidable, smallestBroken } from './outlook.ts'
import type { Timing } from './pairing.ts'
import { type Doubt, decideIncrease, noiseFloor } from './timing-rule.ts'

export interface IncreaseBudget {
  readonly mode: string
  readonly metric: Metric
  readonly budget: Budget
  /** `increase` of `budget`. */
  readonly increase: NonNullable<Budget['increase']>
  readonly base: Measured
  readonly head: Measured
  /** undefined if base and head share no rounds, or if samples are 0. */
  readonly change: TimingChange | undefined
  /** The change of CPU time, if it was measured: it separates computing from waiting. */
  readonly cpu?: TimingChange | undefined
  readonly timing: Timing
}

export interface JudgedIncrease {
  readonly outcome: Outcome
  /** More rounds would not decide it. */
  readonly isFinal?: boolean
  readonly findings: readonly Finding[]
}

export function judgeTimed(given: IncreaseBudget): JudgedIncrease {
  const { mode, metric, budget, increase, base, head, change, cpu, timing } = given
  const about = { mode, metric }
  const { text } = budget
  const decided = decideTimed(metric, increase, change, timing)
  const moved = { kind: 'timed', base: base.value, head: head.value, budget: text } as const
  switch (decided.outcome) {
    case 'kept':
      return { outcome: 'kept', findings: [] }
    case 'broken': {
      const params = { ...moved, ...decided.moved, low: decided.low, ...computed(cpu, decided.change) }
      return {
        outcome: 'broken',
        findings: [finding('budget/increase-exceeded', params, { ...about, verdict: budget.level })],
      }
    }
    case 'unpaired': {
      const params = { kind: 'unpaired', budget: text } as const
      const undecided = finding('budget/undecided', params, { ...about, verdict: 'inconclusive' })
      return { outcome: 'undecided', findings: [undecided] }
    }
    case 'undecided': {
      const params = { ...moved, ...decided.moved, doubt: decided.doubt }
      return {
        outcome: 'undecided',
        isFinal: decided.isFinal,
        findings: [finding('budget/undecided', params, { ...about, verdict: 'inconclusive' })],
      }
    }
  }
}

/** The estimated change: in the unit of the metric, and as a share. */
interface Moved {
  readonly difference: number
  readonly ratio: number
}

export type DecidedTiming =
  | { readonly outcome: 'kept' }
  /** `low`: the lower bound of the change, as a share. */
  | {
      readonly outcome: 'broken'
      readonly moved: Moved
      readonly low: number
      readonly change: TimingChange
    }
  /** The two share no rounds, or samples are 0. */
  | { readonly outcome: 'unpaired' }
  /** `isFinal`: more rounds would not decide it. */
  | {
      readonly outcome: 'undecided'
      readonly moved: Moved
      readonly doubt: TimingDoubt
      readonly isFinal: boolean
    }

/** Decides an increase budget from samples of the same rounds. */
export function decideTimed(
  metric: Metric,
  increase: NonNullable<Budget['increase']>,
  change: TimingChange | undefined,
  timing: Timing,
): DecidedTiming {
  if (change === undefined) return { outcome: 'unpaired' }
  // other modes may continue longer: with the control of the same rounds, judging the report again gives the same result
  const control = timing.control(metric, change.rounds)
  const { outcome, because } = decideIncrease(increase, change, control)
  const moved = { difference: change.difference.estimate, ratio: change.ratio.estimate - 1 }
  switch (outcome) {
    case 'kept':
      return { outcome }
    case 'broken':
      return { outcome, moved, low: change.ratio.low - 1, change }
    case 'undecided': {
      const soFar = { change, control, alpha: timing.alpha }
      const isFinal =
        change.rounds < timing.limit && mayBeFinal(because) && !isDecidable(increase, soFar, timing.limit)
      const smallest = isFinal ? smallestBroken(increase, soFar, timing.limit) : undefined
      const doubt =
        smallest === undefined
          ? doubtOf(because, change, control)
          : ({ because: 'undecidable', rounds: timing.limit, smallest } as const)
      return { outcome, moved, doubt, isFinal }
    }
  }
}

/** How much of a longer time is CPU time: 0 if it is clearly less than half; absent if that is not clear. */
function computed(cpu: TimingChange | undefined, wall: TimingChange): { readonly cpu?: number } {
  if (cpu === undefined) return {}
  if (cpu.difference.low > 0) return { cpu: cpu.difference.estimate }
  return cpu.difference.high < wall.difference.estimate / 2 ? { cpu: 0 } : {}
}

/** Whether more rounds may be unable to remove a doubt. All others may disappear, such as a difference between copies of base. */
const mayBeFinal = (because: Doubt) => because === 'noise' || because === 'close'

export type TimingDoubt = Extract<ParamsOf<'budget/undecided'>, { readonly kind: 'timed' }>['doubt']

function doubtOf(
  because: Doubt,
  { ratio, rounds, difference, withWait }: TimingChange,
  control: TimingChange | undefined,
): TimingDoubt {
  switch (because) {
    case 'unusable':
      return { because }
    case 'too-few':
      return { because, rounds }
    case 'control':
      return { because, ...(control === undefined ? {} : { apart: control.ratio.estimate - 1 }) }
    case 'waiting':
      return { because, difference: withWait?.difference ?? difference.estimate }
    case 'noise':
      return { because, floor: control === undefined ? null : noiseFloor(control) }
    case 'close':
      return { because, low: Math.max(-1, ratio.low - 1), high: ratio.high - 1 }
  }
}
