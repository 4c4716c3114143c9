/** The section of a page with findings that are not fully shown in the headline. */
import type { Report } from '../../document/report.ts'
import { detailedFindings } from '../findings.ts'
import { printable } from '../text.ts'
import { escapeHtml } from './escape.ts'
import { verdictHtml } from './metric-table.ts'
import { sentenceHtml } from './text.ts'

const mostFindings = 30
const longestLine = 300

export function findingsSection(report: Report): string {
  const all = detailedFindings(report)
  if (all.length === 0) return ''
  const blocks = all.slice(0, mostFindings).map(({ id, verdict, modes, message, log, fix }) => {
    const about = modes === '' ? '' : `<strong>${escapeHtml(printable(modes))}</strong> · `
    const lines = log.map((line) => escapeHtml(printable(line, longestLine)))
    return [
      `<li>${verdictHtml(verdict)} ${about}${sentenceHtml(message)} <small>${escapeHtml(id)}</small>`,
      ...(fix === undefined ? [] : [`<p>Fix: ${sentenceHtml(fix)}</p>`]),
      ...(log.length === 0 ? [] : [`<pre tabindex="0"><code>${lines.join('\n')}</code></pre>`]),
      '</li>',
    ].join('\n')
  })
  const left = all.length - blocks.length
  return `<section aria-labelledby="findings-title">
<h2 id="findings-title">Findings and logs</h2>
<ul class="findings">${blocks.join('\n')}</ul>${left > 0 ? `<p class="note">… and ${left} more; see the report.</p>` : ''}
</section>`
}
