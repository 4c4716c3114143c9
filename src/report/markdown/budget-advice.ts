import { outcomeOf } from '../../document/outcome.ts'
import type { Report } from '../../document/report.ts'
import { isBudget } from '../../findings/headline-order.ts'
import { docsUri } from '../uris.ts'

/** What to do about broken budgets, in one line; empty if none is broken, or if they are accepted. */
export function budgetAdvice(reports: readonly Report[]): readonly string[] {
  return reports.some(hasBrokenBudget)
    ? [`<sub>[Accept the change or raise a budget](${docsUri}/workflows.md#accepting-a-regression)</sub>`]
    : []
}

function hasBrokenBudget(report: Report): boolean {
  return (
    outcomeOf(report) === 'fail' &&
    report.findings.some(({ id, verdict }) => verdict === 'fail' && isBudget(id))
  )
}
