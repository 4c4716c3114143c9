import type { Finding } from '../model/finding.ts'
import type { Verdict } from '../model/verdict.ts'
import { quote } from './text.ts'

/** A line of the headline. Subject and text are sentences: names between backticks, made safe by who prints. */
export interface ReportLine {
  readonly verdict: Verdict
  /** What it is about, a metric's label or the modes; empty when it is about the whole. */
  readonly subject: string
  readonly text: string
}

/** `a, b and c`. */
export function enumerate(items: readonly string[]): string {
  const unique = [...new Set(items)]
  const last = unique.pop() ?? ''
  return unique.length === 0 ? last : `${unique.join(', ')} and ${last}`
}

export const plural = (count: number, one: string, many = `${one}s`) => `${count} ${count === 1 ? one : many}`

/** Labels in the middle of a sentence: `Image, pulled` reads as `image, pulled`. */
export const lower = (label: string) => label.charAt(0).toLowerCase() + label.slice(1)

/** The modes of findings that say the same; empty where the sentence names them, or where it is about all. */
export function modesText(findings: readonly Finding[]): string {
  const unnamed = findings.filter(({ mode, message }) => mode !== undefined && !message.includes(quote(mode)))
  return enumerate(unnamed.flatMap(({ mode }) => mode ?? []))
}
