/** The outcome of a report, for merge gates. */

import { isBudget } from '../findings/headline-order.ts'
import { type Verdict, verdicts } from '../model/verdict.ts'
import type { Report } from './report.ts'

/** The worst verdict; `pass` if there is none. */
export function worst(given: Iterable<Verdict>): Verdict {
  let found: Verdict = 'pass'
  for (const verdict of given) if (verdicts.indexOf(verdict) > verdicts.indexOf(found)) found = verdict
  return found
}

/** The exit code for a report with this verdict; 2 is for wrong input, without a report. */
export function exitCodeOf(verdict: GateOutcome): 0 | 1 | 3 {
  if (verdict === 'fail') return 1
  return verdict === 'unmeasured' ? 3 : 0
}

export type GateOutcome = Verdict | 'accepted'

/** The outcome of a report as a merge gate. Only broken budgets can be accepted, not other failures or unmeasured metrics. */
export function outcomeOf({
  verdict,
  findings,
  accepted,
}: Pick<Report, 'verdict' | 'findings' | 'accepted'>): GateOutcome {
  if (accepted === undefined || verdict !== 'fail') return verdict
  const left = worst(
    findings.filter((one) => one.verdict !== 'fail' || !isBudget(one.id)).map((one) => one.verdict),
  )
  return exitCodeOf(left) === 0 ? 'accepted' : left
}

/** The outcome of several reports: acceptance in one does not apply to the others. */
export function outcomeOfAll(
  reports: readonly Pick<Report, 'verdict' | 'findings' | 'accepted'>[],
): GateOutcome {
  const outcomes = reports.map(outcomeOf)
  const left = worst(outcomes.filter((one) => one !== 'accepted'))
  return exitCodeOf(left) === 0 && outcomes.includes('accepted') ? 'accepted' : left
}
