import { enumerate } from '../common/english.ts'
import { type Finding, findingMessage } from '../findings/finding.ts'
import type { Verdict } from '../model/verdict.ts'
import { quote } from './text.ts'

/** A line of the headline. Subject and text are sentences: names between backticks, made safe by who prints. */
export interface ReportLine {
  readonly verdict: Verdict
  /** What it is about, a metric's label or the modes; empty when it is about the whole. */
  readonly subject: string
  readonly text: string
  /** About budgets that could not be checked: they are neither kept nor exceeded. */
  readonly isUnmeasured?: true
}

/** The modes of findings that say the same; empty where the sentence names them, or where it is about all. */
export function modesText(findings: readonly Finding[]): string {
  const unnamed = findings.filter(
    (one) => one.mode !== undefined && !findingMessage(one).includes(quote(one.mode)),
  )
  return enumerate(unnamed.flatMap(({ mode }) => mode ?? []))
}
