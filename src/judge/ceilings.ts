/** Budgets that depend only on head. Equal inputs of base and head keep every `increase` budget, but do not decide these. */
import type { Config } from '../config/config.ts'
import type { Budget } from '../model/budget.ts'
import { type Metric, metricNames } from '../model/metric.ts'
import type { Mode } from '../model/mode.ts'
import { budgetFor } from './budgets.ts'
import { startMetrics } from './evidence/start-metrics.ts'

export interface Ceilings {
  /** Names of modes with a `max` budget or a budget between modes; all modes if `needPrograms`. */
  readonly modes: readonly string[]
  /** Whether one of these budgets is for a metric of starts. */
  readonly needStarts: boolean
  /** Whether a budget for vulnerabilities needs the programs themselves. */
  readonly needPrograms: boolean
}

interface CeilingSettings extends Pick<Config, 'vulnerabilities'> {
  readonly budgets: readonly Budget[]
  readonly modes: readonly Pick<Mode, 'name'>[]
}

export function ceilingsOf({ budgets, modes, vulnerabilities }: CeilingSettings): Ceilings {
  const needPrograms = vulnerabilities?.budget.max !== undefined
  const limited = modes.map(({ name }) => ({
    name,
    metrics: metricNames.filter((metric) => needsHead(budgets, metric, name)),
  }))
  const isOfStarts = (metric: Metric) => startMetrics.includes(metric)
  return {
    modes: limited.flatMap(({ name, metrics }) => (metrics.length === 0 && !needPrograms ? [] : [name])),
    needStarts: limited.some(({ metrics }) => metrics.some(isOfStarts)),
    needPrograms,
  }
}

/** A budget between modes needs the number of the reference mode as well as that of the mode that it limits. */
function needsHead(budgets: readonly Budget[], metric: Metric, mode: string): boolean {
  const own = budgetFor(budgets, metric, mode)
  return (
    own?.max !== undefined ||
    own?.overReference !== undefined ||
    budgets.some((budget) => budget.metric === metric && budget.overReference?.mode === mode)
  )
}
