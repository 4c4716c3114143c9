/** The section of a page about the causes of each change. */
import { enumerate } from '../../common/english.ts'
import type { Report } from '../../document/report.ts'
import type { Cause } from '../../model/cause.ts'
import { labelOf } from '../../model/metric.ts'
import { formatDelta } from '../../model/quantity.ts'
import { causeTitle, shareOfChange } from '../cause-words.ts'
import { type CauseGroup, causeGroups, explainedPart, hasAmounts } from '../causes.ts'
import { modesOf, unitOf } from '../lookup.ts'
import { quote } from '../text.ts'
import { escapeHtml } from './escape.ts'
import { numbersHtml, sentenceHtml, shownName } from './text.ts'

export function causesSection(report: Report): string {
  const groups = causeGroups(report)
  if (groups.length === 0) return ''
  const { platform } = explainedPart(report)
  const hasShares = report.causes.some(({ delta, share }) => delta !== null && share !== null)
  return `<section aria-labelledby="causes-title">
<h2 id="causes-title">Why it changed${platform === undefined ? '' : ` on ${escapeHtml(shownName(platform))}`}</h2>
${groups.map((group) => causeTable(report, group)).join('\n')}
${hasShares ? '<p class="note">In parentheses: the share of the whole change.</p>' : ''}
</section>`
}

const mostRows = 12

function causeTable(report: Report, { metric, rows }: CauseGroup): string {
  const modes = modesOf(report)
  const label = escapeHtml(labelOf(metric))
  const showsAmounts = hasAmounts(rows)
  const lines = rows.slice(0, mostRows).map(({ cause, deltas }) => {
    const amounts = showsAmounts
      ? modes.map((mode) => amountText(deltas.get(mode), report, metric))
      : [enumerate([...deltas.keys()].map(shownName))]
    const cells = amounts.map((text) => `<td>${numbersHtml(text)}</td>`)
    return `<tr><th scope="row">${sentenceHtml(causeTitle(cause, quote))}</th>${cells.join('')}</tr>`
  })
  const header = (showsAmounts ? modes.map(shownName) : ['Modes']).map(
    (title) => `<th scope="col">${escapeHtml(title)}</th>`,
  )
  const left = rows.length - lines.length
  return `<div class="scroll" role="region" aria-label="Causes: ${label}" tabindex="0"><table class="causes">
<thead><tr><th scope="col">${label}</th>${header.join('')}</tr></thead>
<tbody>${lines.join('')}</tbody>
</table></div>${left > 0 ? `<p class="note">… and ${left} more.</p>` : ''}`
}

function amountText(cause: Cause | undefined, report: Report, metric: string): string {
  if (cause === undefined || cause.delta === null) return ''
  const share = cause.share === null ? '' : ` (${shareOfChange(cause.share)})`
  return `${formatDelta(cause.delta, unitOf(report, metric))}${share}`
}
