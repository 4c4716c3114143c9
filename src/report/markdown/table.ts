/** The comparison as a Markdown table: two lines in a cell, so that two modes fit on a phone; more stand below one another. */
import { plural } from '../../common/english.ts'
import type { Report } from '../../document/report.ts'
import type { Gap } from '../mode-gaps.ts'
import { code, name, noBreak, sentence } from '../text.ts'
import { type Cell, type Grid, grids } from '../view.ts'
import { alignments, marks, table } from './gfm.ts'

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
  const left = grid.modes.length - most
  const note = grid.gapNote === undefined ? [] : [`<sub>${sentence(grid.gapNote)}</sub>`]
  const body = grid.modes.length > mostSideBySide ? stackedTable(grid, most) : plainTable(grid, most)
  return [body, ...(left > 0 ? [`… and ${plural(left, 'more mode', 'more modes')}.`] : note)].join('\n\n')
}

/** More columns do not fit on a phone. */
const mostSideBySide = 2

function plainTable(grid: Grid, most: number): string {
  const modes = grid.modes.slice(0, most)
  const gap = grid.gap === undefined ? [] : [grid.gap.map((mode) => name(mode)).join(' − ')]
  const header = ['', ...modes.map((mode, index) => `${name(mode)}${grid.notes[index] ?? ''}`), ...gap]
  const rows = grid.rows.map((row) => [
    `**${sentence(row.label)}**`,
    ...row.cells.slice(0, most).map(cellText),
    ...(gap.length > 0 ? [gapText(row.gap)] : []),
  ])
  return table(header, alignments(1, header.length - 1), rows)
}

/** A row for each metric and, below it, one for each mode. A change that all modes have stands with the metric. */
function stackedTable(grid: Grid, most: number): string {
  const { reference } = grid
  const gap = reference === undefined ? [] : [`− ${name(reference)}`]
  const modes = grid.modes.slice(0, most)
  const rows = grid.rows.flatMap((row) => {
    const cells = row.cells.slice(0, most)
    const changes = new Set(cells.map(({ brief, change }) => brief?.change ?? change))
    const [shared = ''] = changes.size === 1 && cells.every(({ mark }) => mark === undefined) ? changes : []
    return [
      [`**${sentence(row.label)}**`, sentence(shared), ...gap.map(() => '')],
      ...cells.map((cell, index) => [
        `${name(modes[index] ?? '')}${grid.notes[index] ?? ''}`,
        cellText(shared === '' ? cell : withoutChange(cell)),
        ...gap.map(() => gapText(row.gaps?.[index])),
      ]),
    ]
  })
  return table(['', 'head', ...gap], alignments(1, 1 + gap.length), rows)
}

function withoutChange(cell: Cell): Cell {
  const { brief, ...rest } = cell
  return { ...rest, change: '', ...(brief === undefined ? {} : { brief: { ...brief, change: '' } }) }
}

function gapText(gap: Gap | undefined): string {
  if (gap === undefined) return ''
  return `${sentence(gap.text)}${gap.verdict === undefined ? '' : `${noBreak}${marks[gap.verdict]}`}`
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
