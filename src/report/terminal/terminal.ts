/** The comparison for a terminal. */
import { plural } from '../../common/english.ts'
import type { Report } from '../../document/report.ts'
import type { Verdict } from '../../model/verdict.ts'
import { detailedFindings } from '../findings.ts'
import { headlineOf } from '../headline.ts'
import { engineText } from '../isolation.ts'
import type { Gap } from '../mode-gaps.ts'
import { ownSentence, printable } from '../text.ts'
import { type Cell, type CellVerdict, type Grid, gapsOf, grids, type Row } from '../view.ts'
import { vulnerabilityView } from '../vulnerabilities.ts'
import { aligned, displayWidth, wrap } from './layout.ts'
import { type Paint, painter, type Style } from './paint.ts'
import { scanLines } from './scans.ts'
import { vulnerabilityText } from './vulnerabilities.ts'

export interface TerminalOptions {
  readonly color: boolean
  readonly width: number
}

const marks: Readonly<Record<CellVerdict, string>> = {
  improved: '↓',
  pass: '✓',
  inconclusive: '?',
  warn: '!',
  unmeasured: '?',
  fail: '✗',
}

const styleOf: Readonly<Record<CellVerdict, Style>> = {
  improved: 'green',
  pass: 'green',
  inconclusive: 'cyan',
  warn: 'yellow',
  unmeasured: 'cyan',
  fail: 'red',
}

