import type { Budget } from '../model/budget.ts'
import type { Comparison, ComparisonVerdict } from '../model/comparison.ts'
import type { Finding } from '../model/finding.ts'
import { isSameImage } from '../model/image.ts'
import { isMeasured, type Measured } from '../model/measurement.ts'
import { type Metric, metricNames, metrics, type Noise } from '../model/metric.ts'
import { formatDelta, formatPercent, formatValue } from '../model/quantity.ts'
import type { ReportVariant } from '../model/variant.ts'
import { medianInterval } from '../startup/statistics.ts'
import { budgetFor, judgeIncrease, judgeMax, type Outcome } from './budgets.ts'
import { baseVariantOf, changeInRounds, type Timing } from './timing/pairing.ts'
import { judgeTimed, type TimingMessage } from './timing/timing-messages.ts'
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
  const conclude = (
    verdict: ComparisonVerdict,
    findings: readonly Omit<Finding, 'mode' | 'metric'>[] = [],
  ) => ({
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
    findings: findings.map((finding) => ({ ...about, ...finding })),
  })

  if (after === undefined) {
    // what does not build is said once, not for each of its metrics
    if (budget === undefined || head.linkage === undefined) return conclude('unmeasured')
    const reason = unmeasuredReason(head, metric)
    return conclude('unmeasured', [
      {
        verdict: budget.unmeasured === 'fail' ? 'unmeasured' : 'warn',
        kind: 'budget',
        message: `${metrics[metric].label} could not be measured: ${reason}; its budget (${budget.text}) counts as not kept`,
        fix: `see to it that it can be measured, or set \`unmeasured: warn\` for \`${metric}\` under \`budgets\``,
      },
    ])
  }
  const relaxed: ComparisonVerdict = same ? 'unchanged' : before === undefined ? 'no-baseline' : 'pass'
  if (budget === undefined) return conclude(relaxed === 'pass' ? 'info' : relaxed)

  const { noise } = metrics[metric]
  const max = budget.max === undefined ? 'kept' : judgeMax(budget.max, seen(after, noise, timing), noise)
  const findings = [...said(max, budget, overMax(metric, after, budget))]
  const outcomes: Outcome[] = [max]
  if (budget.increase !== undefined && before !== undefined && !same) {
    const { outcome, words } =
      noise === 'noisy'
        ? judgeTimed(metric, {
            budget,
            base: before,
            head: after,
            change,
            timing,
            cpu:
              metric === 'startup'
                ? changeInRounds(cpuMetric, measuredOf(base, cpuMetric), measuredOf(head, cpuMetric), timing)
                : undefined,
          })
        : {
            outcome: judgeIncrease(budget.increase, before, after, noise),
            words: overIncrease(metric, before, after, budget),
          }
    outcomes.push(outcome)
    findings.push(...said(outcome, budget, words))
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

function said(
  outcome: Outcome,
  budget: Budget,
  words: TimingMessage,
): readonly Omit<Finding, 'mode' | 'metric'>[] {
  switch (outcome) {
    case 'broken':
      return [{ verdict: budget.level, kind: 'budget', message: words.broken }]
    case 'undecided':
      return [{ verdict: 'inconclusive', kind: 'budget', message: words.undecided }]
    case 'kept':
      return []
  }
}

function overMax(metric: Metric, head: Measured, budget: Budget) {
  const { label, unit } = metrics[metric]
  const value = formatValue(head.value, unit)
  const limit = budget.max === undefined ? '' : exactly(budget.max, head.value, unit)
  return {
    broken: `${label} is ${exactly(head.value, budget.max, unit)}, over the budget of at most ${limit}`,
    undecided: `${label} is ${value}, too close to its budget of at most ${limit} to decide with this much noise`,
  }
}

function overIncrease(metric: Metric, base: Measured, head: Measured, budget: Budget) {
  const { label, unit } = metrics[metric]
  const delta = head.value - base.value
  const share = base.value === 0 ? '' : ` (${formatPercent(delta / base.value)})`
  const change = `${label} ${formatDelta(delta, unit)}${share}, from ${formatValue(base.value, unit)} to ${formatValue(head.value, unit)}`
  return {
    broken: `${change}, over the budget: ${budget.text}`,
    undecided: `${change}, and its budget is ${budget.text}`,
  }
}

/** In bytes where two different numbers would otherwise read the same. */
function exactly(value: number, other: number | undefined, unit: Parameters<typeof formatValue>[1]): string {
  const text = formatValue(value, unit)
  if (other === undefined || value === other || unit === 'count' || formatValue(other, unit) !== text)
    return text
  return unit === 'B' ? `${value} B` : `${value} ${unit}`
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

function unmeasuredReason(variant: ReportVariant, metric: Metric): string {
  const found = variant.metrics[metric]
  return found === undefined || isMeasured(found) ? 'there is no number' : found.unmeasured
}
