/** The section of a page with the results of the workflow's scanners. */
import type { Report } from '../../document/report.ts'
import { scannedImages, scanRows, scanText, unlistedText } from '../scans.ts'
import { variantsText } from '../words.ts'
import { escapeHtml } from './escape.ts'
import { sentenceHtml, shownName } from './text.ts'

const mostRows = 200

export function scansSectionHtml(report: Report): string {
  const { scans = [] } = report
  if (scans.length === 0) return ''
  const cell = (text: string) => `<td class="text">${escapeHtml(shownName(text))}</td>`
  const rows = scanRows(report)
  const shown = rows.slice(0, mostRows).map(({ change, vulnerability, where }) => {
    const { id, package: of, version, fixed, severity } = vulnerability
    return [
      `<tr><th scope="row">${escapeHtml(shownName(id))}</th>`,
      ...[change, `${of} ${version}`, fixed ?? 'no version', severity, where].map(cell),
      '</tr>',
    ].join('')
  })
  const left = unlistedText(scans, rows.length - shown.length)
  const imagesOf = scannedImages(report)
  const totals = scans.map((scan) => {
    const of = shownName(variantsText([imagesOf(scan)]))
    return `<li><strong>${escapeHtml(of)}</strong>: ${sentenceHtml(scanText(scan))}</li>`
  })
  return `<section aria-labelledby="scans-title">
<h2 id="scans-title">What your scanner finds</h2>
<ul>${totals.join('')}</ul>
${shown.length === 0 ? '' : tableHtml(shown)}${left === undefined ? '' : `<p class="note">${escapeHtml(left)}</p>`}
</section>`
}

function tableHtml(rows: readonly string[]): string {
  const header = ['Vulnerability', 'Change', 'Package', 'Fixed in', 'Severity', 'Modes']
    .map((name) => `<th scope="col" class="text">${name}</th>`)
    .join('')
  return `<div class="scroll" role="region" aria-label="What your scanner finds" tabindex="0"><table class="causes">
<thead><tr>${header}</tr></thead>
<tbody>${rows.join('')}</tbody>
</table></div>`
}