export function terminalTable(report: Report, { color, width }: TerminalOptions): string {
  const paint = painter(color)
  const all = grids(report)
  const findings = detailedFindings(report)
  // without a table, a message would directly follow the same line of the headline
  const repeated = new Set(all.length === 0 ? findings.map(({ message }) => message) : [])
  const parts = [
    headline(report, { width, paint, repeated }),
    ...all.map((grid) => {
      const heading = all.length > 1 ? `  ${paint(printable(grid.platform, 40), 'bold')}\n` : ''
      return `${heading}${gridText(grid, width, paint)}`
    }),
    ...all.flatMap(({ gapNote }) =>
      gapNote === undefined ? [] : [paint(wrap(printable(gapNote, 600), width, 2), 'dim')],
    ),
    vulnerabilityText(vulnerabilityView(report), width, paint),
    paint(wrap(caption(report), width, 2), 'dim'),
    ...scanLines(report, width),
    ...findings.map((finding) => {
      const about = finding.modes === '' ? '' : `${printable(finding.modes)}: `
      const log = finding.log.flatMap((line) => line.split(/\r\n|\n|\r/)).map((line) => printable(line, 300))
      return [
        `  ${lineMark(finding.verdict, paint)} ${wrap(`${about}${printable(finding.message, ownSentence)}`, width, 4).trimStart()}`,
        ...log.map((line) => `    ${paint('│', 'dim')} ${line}`.trimEnd()),
        ...(finding.fix === undefined ? [] : [wrap(`fix: ${printable(finding.fix, ownSentence)}`, width, 4)]),
      ].join('\n')
    }),
  ]
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`
}

/** Lines with `pass` are informational, so they get no check mark. */
const lineMark = (verdict: Verdict, paint: Paint) =>
  verdict === 'pass' ? paint('·', 'dim') : paint(marks[verdict], styleOf[verdict])

interface HeadlineOptions {
  readonly width: number
  readonly paint: Paint
  /** Sentences that are omitted here because they follow below. */
  readonly repeated: ReadonlySet<string>
}

function headline(report: Report, { width, paint, repeated }: HeadlineOptions): string {
  const { verdict, words, lines, state, cause, accepted } = headlineOf(report)
  const shown = lines.filter(({ text }) => !repeated.has(text))
  const items = shown.map((line) => {
    const subject = printable(line.subject)
    const text = wrap(
      `${subject === '' ? '' : `${subject}  `}${printable(line.text, ownSentence)}`,
      width,
      4,
    ).trimStart()
    const rest = text.slice(subject.length)
    const start = text.startsWith(subject) ? `${paint(subject, 'bold')}${rest}` : text
    return `  ${lineMark(line.verdict, paint)} ${start}`
  })
  const first = `${marks[verdict]} linkgate · ${printable(report.app, 60)}: ${printable(words)}`
  return [
    paint(wrap(first, width, 0), 'bold', styleOf[verdict]),
    ...(accepted === undefined ? [] : [wrap(printable(accepted, 600), width, 2)]),
    ...items,
    ...(state === undefined ? [] : [wrap(printable(state, 600), width, 2)]),
    ...(cause === undefined
      ? []
      : [wrap(`${printable(cause.label, 100)}: ${printable(cause.items.join(' · '), 600)}`, width, 4)]),
  ].join('\n')
}

interface Column {
  readonly title: string
  readonly left?: boolean
  readonly cells: readonly { readonly text: string; readonly verdict?: CellVerdict | undefined }[]
}

function gridText(grid: Grid, width: number, paint: Paint): string {
  const label: Column = {
    title: '',
    left: true,
    cells: grid.rows.map((row) => ({ text: printable(row.label, 40) })),
  }
  const columnsOf = (rows: readonly Row[]) =>
    grid.modes.map((mode, index) => [
      ...modeColumns(`${printable(mode, 30)}${grid.notes[index] ?? ''}`, rows, index),
      ...gapColumn(`− ${printable(grid.reference ?? '', 30)}`, gapsOf(grid, index)),
    ])
  const modes = columnsOf(grid.rows)
  const gap = gapColumn(
    printable((grid.gap ?? []).join(' − '), 40),
    grid.gap && grid.rows.map((row) => row.gap),
  )
  const whole = [label, ...modes.flat(), ...gap]
  if (widthOf(whole) <= width) return columnsText(whole, paint)
  const brief = [label, ...columnsOf(grid.rows.map(briefRow)).flat(), ...gap]
  if (widthOf(brief) <= width) return columnsText(brief, paint)
  // modes that do not fit side by side are placed below each other
  const [full, short] = [modes, columnsOf(grid.rows.map(briefRow))].map((one) => split(label, one, width))
  const tables = full !== undefined && full.length <= (short?.length ?? 0) ? full : (short ?? [])
  return tables.map((columns) => columnsText(columns, paint)).join('\n\n')
}

function split(label: Column, modes: readonly (readonly Column[])[], width: number): readonly Column[][] {
  const tables: Column[][] = []
  for (const columns of modes) {
    const last = tables.at(-1)
    if (last !== undefined && widthOf([...last, ...columns]) <= width) last.push(...columns)
    else tables.push([label, ...columns])
  }
  return tables
}

const briefRow = (row: Row): Row => ({
  ...row,
  cells: row.cells.map((cell) => ({ ...cell, ...cell.brief })),
})

function modeColumns(heading: string, rows: readonly Row[], index: number): readonly Column[] {
  const column = (title: string, on: 'value' | 'change', text: (cell: Cell) => string): Column => {
    const cells = rows.map((row) => row.cells[index] ?? { value: '', change: '' })
    const room = cells.some(({ mark }) => mark?.on === on)
    return {
      title: room ? `${title}  ` : title,
      cells: cells.map((cell) => {
        const verdict = cell.mark?.on === on ? cell.mark.verdict : undefined
        return { text: `${printable(text(cell), 40)}${markText(verdict, room)}`, verdict }
      }),
    }
  }
  const changes = rows.filter((row) => (row.cells[index]?.change ?? '') !== '')
  const title = changes.some(({ isFact }) => isFact !== true) ? 'Δ' : ''
  return [
    column(heading, 'value', (cell) => cell.value),
    ...(changes.length > 0 ? [column(title, 'change', (cell) => cell.change)] : []),
  ]
}

function gapColumn(title: string, gaps: readonly (Gap | undefined)[] | undefined): readonly Column[] {
  if (gaps === undefined) return []
  const room = gaps.some((gap) => gap?.verdict !== undefined)
  const cells = gaps.map((gap) => ({
    text: `${gap?.text ?? ''}${markText(gap?.verdict, room)}`,
    verdict: gap?.verdict,
  }))
  return [{ title: room ? `${title}  ` : title, cells }]
}

/** @param room whether another cell of the column has a mark */
function markText(verdict: CellVerdict | undefined, room: boolean): string {
  if (verdict !== undefined) return ` ${marks[verdict]}`
  return room ? '  ' : ''
}

const widest = ({ title, cells }: Column) =>
  Math.max(displayWidth(title), ...cells.map(({ text }) => displayWidth(text)))

const between = 3

function widthOf(columns: readonly Column[]): number {
  return 2 + columns.reduce((sum, column) => sum + widest(column) + between, -between)
}

function columnsText(columns: readonly Column[], paint: Paint): string {
  const widths = columns.map(widest)
  const line = (cell: (column: Column, index: number) => string) =>
    `  ${columns.map(cell).join(' '.repeat(between))}`.trimEnd()
  const header = line((column, index) =>
    paint(aligned(column.title, widths[index] ?? 0, column.left), 'bold'),
  )
  const rule = `  ${paint('─'.repeat(widthOf(columns) - 2), 'dim')}`
  const rows = (columns[0]?.cells ?? []).map((_, row) =>
    line((column, index) => {
      const { text, verdict } = column.cells[row] ?? { text: '' }
      const shown = aligned(text, widths[index] ?? 0, column.left)
      return verdict === undefined ? shown : paint(shown, styleOf[verdict])
    }),
  )
  return [header, rule, ...rows].join('\n')
}

function caption({ base, head, go, engine, noise }: Report): string {
  const short = (sha: string) => printable(sha.slice(0, 7))
  const parts = [
    `head ${short(head.sha)}${head.dirty ? ' with uncommitted changes' : ''}${base === null ? ', no base' : ` against base ${short(base.sha)}`}`,
    ...(noise.rounds === 0 ? [] : [plural(noise.rounds, 'round')]),
    printable(go.version, 40),
    printable(engineText(engine), 60),
  ]
  return parts.join(' · ')
}
