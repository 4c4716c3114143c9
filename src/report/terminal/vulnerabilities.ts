/** Known vulnerabilities, for a terminal. */
import { printable } from '../text.ts'
import { countsText, type VulnerabilityRow, type VulnerabilityView } from '../vulnerabilities.ts'
import { wrap } from './layout.ts'
import type { Paint } from './paint.ts'

const mostRows = 40

/** Empty if there is nothing to show. */
export function vulnerabilityText(view: VulnerabilityView | undefined, width: number, paint: Paint): string {
  if (view === undefined) return ''
  const { added, removed, kept, hasBase, notes } = view
  const lists = [
    ...listOf('New', added),
    ...listOf('Fixed by this change', removed),
    ...listOf(hasBase ? 'In base and head' : 'In head', kept),
    ...notes.map((line) => [printable(line, 600)]),
  ]
  const lines = lists.map(([first = '', ...rest]) =>
    [wrap(first, width, 2), ...rest.map((line) => paint(wrap(line, width, 4), 'dim'))].join('\n'),
  )
  return [paint(`Known vulnerabilities: ${countsText(view)}`, 'bold'), ...lines].join('\n')
}

/** @param fixed the version; empty if no fix is known */
export const fixText = (fixed: string) =>
  fixed === '' ? 'no version without it is known' : `fixed in ${fixed}`

function listOf(title: string, rows: readonly VulnerabilityRow[]): readonly (readonly string[])[] {
  const shown = rows.slice(0, mostRows).map(({ id, summary, module, fixed, code, chain, where }) => {
    const what = summary === '' ? '' : `: ${summary}`
    const modes = where === '' ? '' : ` (${where})`
    return [
      `${title}: ${id}${what}${modes}`,
      `${module}, ${fixText(fixed)}; ${chain === '' ? code : chain}`,
    ].map((line) => printable(line, 600))
  })
  const left = rows.length - shown.length
  return left > 0 ? [...shown, [`${title}: … and ${left} more`]] : shown
}
