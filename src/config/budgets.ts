/** The budgets of a configuration: first those for all modes, then those of each mode. */
import type { Budget, Place } from '../model/budget.ts'
import type { Metric } from '../model/metric.ts'
import { type Mode, referenceMode } from '../model/mode.ts'
import { type BudgetOptions, budgetedMetrics } from './budget-schema.ts'
import { type ConfigFile, configSchema } from './schema.ts'

/** Defaults without a `budgets` key. Only increases, because no maximum fits every service. */
const defaultBudgets = {
  'binary-size': { increase: '1% and 64 kB' },
  'image-size': { increase: '1% and 256 kB' },
  'pull-size': { increase: '1% and 256 kB' },
  startup: { increase: '10% and 0.5 ms' },
  'startup-cpu': { increase: '5% and 0.3 ms' },
  memory: { increase: '5% and 512 kB', level: 'warn' },
} as const satisfies Partial<Record<Metric, { increase: string; level?: 'warn' }>>

/** Place of a key in the file; undefined if unknown. */
export type Locate = (key: readonly string[]) => Place | undefined

export function budgetsOf(file: ConfigFile, modes: readonly Mode[], locate: Locate): Budget[] {
  if (file.budgets === undefined) {
    const defaults = configSchema.parse({ version: 1, budgets: defaultBudgets }).budgets
    return budgetsOf({ ...file, budgets: defaults }, modes, () => undefined).map((budget) => ({
      ...budget,
      source: 'default',
    }))
  }
  const given: Readonly<Record<string, unknown>> = file.budgets
  const reference = referenceMode(
    modes.map(({ name }) => name),
    file.reference,
  )
  const scopes: readonly (readonly [string | undefined, unknown])[] = [
    [undefined, given],
    ...modes.map(({ name }) => [name, given[name]] as const),
  ]
  return scopes.flatMap(([mode, scope]) =>
    budgetedMetrics.flatMap((metric) => {
      const options = (scope as Partial<Record<Metric, BudgetOptions>> | undefined)?.[metric]
      if (options === undefined) return []
      const place = locate(['budgets', ...(mode === undefined ? [] : [mode]), metric])
      return [{ ...budgetOf(metric, mode, options, reference), ...(place === undefined ? {} : { place }) }]
    }),
  )
}

function budgetOf(
  metric: Metric,
  mode: string | undefined,
  options: BudgetOptions,
  reference: string | undefined,
): Budget {
  const { max, increase, 'over-reference': over, level = 'fail' } = options
  return {
    metric,
    ...(mode === undefined ? {} : { mode }),
    ...(max === undefined ? {} : { max: max.value }),
    ...(increase === undefined ? {} : { increase: partsOf(increase) }),
    ...(over === undefined || reference === undefined
      ? {}
      : { overReference: { mode: reference, ...partsOf(over) } }),
    level,
    unmeasured: options.unmeasured ?? level,
    text: [
      ...(max === undefined ? [] : [`max ${max.text}`]),
      ...(increase === undefined ? [] : [`increase ${increase.text}`]),
      ...(over === undefined ? [] : [`over-reference ${over.text}`]),
    ].join(', '),
    source: 'config',
  }
}

function partsOf({
  relative,
  absolute,
}: NonNullable<BudgetOptions['increase']>): NonNullable<Budget['increase']> {
  return {
    ...(relative === undefined ? {} : { relative }),
    ...(absolute === undefined ? {} : { absolute }),
  }
}
