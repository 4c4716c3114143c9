/** The pairs that budgets between modes compare: head of a mode and head of the reference mode, in one metric. */
import type { Budget } from '../model/budget.ts'
import { type Metric, metricNames } from '../model/metric.ts'
import type { ReportVariant } from '../model/variant.ts'
import { budgetFor } from './budgets.ts'

export interface ReferencePair {
  readonly metric: Metric
  readonly head: ReportVariant
  /** undefined if the report has no such mode on that platform. */
  readonly reference: ReportVariant | undefined
  readonly budget: Budget
  /** `overReference` of `budget`. */
  readonly over: NonNullable<Budget['overReference']>
}

/** One pair for each budget, mode and platform. */
export function pairsWithReference(
  variants: readonly ReportVariant[],
  budgets: readonly Budget[],
): readonly ReferencePair[] {
  const heads = variants.filter(({ revision }) => revision === 'head')
  return heads.flatMap((head) =>
    metricNames.flatMap((metric) => {
      const budget = budgetFor(budgets, metric, head.mode)
      const over = budget?.overReference
      if (budget === undefined || over === undefined || over.mode === head.mode) return []
      const reference = heads.find(({ mode, platform }) => mode === over.mode && platform === head.platform)
      return [{ metric, head, reference, budget, over }]
    }),
  )
}
