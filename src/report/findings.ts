import { plural } from '../common/english.ts'
import type { Report } from '../document/report.ts'
import type { FindingId } from '../findings/catalog.ts'
import { type Finding, findingFix, findingMessage } from '../findings/finding.ts'
import { type Verdict, verdicts } from '../model/verdict.ts'
import { modesText } from './words.ts'

export interface DetailedFinding {
  readonly id: FindingId
  readonly verdict: Verdict
  /** Empty if it is about all modes, or if the message names them. */
  readonly modes: string
  readonly message: string
  readonly log: readonly string[]
  readonly fix?: string
}

const mostLines = 40

/** Findings that are not in the headline, or have more to show there. The same finding of several modes is one entry. */
export function detailedFindings(report: Report): readonly DetailedFinding[] {
  const detailed = report.findings.filter(
    (one) =>
      (one.log ?? []).length > 0 ||
      findingFix(one) !== undefined ||
      (one.verdict === 'pass' && one.id !== 'budget/no-baseline'),
  )
  const same = (one: Finding) =>
    JSON.stringify([one.verdict, one.id, one.revision, findingMessage(one), one.log, findingFix(one)])
  return [...Map.groupBy(detailed, same).values()]
    .map((group): DetailedFinding => {
      const [one] = group as [Finding]
      const { id, verdict, log = [] } = one
      const fix = findingFix(one)
      const left = log.length - mostLines
      return {
        id,
        verdict,
        modes: modesText(group),
        message: findingMessage(one),
        // the last lines of a program's output usually show why it ended
        log: left > 0 ? [`… ${plural(left, 'line')} before`, ...log.slice(left)] : log,
        ...(fix === undefined ? {} : { fix }),
      }
    })
    .toSorted(
      (a, b) =>
        Number(b.log.length > 0) - Number(a.log.length > 0) ||
        verdicts.indexOf(b.verdict) - verdicts.indexOf(a.verdict),
    )
}
