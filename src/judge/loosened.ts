/** Budgets that a pull request loosens. It is judged by its own configuration, so reviewers must see that. */

import { type Finding, finding } from '../findings/finding.ts'
import type { Budget } from '../model/budget.ts'
import { budgetFor } from './budgets.ts'

/** One finding for each budget of base that head removes or loosens. */
export function loosenedBudgets(base: readonly Budget[], head: readonly Budget[]): readonly Finding[] {
  return base.flatMap((before) =>
    scopesOf(before, base, head).flatMap((mode) => {
      const { metric } = before
      const after = budgetFor(head, metric, mode ?? '')
      if (after !== undefined && !isLooser(before, after)) return []
      const params = { was: settingsOf(before), ...(after === undefined ? {} : { is: settingsOf(after) }) }
      return [finding('budget/loosened', params, { verdict: 'pass', metric, mode })]
    }),
  )
}

/**
 * The modes in which a budget of base may be looser at head; undefined stands for all modes. In addition to these, head can
 * override a common budget in single modes.
 */
function scopesOf(
  { metric, mode }: Budget,
  base: readonly Budget[],
  head: readonly Budget[],
): readonly (string | undefined)[] {
  if (mode !== undefined) return [mode]
  const own = (budgets: readonly Budget[]) =>
    budgets.flatMap((one) => (one.metric === metric && one.mode !== undefined ? [one.mode] : []))
  const before = new Set(own(base))
  return [undefined, ...own(head).filter((one) => !before.has(one))]
}

/** The settings of a budget, as written in the configuration. */
function settingsOf({ text, overReference, level, unmeasured }: Budget): string {
  return [
    text,
    ...(overReference === undefined ? [] : [`reference ${overReference.mode}`]),
    ...(level === 'warn' ? ['level warn'] : []),
    ...(unmeasured === level ? [] : [`unmeasured ${unmeasured}`]),
  ].join(', ')
}

/** Whether a change that breaks the first budget could keep the second. */
function isLooser(before: Budget, after: Budget): boolean {
  return (
    looserMax(before.max, after.max) ||
    looserIncrease(before.increase, after.increase) ||
    looserIncrease(before.overReference, after.overReference) ||
    (before.overReference !== undefined && before.overReference.mode !== after.overReference?.mode) ||
    (before.level === 'fail' && after.level === 'warn') ||
    (before.unmeasured === 'fail' && after.unmeasured === 'warn')
  )
}

function looserMax(before: number | undefined, after: number | undefined): boolean {
  return before !== undefined && (after === undefined || after > before)
}

/** Every part of an increase must be exceeded, so each larger or additional part loosens it. */
function looserIncrease(before: Budget['increase'], after: Budget['increase']): boolean {
  if (before === undefined) return false
  if (after === undefined) return true
  const parts = ['relative', 'absolute'] as const
  return parts.some((part) => {
    const [was, is] = [before[part], after[part]]
    return is !== undefined && (was === undefined || is > was)
  })
}
