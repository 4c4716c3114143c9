import { type Finding, finding } from '../findings/finding.ts'
import { withPlatform } from '../findings/platform-findings.ts'
import type { Budget } from '../model/budget.ts'
import type { Comparison, ComparisonVerdict } from '../model/comparison.ts'
import { isSameImage } from '../model/image.ts'
import { isExempt, isMeasured, type Measured, type Measurement } from '../model/measurement.ts'
import { type Metric, metricNames, metrics, type Noise } from '../model/metric.ts'
import type { ReportVariant } from '../model/variant.ts'
import type { VariantPair } from '../model/variant-set.ts'
import { medianInterval } from '../startup/statistics.ts'
import { budgetFor, judgeIncrease, judgeMax, type Outcome } from './budgets.ts'
import type { TimingChange } from './timing/budget-parts.ts'
import { changeInRounds, pairsOf, type Timing } from './timing/pairing.ts'
import { type IncreaseBudget, type JudgedIncrease, judgeTimed } from './timing/timed-budget.ts'
import { judgeUnmeasured } from './unmeasured.ts'

export interface Compared {
  readonly comparisons: readonly Comparison[]
  readonly findings: readonly Finding[]
  /** Comparisons that more rounds may decide. */
  readonly undecided: readonly Comparison[]
}

const cpuMetric = 'startup-cpu'

/** Compares every metric of every mode: head with base, and head with its budget. */
export function compare(
  variants: readonly ReportVariant[],
  budgets: readonly Budget[],
  timing: Timing,
): Compared {
  const comparisons: Comparison[] = []
  const findings: Finding[] = []
  const undecided: Comparison[] = []
  const isOne = new Set(variants.map(({ platform }) => platform)).size <= 1
  for (const pair of pairsOf(variants)) {
    const { base, head } = pair
    const isFallback =
      head.source === 'built-in' && variants.some(({ dockerfile }) => dockerfile !== undefined)
    for (const metric of metricNames) {
      if (head.metrics[metric] === undefined && base?.metrics[metric] === undefined) continue
      const budget = isExpected(head.metrics[metric]) ? budgetFor(budgets, metric, head.mode) : undefined
      const measured = measuredPair(metric, pair, timing)
      const decision: Decision =
        measured.after === undefined
          ? judgeUnmeasured({ ...measured, isFallback }, budget)
          : decide({ ...measured, after: measured.after }, budget, timing)
      const comparison = {
        ...numbersOf(measured),
        verdict: decision.verdict,
        ...(budget === undefined ? {} : { budget }),
      }
      comparisons.push(comparison)
      if (decision.mayChange) undecided.push(comparison)
      findings.push(...decision.findings.map((one) => (isOne ? one : withPlatform(one, head.platform))))
    }
  }
  return { comparisons, findings, undecided }
}

/** Whether this machine can measure it. */
function isExpected(measurement: Measurement | undefined): boolean {
  return measurement === undefined || isMeasured(measurement) || !isExempt(measurement.unmeasured)
}

/** One metric of one mode, at base and head. */
interface MeasuredPair {
  readonly metric: Metric
  readonly base: ReportVariant | undefined
  readonly head: ReportVariant
  /** Value of base; undefined if it was not measured. */
  readonly before: Measured | undefined
  /** Value of head; undefined if it was not measured. */
  readonly after: Measured | undefined
  /** There is no change: both have the same number, or one image was measured for both. */
  readonly same: boolean
  /** For a metric that was sampled in rounds of base and head. */
  readonly change: TimingChange | undefined
}

function measuredPair(
  metric: Metric,
  { base, head }: VariantPair<ReportVariant>,
  timing: Timing,
): MeasuredPair {
  const before = measuredOf(base, metric)
  const after = measuredOf(head, metric)
  const isExact = metrics[metric].noise === 'exact'
  const isEqual = isSameImage(base?.image, head.image) || (isExact && before?.value === after?.value)
  const same = before !== undefined && isEqual
  const change = same ? undefined : changeInRounds(metric, base, head, timing)
  return { metric, base, head, before, after, same, change }
}

/** Both sides and their difference, without a verdict. */
function numbersOf(pair: MeasuredPair): Omit<Comparison, 'verdict' | 'budget'> {
  const { metric, head, before, after, change, same } = pair
  const isBoth = before !== undefined && after !== undefined
  // different file times alone change a few compressed bytes, which is not a change of the pull request
  const isUnchanged = same && metrics[metric].noise !== 'info'
  // measured once, and possibly with different caches: its change is meaningless
  const isComparable = isBoth && metrics[metric].noise !== 'info'
  const plain = !isComparable ? null : isUnchanged ? 0 : after.value - before.value
  const delta = change?.difference.estimate ?? plain
  return {
    mode: head.mode,
    metric,
    platform: head.platform,
    base: before?.value ?? null,
    head: after?.value ?? null,
    delta,
    ratio:
      delta === null || before === undefined || before.value === 0 || after === undefined
        ? null
        : isUnchanged
          ? 1
          : (change?.ratio.estimate ?? after.value / before.value),
    ...boundsOf(change),
  }
}

