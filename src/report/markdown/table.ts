/** The comparison as a Markdown table: two lines in a cell, so that two modes fit on a phone. */
import { plural } from '../../common/english.ts'
import type { Report } from '../../document/report.ts'
import { code, name, noBreak, sentence } from '../text.ts'
import { type Cell, type Grid, grids } from '../view.ts'
import { marks, table } from './gfm.ts'

export interface TableLimits {
  readonly platforms: number
  readonly modes: number
}

export function tables(report: Report, limits: TableLimits): readonly string[] {
  const all = grids(report)
  const shown = all.slice(0, limits.platforms).map((grid) => {
    const heading = all.length > 1 ? `#### ${name(grid.platform)}\n\n` : ''
    return `${heading}${gridTable(grid, limits.modes)}`
  })
  const left = all.length - shown.length
  return left > 0 ? [...shown, `… and ${plural(left, 'more platform', 'more platforms')}.`] : shown
}

function gridTable(grid: Grid, most: number): string {
  const modes = grid.modes.slice(0, most)
  const left = grid.modes.length - modes.length
  const gap = grid.gap === undefined || left > 0 ? [] : [grid.gap.map((mode) => name(mode)).join(' − ')]
  const header = ['', ...modes.map((mode, index) => `${name(mode)}${grid.notes[index] ?? ''}`), ...gap]
  const rows = grid.rows.map((row) => [
    `**${sentence(row.label)}**`,
    ...row.cells.slice(0, most).map(cellText),
    ...(gap.length > 0 ? [sentence(row.gap ?? '')] : []),
  ])
  const align = header.map((_, index) => (index === 0 ? 'left' : 'right'))
  const body = table(header, align, rows)
  const note = grid.gapNote === undefined ? [] : [`<sub>${sentence(grid.gapNote)}</sub>`]
  return [body, ...(left > 0 ? [`… and ${plural(left, 'more mode', 'more modes')}.`] : note)].join('\n\n')
}

function cellText(cell: Cell): string {
  const mark = (on: 'value' | 'change') =>
    cell.mark?.on === on ? `${noBreak}${marks[cell.mark.verdict]}` : ''
  // two modes must fit on a phone: intervals are with all measurements
  const { value, change } = cell.brief ?? cell
  const first = `${sentence(value)}${mark('value')}`
  return change === '' ? first : `${first}<br>${sentence(change)}${mark('change')}`
}

/** Whether a cell has the mark that needs explaining. */
export const hasImproved = (report: Report) =>
  grids(report).some(({ rows }) =>
    rows.some(({ cells }) => cells.some(({ mark }) => mark?.verdict === 'improved')),
  )

export const shortSha = (sha: string) => code(sha.slice(0, 7))
