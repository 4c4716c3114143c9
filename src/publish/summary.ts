import type { FittingText } from '../common/fitting.ts'
import type { Report } from '../document/report.ts'
import { combinedText } from '../report/markdown/combined.ts'
import { detailsPlaces } from '../report/markdown/markdown.ts'

/** The full report in Markdown; it refers to the report file for omitted details. */
export function summaryOf(reports: readonly Report[]): FittingText {
  return combinedText(reports, detailsPlaces.summary)
}