interface Decision {
  readonly verdict: ComparisonVerdict
  readonly findings: readonly Finding[]
  /** More rounds may decide it. */
  readonly mayChange?: boolean
}

function decide(
  pair: MeasuredPair & { readonly after: Measured },
  budget: Budget | undefined,
  timing: Timing,
): Decision {
  const { metric, head, before, after, same } = pair
  const relaxed = same ? 'unchanged' : before === undefined ? 'no-baseline' : 'pass'
  if (budget === undefined) return { verdict: relaxed === 'pass' ? 'info' : relaxed, findings: [] }
  const { noise } = metrics[metric]
  const about = { mode: head.mode, metric }
  const max =
    budget.max === undefined ? 'kept' : judgeMax(budget.max, withDecidingBounds(after, noise, timing), noise)
  const increase = judgeGrowth(pair, budget, timing)
  const findings = [...maxFindings(max, after, { ...about, budget }), ...increase.findings]
  const outcomes: readonly Outcome[] = [max, increase.outcome]
  if (outcomes.includes('broken')) return { verdict: budget.level, findings }
  const mayChange = max === 'undecided' || (increase.outcome === 'undecided' && increase.isFinal !== true)
  return { verdict: outcomes.includes('undecided') ? 'inconclusive' : relaxed, findings, mayChange }
}

function judgeGrowth(
  { metric, base, head, before, after, same, change }: MeasuredPair,
  budget: Budget,
  timing: Timing,
): JudgedIncrease {
  if (budget.increase === undefined || before === undefined || after === undefined || same)
    return { outcome: 'kept', findings: [] }
  const judged = metrics[metric].noise === 'noisy' ? judgeTimed : judgeMeasured
  return judged({
    mode: head.mode,
    metric,
    budget,
    increase: budget.increase,
    base: before,
    head: after,
    change,
    timing,
    cpu: metric === 'startup' ? changeInRounds(cpuMetric, base, head, timing) : undefined,
  })
}

/** Replaces the shown interval, which is for a single analysis, by one that is valid for all interim analyses together. */
function withDecidingBounds(measured: Measured, noise: Noise, { confidence }: Timing): Measured {
  const { samples, low: _, high: __, ...rest } = measured
  if (noise !== 'noisy' || samples === undefined) return measured
  return { ...rest, ...medianInterval(samples, confidence) }
}

/** Bounds without information are left out. */
function boundsOf(change: TimingChange | undefined): Pick<Comparison, 'low' | 'high'> {
  if (change === undefined) return {}
  const { low, high } = change.difference
  return Number.isFinite(low) && Number.isFinite(high) ? { low, high } : {}
}

interface JudgedBudget {
  readonly mode: string
  readonly metric: Metric
  readonly budget: Budget
}

function maxFindings(
  outcome: Outcome,
  head: Measured,
  { budget, ...about }: JudgedBudget,
): readonly Finding[] {
  if (outcome === 'kept' || budget.max === undefined) return []
  const params = { value: head.value, max: budget.max }
  return outcome === 'broken'
    ? [finding('budget/max-exceeded', params, { ...about, verdict: budget.level })]
    : [finding('budget/undecided', { kind: 'max', ...params }, { ...about, verdict: 'inconclusive' })]
}

/** The increase budget of a metric that was measured once. */
function judgeMeasured({ budget, increase, base, head, ...about }: IncreaseBudget): JudgedIncrease {
  const { mode, metric } = about
  const outcome = judgeIncrease(increase, base, head, metrics[metric].noise)
  const params = { kind: 'measured', base: base.value, head: head.value, budget: budget.text } as const
  switch (outcome) {
    case 'kept':
      return { outcome, findings: [] }
    case 'broken':
      return {
        outcome,
        findings: [finding('budget/increase-exceeded', params, { mode, metric, verdict: budget.level })],
      }
    case 'undecided':
      return {
        outcome,
        findings: [finding('budget/undecided', params, { mode, metric, verdict: 'inconclusive' })],
      }
  }
}

function measuredOf(variant: ReportVariant | undefined, metric: Metric): Measured | undefined {
  const found = variant?.metrics[metric]
  return isMeasured(found) ? found : undefined
}
