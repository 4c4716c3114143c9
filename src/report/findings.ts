import type { Report } from '../document/report.ts'
import type { Finding } from '../model/finding.ts'
import { type Verdict, verdicts } from '../model/verdict.ts'
import { modesText } from './words.ts'

export interface ToldFinding {
  readonly verdict: Verdict
  /** Empty when it is about all of them, or names them itself. */
  readonly modes: string
  readonly message: string
  readonly log: readonly string[]
  readonly fix?: string
}

const mostLines = 40

/** What has more to tell than its line in the headline, or has none there; once for all modes that share it. */
export function toldFindings(report: Report): readonly ToldFinding[] {
  const told = report.findings.filter(
    ({ log, fix, verdict, kind }) =>
      (log ?? []).length > 0 || fix !== undefined || (verdict === 'pass' && kind !== 'no-baseline'),
  )
  const same = ({ verdict, kind, revision, message, log, fix }: Finding) =>
    JSON.stringify([verdict, kind, revision, message, log, fix])
  return [...Map.groupBy(told, same).values()]
    .map((group): ToldFinding => {
      const [{ verdict, message, log = [], fix }] = group as [Finding]
      const left = log.length - mostLines
      return {
        verdict,
        modes: modesText(group),
        message,
        // a program says last why it ends
        log: left > 0 ? [`… ${left} lines before`, ...log.slice(left)] : log,
        ...(fix === undefined ? {} : { fix }),
      }
    })
    .toSorted(
      (a, b) =>
        Number(b.log.length > 0) - Number(a.log.length > 0) ||
        verdicts.indexOf(b.verdict) - verdicts.indexOf(a.verdict),
    )
}
