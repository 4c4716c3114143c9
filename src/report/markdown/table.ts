/** The comparison as a Markdown table. Cells have two lines so that two modes fit on a phone; more modes become rows. */
import { enumerate, plural } from '../../common/english.ts'
import type { Report } from '../../document/report.ts'
import { isPlatform } from '../../model/platform.ts'
import { verdicts } from '../../model/verdict.ts'
import type { Gap } from '../mode-gaps.ts'
import { code, name, noBreak, sentence } from '../text.ts'
import { type Cell, type Grid, grids, type Row } from '../view.ts'
import { alignments, details, marks, table } from './gfm.ts'

export interface TableLimits {
  readonly platforms: number
  readonly modes: number
}

/** The table of the first platform, and a collapsed one for all others. */
export function tables(report: Report, limits: TableLimits): readonly string[] {
  const [first, ...others] = grids(report)
  if (first === undefined) return []
  if (others.length === 0) return [gridTable(first, limits.modes)]
  const own = `#### ${name(first.platform)}\n\n${gridTable(first, limits.modes)}`
  const shown = others.slice(0, limits.platforms - 1)
  const left = others.length - shown.length
  const body = [
    platformsTable(shown, limits.modes),
    ...(left > 0 ? [`… and ${plural(left, 'more platform', 'more platforms')}.`] : []),
  ].join('\n\n')
  return [own, details(platformsTitle(others), body)]
}

/** Includes the mark of the worst result, so that readers know whether to expand the table. */
function platformsTitle(others: readonly Grid[]): string {
  const found = others.flatMap(({ rows }) =>
    rows.flatMap(({ cells }) => cells.flatMap(({ mark }) => mark?.verdict ?? [])),
  )
  const worst = verdicts.findLast((verdict) => verdict !== 'pass' && found.includes(verdict))
  const names = others.map(({ platform }) => platform)
  // the summary is HTML, so only valid platform names may be in it
  const list = names.length <= mostNamed && names.every(isPlatform) ? `: ${enumerate(names)}` : ''
  const count = plural(others.length, 'more platform', 'more platforms')
  return `${worst === undefined ? '' : `${marks[worst]} `}${count}${list}`
}

const mostNamed = 12

/** Platforms below each other, each under its name. */
function platformsTable(all: readonly Grid[], most: number): string {
  const modes = [...new Set(all.flatMap((grid) => grid.modes))].slice(0, most)
  const isStacked = modes.length > mostSideBySide
  const header = isStacked ? ['', 'head'] : ['', ...modes.map((mode) => name(mode))]
  const rows = all.flatMap((grid) => {
    const of = (row: Row, mode: string) => row.cells[grid.modes.indexOf(mode)]
    return [
      [`**${name(grid.platform)}**`, ...header.slice(1).map(() => '')],
      ...grid.rows.flatMap((row) =>
        isStacked
          ? stackedRows(
              row,
              modes.flatMap((mode) => {
                const cell = of(row, mode)
                return cell === undefined ? [] : [{ title: name(mode), cell }]
              }),
            )
          : [[sentence(row.label), ...modes.map((mode) => cellText(of(row, mode) ?? absent))]],
      ),
    ]
  })
  return table(header, alignments(1, header.length - 1), rows)
}

/** A mode that the platform does not have. */
const absent: Cell = { value: '', change: '' }

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

/** A row for each metric and, below it, one for each mode. A change that is the same in all modes is in the metric's row. */
function stackedTable(grid: Grid, most: number): string {
  const { reference } = grid
  const gap = reference === undefined ? [] : [`− ${name(reference)}`]
  const modes = grid.modes.slice(0, most)
  const rows = grid.rows.flatMap((row) => {
    const cells = row.cells.slice(0, most)
    const titled = cells.map((cell, index) => ({
      title: `${name(modes[index] ?? '')}${grid.notes[index] ?? ''}`,
      cell,
    }))
    const [first = [], ...others] = stackedRows(row, titled)
    return [
      [...first, ...gap.map(() => '')],
      ...others.map((one, index) => [...one, ...gap.map(() => gapText(row.gaps?.[index]))]),
    ]
  })
  return table(['', 'head', ...gap], alignments(1, 1 + gap.length), rows)
}

interface TitledCell {
  readonly title: string
  readonly cell: Cell
}

function stackedRows({ label }: Pick<Row, 'label'>, cells: readonly TitledCell[]): readonly string[][] {
  const changes = new Set(cells.map(({ cell: { brief, change } }) => brief?.change ?? change))
  const isShared = changes.size === 1 && cells.every(({ cell }) => cell.mark === undefined)
  const [shared = ''] = isShared ? changes : []
  return [
    [`**${sentence(label)}**`, sentence(shared)],
    ...cells.map(({ title, cell }) => [title, cellText(shared === '' ? cell : withoutChange(cell))]),
  ]
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
  // without intervals, so that two modes fit on a phone; they are in the section with all measurements
  const { value, change } = cell.brief ?? cell
  const first = `${sentence(value)}${mark('value')}`
  return change === '' ? first : `${first}<br>${sentence(change)}${mark('change')}`
}

/** Whether any cell has the mark for an improvement, which needs a legend. */
export const hasImproved = (report: Report) =>
  grids(report).some(({ rows }) =>
    rows.some(({ cells }) => cells.some(({ mark }) => mark?.verdict === 'improved')),
  )

export const shortSha = (sha: string) => code(sha.slice(0, 7))
