import { type Finding, finding } from '../findings/finding.ts'
import type { Budget } from '../model/budget.ts'
import type { Comparison, ComparisonVerdict } from '../model/comparison.ts'
import { isSameImage } from '../model/image.ts'
import { isMeasured, type Measured, type UnmeasuredReason } from '../model/measurement.ts'
import { type Metric, metricNames, metrics, type Noise } from '../model/metric.ts'
import type { ReportVariant } from '../model/variant.ts'
import { medianInterval } from '../startup/statistics.ts'
import { budgetFor, judgeIncrease, judgeMax, type Outcome } from './budgets.ts'
import { baseVariantOf, changeInRounds, type Timing } from './timing/pairing.ts'
import { type IncreaseBudget, type JudgedIncrease, judgeTimed } from './timing/timed-budget.ts'
import type { TimingChange } from './timing/timing-rule.ts'

export interface Compared {
  readonly comparisons: readonly Comparison[]
  readonly findings: readonly Finding[]
}

const cpuMetric = 'startup-cpu'

/** Every metric of every mode: base against head, and head against its budget. */
export function compare(
  variants: readonly ReportVariant[],
  budgets: readonly Budget[],
  timing: Timing,
): Compared {
  const comparisons: Comparison[] = []
  const findings: Finding[] = []
  for (const head of variants.filter(({ revision }) => revision === 'head')) {
    const base = baseVariantOf(variants, head)
    const isStandIn =
      head.source === 'built-in' && variants.some(({ dockerfile }) => dockerfile !== undefined)
    for (const metric of metricNames) {
      if (head.metrics[metric] === undefined && base?.metrics[metric] === undefined) continue
      const own = budgetFor(budgets, metric, head.mode)
      // an image that nobody ships may lack what the app needs to start: that is no fault of the change
      const budget = own !== undefined && isStandIn ? { ...own, unmeasured: 'warn' as const } : own
      const one = compareOne(metric, base, head, budget, timing)
      comparisons.push(one.comparison)
      findings.push(...one.findings)
    }
  }
  return { comparisons, findings }
}

function compareOne(
  metric: Metric,
  base: ReportVariant | undefined,
  head: ReportVariant,
  budget: Budget | undefined,
  timing: Timing,
): { readonly comparison: Comparison; readonly findings: readonly Finding[] } {
  const before = measuredOf(base, metric)
  const after = measuredOf(head, metric)
  const plain = before === undefined || after === undefined ? null : after.value - before.value
  const same = before !== undefined && isSame(metric, base, head, plain)
  const change = same ? undefined : changeInRounds(metric, before, after, timing)
  const delta = change?.difference.estimate ?? plain
  const about = { mode: head.mode, metric }
  const conclude = (verdict: ComparisonVerdict, findings: readonly Finding[] = []) => ({
    comparison: {
      ...about,
      platform: head.platform,
      base: before?.value ?? null,
      head: after?.value ?? null,
      delta,
      ratio:
        delta === null || before === undefined || before.value === 0 || after === undefined
          ? null
          : (change?.ratio.estimate ?? after.value / before.value),
      ...boundsOf(change),
      verdict,
      ...(budget === undefined ? {} : { budget }),
    },
    findings,
  })

  if (after === undefined) {
    // what does not build is said once, not for each of its metrics
    if (budget === undefined || head.linkage === undefined) return conclude('unmeasured')
    const params = { reason: unmeasuredReason(head, metric), budget: budget.text }
    const verdict = budget.unmeasured === 'fail' ? 'unmeasured' : 'warn'
    return conclude('unmeasured', [finding('budget/unmeasured', params, { ...about, verdict })])
  }
  const relaxed: ComparisonVerdict = same ? 'unchanged' : before === undefined ? 'no-baseline' : 'pass'
  if (budget === undefined) return conclude(relaxed === 'pass' ? 'info' : relaxed)

  const { noise } = metrics[metric]
  const max = budget.max === undefined ? 'kept' : judgeMax(budget.max, seen(after, noise, timing), noise)
  const findings = [...maxFindings(max, after, { ...about, budget })]
  const outcomes: Outcome[] = [max]
  if (budget.increase !== undefined && before !== undefined && !same) {
    const judged = noise === 'noisy' ? judgeTimed : judgeMeasured
    const { outcome, findings: increased } = judged({
      ...about,
      budget,
      increase: budget.increase,
      base: before,
      head: after,
      change,
      timing,
      cpu:
        metric === 'startup'
          ? changeInRounds(cpuMetric, measuredOf(base, cpuMetric), measuredOf(head, cpuMetric), timing)
          : undefined,
    })
    outcomes.push(outcome)
    findings.push(...increased)
  }
  if (outcomes.includes('broken')) return conclude(budget.level, findings)
  if (outcomes.includes('undecided')) return conclude('inconclusive', findings)
  return conclude(relaxed, findings)
}

/** With the bounds that decide: whoever looks several times at the interval that is shown is wrong more often than it says. */
function seen(measured: Measured, noise: Noise, { confidence }: Timing): Measured {
  const { samples, low: _, high: __, ...rest } = measured
  if (noise !== 'noisy' || samples === undefined) return measured
  return { ...rest, ...medianInterval(samples, confidence) }
}

/** Bounds that say nothing are left out. */
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

/** Nothing to compare: the same number, or the same image measured once for both. */
function isSame(
  metric: Metric,
  base: ReportVariant | undefined,
  head: ReportVariant,
  delta: number | null,
): boolean {
  if (metrics[metric].noise === 'exact') return delta === 0
  return isSameImage(base?.image, head.image)
}

function measuredOf(variant: ReportVariant | undefined, metric: Metric): Measured | undefined {
  const found = variant?.metrics[metric]
  return isMeasured(found) ? found : undefined
}

function unmeasuredReason(variant: ReportVariant, metric: Metric): UnmeasuredReason {
  const found = variant.metrics[metric]
  return found === undefined || isMeasured(found) ? { kind: 'absent' } : found.unmeasured
}
