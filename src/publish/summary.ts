import type { Report } from '../document/report.ts'
import { combinedBodies } from '../report/markdown/combined.ts'
import { fuller } from '../report/markdown/markdown.ts'

/** The full report in Markdown, from the fullest to the shortest; the report file has what those leave out. */
export function summariesOf(reports: readonly Report[]): readonly string[] {
  return combinedBodies(reports, fuller.summary)
}
