/** The results of the workflow's scanners, for a terminal. */
import type { Report } from '../../document/report.ts'
import { scannedImages, scanRows, scanText, unlistedText } from '../scans.ts'
import { printable } from '../text.ts'
import { variantsText } from '../words.ts'
import { wrap } from './layout.ts'

const mostRows = 20

export function scanLines(report: Report, width: number): readonly string[] {
  const { scans = [] } = report
  if (scans.length === 0) return []
  const rows = scanRows(report)
  const imagesOf = scannedImages(report)
  const lines = rows.slice(0, mostRows).map((row) => {
    const { id, package: of, version, fixed, severity } = row.vulnerability
    const fix = fixed === undefined ? '' : `, fixed in ${fixed}`
    return `${row.change} ${severity} ${id}: ${of} ${version}${fix} (${row.where})`
  })
  const left = unlistedText(scans, rows.length - lines.length)
  return [
    [
      ...scans.map((scan) => `${variantsText([imagesOf(scan)])}: ${scanText(scan)}`),
      ...lines,
      ...(left === undefined ? [] : [left]),
    ]
      .map((line) => wrap(printable(line, 300), width, 2))
      .join('\n'),
  ]
}
