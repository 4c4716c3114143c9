/** Problems of the reference mode of a configuration. */
import { didYouMean } from '../common/nearest.ts'
import { referenceMode } from '../model/mode.ts'
import { type BudgetOptions, budgetedMetrics } from './budget-schema.ts'
import type { ConfigProblem } from './problems.ts'
import type { ConfigFile } from './schema.ts'

/** The reference mode must be one of the modes, and a budget must not compare it with itself. */
export function referenceProblems(file: ConfigFile, names: readonly string[]): readonly ConfigProblem[] {
  const { reference: given } = file
  if (given !== undefined && !names.includes(given)) {
    const problem = `\`reference\` is \`${given}\`, which is not in \`modes\`: ${didYouMean(given, names)}`
    return [{ path: ['reference'], problem }]
  }
  const budgets: Readonly<Record<string, unknown>> = file.budgets ?? {}
  const reference = referenceMode(names, given) ?? ''
  return [
    ...budgetsBetweenModes(budgets[reference]).map((metric) => ({
      path: ['budgets', reference, metric, 'over-reference'],
      problem: `\`over-reference\` compares mode \`${reference}\` with itself: set \`reference\` to another mode, or remove the key`,
    })),
    ...(names.length > 1 ? [] : budgetsBetweenModes(budgets)).map((metric) => ({
      path: ['budgets', metric, 'over-reference'],
      problem: `\`over-reference\` compares two modes, but \`modes\` has only \`${reference}\`: add a mode, or remove the key`,
    })),
  ]
}

/** Metrics with a budget between modes. */
function budgetsBetweenModes(scope: unknown): readonly string[] {
  const budgets = (scope ?? {}) as Readonly<Record<string, BudgetOptions | undefined>>
  return budgetedMetrics.filter((metric) => budgets[metric]?.['over-reference'] !== undefined)
}
