import { type Metric, metricNames, metrics } from '../metrics.ts'
import {
  type Budget,
  type Comparison,
  type ComparisonVerdict,
  type Finding,
  isMeasured,
  type Measured,
  type Variant,
} from '../model.ts'
import { formatDelta, formatPercent, formatValue } from '../quantity.ts'
import { budgetFor, judgeIncrease, judgeMax, type Outcome } from './budgets.ts'

export interface Compared {
  readonly comparisons: readonly Comparison[]
  readonly findings: readonly Finding[]
}

/** Every metric of every mode: base against head, and head against its budget. */
export function compare(variants: readonly Variant[], budgets: readonly Budget[]): Compared {
  const comparisons: Comparison[] = []
  const findings: Finding[] = []
  for (const head of variants.filter(({ revision }) => revision === 'head')) {
    const base = variants.find(
      (one) => one.revision === 'base' && one.mode === head.mode && one.platform === head.platform,
    )
    for (const metric of metricNames) {
      if (head.metrics[metric] === undefined && base?.metrics[metric] === undefined) continue
      const one = compareOne(metric, base, head, budgetFor(budgets, metric, head.mode))
      comparisons.push(one.comparison)
      findings.push(...one.findings)
    }
  }
  return { comparisons, findings }
}

function compareOne(
  metric: Metric,
  base: Variant | undefined,
  head: Variant,
  budget: Budget | undefined,
): { readonly comparison: Comparison; readonly findings: readonly Finding[] } {
  const before = measuredOf(base, metric)
  const after = measuredOf(head, metric)
  const delta = before === undefined || after === undefined ? null : after.value - before.value
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
          : after.value / before.value,
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
        mend: `see to it that it can be measured, or set \`unmeasured: warn\` for \`${metric}\` under \`budgets\``,
      },
    ])
  }
  const nothingChanged = before !== undefined && isSame(metric, base, head, delta)
  const relaxed: ComparisonVerdict = nothingChanged
    ? 'unchanged'
    : before === undefined
      ? 'no-baseline'
      : 'pass'
  if (budget === undefined) return conclude(relaxed === 'pass' ? 'info' : relaxed)

  const { noise } = metrics[metric]
  const max = budget.max === undefined ? 'kept' : judgeMax(budget.max, after, noise)
  const increase =
    budget.increase === undefined || before === undefined || nothingChanged
      ? 'kept'
      : judgeIncrease(budget.increase, before, after, noise)
  const findings = [
    ...said(max, budget, overMax(metric, after, budget)),
    ...(before === undefined ? [] : said(increase, budget, overIncrease(metric, before, after, budget))),
  ]
  const outcomes: readonly Outcome[] = [max, increase]
  if (outcomes.includes('broken')) return conclude(budget.level, findings)
  if (outcomes.includes('undecided')) return conclude('inconclusive', findings)
  if (increase === 'not-judged' && budget.max === undefined) return conclude('info', findings)
  return conclude(relaxed, findings)
}

function said(
  outcome: Outcome,
  budget: Budget,
  words: { readonly broken: string; readonly undecided: string },
): readonly Omit<Finding, 'mode' | 'metric'>[] {
  switch (outcome) {
    case 'broken':
      return [{ verdict: budget.level, kind: 'budget', message: words.broken }]
    case 'undecided':
      return [{ verdict: 'inconclusive', kind: 'budget', message: words.undecided }]
    case 'not-judged':
      // nobody asked for the default, so nobody needs to hear that it does not hold
      return budget.source === 'default'
        ? []
        : [
            {
              verdict: 'pass',
              kind: 'notice',
              message: `${words.undecided}; increases of noisy metrics are shown and not judged, only \`max\` is`,
            },
          ]
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
function isSame(metric: Metric, base: Variant | undefined, head: Variant, delta: number | null): boolean {
  if (metrics[metric].noise === 'exact') return delta === 0
  return base?.image !== undefined && base.image.id === head.image?.id
}

function measuredOf(variant: Variant | undefined, metric: Metric): Measured | undefined {
  const found = variant?.metrics[metric]
  return isMeasured(found) ? found : undefined
}

function unmeasuredReason(variant: Variant, metric: Metric): string {
  const found = variant.metrics[metric]
  return found !== undefined && 'unmeasured' in found ? found.unmeasured : 'there is no number'
}
