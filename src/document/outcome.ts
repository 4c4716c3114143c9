/** What a report means for those who gate on it. */

import { isBudget } from '../findings/headline-order.ts'
import { type Verdict, verdicts } from '../model/verdict.ts'
import type { Report } from './report.ts'

/** The worst of some verdicts; `pass` when there is none. */
export function worst(given: Iterable<Verdict>): Verdict {
  let found: Verdict = 'pass'
  for (const verdict of given) if (verdicts.indexOf(verdict) > verdicts.indexOf(found)) found = verdict
  return found
}

/** The exit code of a command whose report has this verdict; 2 is for wrong input, before there is a report. */
export function exitCodeOf(verdict: GateOutcome): 0 | 1 | 3 {
  if (verdict === 'fail') return 1
  return verdict === 'unmeasured' ? 3 : 0
}

export type GateOutcome = Verdict | 'accepted'

/**
 * What a report means for those who gate on it. What was accepted is broken budgets: whatever else fails, or could not be
 * measured, stays as it is.
 */
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

/** Of several reports together: nothing is accepted for the others. */
export function outcomeOfAll(
  reports: readonly Pick<Report, 'verdict' | 'findings' | 'accepted'>[],
): GateOutcome {
  const outcomes = reports.map(outcomeOf)
  const left = worst(outcomes.filter((one) => one !== 'accepted'))
  return exitCodeOf(left) === 0 && outcomes.includes('accepted') ? 'accepted' : left
}
