import type { Report } from '../model.ts'
import { combinedBodies } from '../report/combined.ts'
import { fuller } from '../report/markdown.ts'

/** The full report in Markdown, from the fullest to the shortest; the report file has what those leave out. */
export function summariesOf(reports: readonly Report[]): readonly string[] {
  return combinedBodies(reports, fuller.summary)
}
