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

/** Of the columns of a table, the first `left` of them to the left. */
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

/** Its summary is HTML: it takes words of ours only. */
export function details(summary: string, body: string, open = false): string {
  return `<details${open ? ' open' : ''}><summary>${summary}</summary>\n\n${body}\n\n</details>`
}
