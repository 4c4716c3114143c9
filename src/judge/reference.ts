/** Budgets between modes: head of one mode against head of the reference mode. */
import { type Finding, finding } from '../findings/finding.ts'
import type { Budget } from '../model/budget.ts'
import { isMeasured, type Measured } from '../model/measurement.ts'
import { type Metric, metricNames, metrics } from '../model/metric.ts'
import type { ReportVariant } from '../model/variant.ts'
import { budgetFor, judgeIncrease } from './budgets.ts'

const ofImages: readonly string[] = ['image-size', 'pull-size', 'layers'] satisfies readonly Metric[]

/** One finding for each budget that is broken, or that cannot be checked. */
export function referenceFindings(
  variants: readonly ReportVariant[],
  budgets: readonly Budget[],
): readonly Finding[] {
  const heads = variants.filter(({ revision }) => revision === 'head')
  return heads.flatMap((head) =>
    metricNames.flatMap((metric) => {
      const budget = budgetFor(budgets, metric, head.mode)
      const name = budget?.overReference?.mode
      if (budget === undefined || name === undefined || name === head.mode) return []
      const reference = heads.find(({ mode, platform }) => mode === name && platform === head.platform)
      return judged(metric, head, reference, budget)
    }),
  )
}

function judged(
  metric: Metric,
  head: ReportVariant,
  reference: ReportVariant | undefined,
  { overReference, level, unmeasured, text }: Budget,
): readonly Finding[] {
  const value = measuredOf(head, metric)
  // without a number of its own the mode has that finding
  if (overReference === undefined || value === undefined) return []
  const about = { mode: head.mode, metric }
  const of = { reference: overReference.mode, budget: text }
  const isOther = differInImage(metric, [head, reference])
  const compared = isOther || reference === undefined ? undefined : measuredOf(reference, metric)
  if (compared === undefined) {
    const params = { ...of, because: isOther ? 'other-image' : 'not-measured' } as const
    const verdict = unmeasured === 'warn' ? 'warn' : 'unmeasured'
    return [finding('budget/reference-unmeasured', params, { ...about, verdict })]
  }
  const outcome = judgeIncrease(overReference, compared, value, metrics[metric].noise)
  if (outcome !== 'broken') return []
  const params = { ...of, value: value.value, referenceValue: compared.value }
  return [finding('budget/reference-exceeded', params, { ...about, verdict: level })]
}

/** Whether one has the user's image and the other one of linkgate's own, which differ in more than their mode. */
export function differInImage(
  metric: string,
  [one, other]: readonly [ReportVariant | undefined, ReportVariant | undefined],
): boolean {
  if (one === undefined || other === undefined || !ofImages.includes(metric)) return false
  return (one.source === 'built-in') !== (other.source === 'built-in')
}

function measuredOf(variant: ReportVariant, metric: Metric): Measured | undefined {
  const found = variant.metrics[metric]
  return isMeasured(found) ? found : undefined
}
