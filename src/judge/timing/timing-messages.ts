/** The increase budget of a metric that was measured in rounds, and what to say of it. */

import type { Budget } from '../../model/budget.ts'
import type { Measured } from '../../model/measurement.ts'
import { type Metric, metrics } from '../../model/metric.ts'
import { formatDelta, formatPercent, formatValue } from '../../model/quantity.ts'
import type { Outcome } from '../budgets.ts'
import type { Timing } from './pairing.ts'
import { decideIncrease, noiseFloor, type TimingChange, type TimingDecision } from './timing-rule.ts'

export interface TimingMessage {
  readonly broken: string
  readonly undecided: string
}

export interface TimedBudget {
  readonly budget: Budget
  readonly base: Measured
  readonly head: Measured
  /** undefined where base and head share no rounds. */
  readonly change: TimingChange | undefined
  /** The same of processor time, where that was measured: it tells computing from waiting. */
  readonly cpu?: TimingChange | undefined
  readonly timing: Timing
}

export function judgeTimed(
  metric: Metric,
  { budget, base, head, change, cpu, timing }: TimedBudget,
): { readonly outcome: Outcome; readonly words: TimingMessage } {
  const { label, unit } = metrics[metric]
  if (change === undefined || budget.increase === undefined) {
    const undecided = `${label}: base and head were not started in the same rounds, so their difference cannot be judged; its budget is ${budget.text}`
    return { outcome: 'undecided', words: { broken: undecided, undecided } }
  }
  const control = timing.control(metric)
  const decision = decideIncrease(budget.increase, change, control)
  const { ratio, difference } = change
  // the change is the median of the rounds' changes: between the two medians it may look like another
  const isSeen = Math.sign(head.value - base.value) === Math.sign(difference.estimate)
  const from = isSeen
    ? `, from ${formatValue(base.value, unit)} to ${formatValue(head.value, unit)}`
    : ' in the middle of the rounds'
  const moved = `${label} ${formatDelta(difference.estimate, unit)} (${formatPercent(ratio.estimate - 1)})`
  return {
    outcome: decision.outcome,
    words: {
      broken: `${moved}, surely more than ${formatPercent(ratio.low - 1)}${from}${corroborated(cpu)}, over the budget: ${budget.text}`,
      undecided: `${moved}${from}: ${whyUndecided(decision, change, control)}; its budget is ${budget.text}`,
    },
  }
}

function corroborated(cpu: TimingChange | undefined): string {
  if (cpu === undefined) return ''
  const { low, estimate } = cpu.difference
  return low > 0
    ? `, with ${formatDelta(estimate, 'ms')} of processor time`
    : ', with no clear change of processor time: it waits longer'
}

function whyUndecided(
  { because }: TimingDecision,
  { ratio, rounds }: TimingChange,
  control: TimingChange | undefined,
): string {
  const floor = control === undefined ? null : noiseFloor(control)
  switch (because) {
    case 'unusable':
      return 'some of its samples are no positive numbers, so they cannot be compared'
    case 'too-few':
      return `${rounds} rounds are too few to tell that from noise`
    case 'control': {
      const apart = control === undefined ? '' : ` (${formatPercent(control.ratio.estimate - 1)})`
      return `base and a second copy of it differ as well${apart}, so this runner is too noisy to judge it`
    }
    case 'noise': {
      const limit = floor === null ? 'of that size' : `below ${formatPercent(floor).replace('+', '')}`
      return `changes ${limit} cannot be told from none on this runner`
    }
    case 'close':
    case 'clear':
      return `it may be anything from ${formatPercent(ratio.low - 1)} to ${formatPercent(ratio.high - 1)}, too close to its budget to decide`
  }
}
