/** The comparison as a table, like in the comment, but with base next to head. */
import { enumerate, plural } from '../../common/english.ts'
import type { Report } from '../../document/report.ts'
import type { Gap } from '../mode-gaps.ts'
import { type Cell, type CellVerdict, type Grid, gapsOf, grids } from '../view.ts'
import { escapeHtml } from './escape.ts'
import { numbersHtml, sentenceHtml, shownName } from './text.ts'

export function metricTables(report: Report): string {
  const [first, ...others] = grids(report)
  if (first === undefined) return ''
  const hasOthers = others.length > 0
  const names = enumerate(others.map(({ platform }) => escapeHtml(shownName(platform))))
  const collapsed = hasOthers
    ? `
<details><summary>${plural(others.length, 'more platform', 'more platforms')}: ${names}</summary>
${others.map((grid) => gridHtml(grid, true)).join('\n')}
</details>`
    : ''
  return `<section aria-labelledby="metrics-title">
<h2 id="metrics-title">Base and head</h2>
${gridHtml(first, hasOthers)}${collapsed}
</section>`
}

function gridHtml(grid: Grid, hasOthers: boolean): string {
  const { modes, notes, gap, gapNote, rows } = grid
  const platform = shownName(grid.platform)
  const gaps = modes.map((_, index) => gapsOf(grid, index))
  const header = [
    ...modes.flatMap((mode, index) => [
      `${escapeHtml(shownName(mode))}${notes[index] ?? ''}`,
      ...(gaps[index] === undefined ? [] : [`− ${escapeHtml(shownName(grid.reference ?? ''))}`]),
    ]),
    ...(gap === undefined ? [] : [gap.map((mode) => escapeHtml(shownName(mode))).join(' − ')]),
  ]
  const lines = rows.map(({ label, cells, gap: between, isFact }, row) => {
    const all = cells.flatMap((cell, index) => [
      `<td>${cellHtml(cell, isFact === true)}</td>`,
      ...(gaps[index] === undefined ? [] : [`<td>${gapHtml(gaps[index][row])}</td>`]),
    ])
    const last = gap === undefined ? '' : `<td>${gapHtml(between)}</td>`
    return `<tr><th scope="row">${escapeHtml(label)}</th>${all.join('')}${last}</tr>`
  })
  return `${hasOthers ? `<h3>${escapeHtml(platform)}</h3>` : ''}<div class="scroll" role="region" aria-label="Base and head, ${escapeHtml(platform)}" tabindex="0"><table class="metrics">
<thead><tr><td></td>${header.map((title) => `<th scope="col">${title}</th>`).join('')}</tr></thead>
<tbody>${lines.join('')}</tbody>
</table></div>${gapNote === undefined ? '' : `<p class="note">${sentenceHtml(gapNote)}</p>`}`
}

const verdictMarks: Readonly<Record<CellVerdict, readonly [symbol: string, word?: string]>> = {
  improved: ['✓', 'improved'],
  pass: ['✓'],
  inconclusive: ['?', 'inconclusive'],
  warn: ['!', 'warning'],
  unmeasured: ['?', 'unmeasured'],
  fail: ['✗', 'failure'],
}

/** @returns a verdict as symbol and word, so that nobody needs to recognize a color or shape */
export function verdictHtml(verdict: CellVerdict): string {
  return verdictSpan(verdict, verdictMarks[verdict].join(' '))
}

/** For a text that already contains the verdict in words. */
export function verdictSymbolHtml(verdict: CellVerdict): string {
  return verdictSpan(verdict, verdictMarks[verdict][0])
}

/** The verdict of a cell's budget. */
function cellVerdictHtml(verdict: CellVerdict): string {
  return verdict === 'fail' ? verdictSpan('fail', '✗ broken') : verdictHtml(verdict)
}

function verdictSpan(verdict: CellVerdict, text: string): string {
  return `<span class="verdict ${verdict}">${text}</span>`
}

function gapHtml(gap: Gap | undefined): string {
  if (gap === undefined) return ''
  return `${numbersHtml(gap.text)}${gap.verdict === undefined ? '' : ` ${cellVerdictHtml(gap.verdict)}`}`
}

/** Without confidence intervals, which are next to the samples. */
function cellHtml(cell: Cell, isFact: boolean): string {
  const { base, mark } = cell
  const { value, change } = cell.brief ?? cell
  const values = base === undefined || isFact ? value : `${base} → ${value}`
  const isOnValue = mark?.on === 'value'
  const verdict =
    mark === undefined || mark.verdict === 'unmeasured' ? '' : ` ${cellVerdictHtml(mark.verdict)}`
  const first = `${numbersHtml(values)}${isOnValue ? verdict : ''}`
  return change === ''
    ? first
    : `${first}<br><span class="change">${numbersHtml(change)}${isOnValue ? '' : verdict}</span>`
}
