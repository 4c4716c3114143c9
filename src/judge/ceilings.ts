/** What budgets need to know of head alone: a change of 0 keeps every other one. */
import type { Budget } from '../model/budget.ts'
import { type Metric, metricNames } from '../model/metric.ts'
import type { Mode } from '../model/mode.ts'
import { budgetFor } from './budgets.ts'
import { startMetrics } from './evidence/start-metrics.ts'

export interface Ceilings {
  /** Names of modes with a `max` budget. */
  readonly modes: readonly string[]
  /** Whether one of them is for a metric of starts. */
  readonly needStarts: boolean
}

export function ceilingsOf(budgets: readonly Budget[], modes: readonly Pick<Mode, 'name'>[]): Ceilings {
  const limited = modes.map(({ name }) => ({
    name,
    metrics: metricNames.filter((metric) => budgetFor(budgets, metric, name)?.max !== undefined),
  }))
  const isOfStarts = (metric: Metric) => startMetrics.includes(metric)
  return {
    modes: limited.flatMap(({ name, metrics }) => (metrics.length === 0 ? [] : [name])),
    needStarts: limited.some(({ metrics }) => metrics.some(isOfStarts)),
  }
}
