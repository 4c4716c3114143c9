import type { CellVerdict } from '../view.ts'

export const marks: Readonly<Record<CellVerdict, string>> = {
  improved: '🟢',
  pass: '✅',
  inconclusive: '❔',
  warn: '⚠️',
  unmeasured: '❔',
  fail: '❌',
}

export type Align = 'left' | 'right'

/** Column alignments of a table: `left` left-aligned columns, then `right` right-aligned ones. */
export const alignments = (left: number, right: number): readonly Align[] => [
  ...Array<Align>(left).fill('left'),
  ...Array<Align>(right).fill('right'),
]

export function table(
  header: readonly string[],
  align: readonly Align[],
  rows: readonly (readonly string[])[],
): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  const rule = align.map((side) => (side === 'right' ? '--:' : ':--'))
  return [line(header), line(rule), ...rows.map(line)].join('\n')
}

/** The summary is HTML, so it must not contain untrusted text. */
export function details(summary: string, body: string, open = false): string {
  return `<details${open ? ' open' : ''}><summary>${summary}</summary>\n\n${body}\n\n</details>`
}
