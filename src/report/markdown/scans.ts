/** The section of the comment with the results of the workflow's scanners. */
import type { Report } from '../../document/report.ts'
import { scannedImages, scanRows, scanText, unlistedText } from '../scans.ts'
import { code, name, sentence } from '../text.ts'
import { alignments, details, table } from './gfm.ts'

const mostRows = 30

export function scansSection(report: Report): string | undefined {
  const { scans = [] } = report
  if (scans.length === 0) return undefined
  const rows = scanRows(report)
  const imagesOf = scannedImages(report)
  const header = ['', 'Vulnerability', 'Package', 'Fixed in', 'Severity', 'Modes']
  const cells = rows.slice(0, mostRows).map((row) => {
    const { id, package: of, version, fixed, severity } = row.vulnerability
    const fix = fixed === undefined ? '' : code(fixed)
    return [row.change, code(id), code(`${of} ${version}`), fix, severity, sentence(row.where)]
  })
  const left = unlistedText(scans, rows.length - cells.length)
  return details(
    'What your scanner finds',
    [
      scans
        .map((scan) => {
          const { mode, platform } = imagesOf(scan)
          const of = [mode, platform].flatMap((one) => (one === undefined ? [] : [name(one)]))
          return `- ${of.join(' on ')}: ${sentence(scanText(scan))}`
        })
        .join('\n'),
      ...(cells.length === 0 ? [] : [table(header, alignments(header.length, 0), cells)]),
      ...(left === undefined ? [] : [sentence(left)]),
    ].join('\n\n'),
  )
}
