/** The section of the comment about known vulnerabilities. */
import { plural } from '../../common/english.ts'
import type { Report } from '../../document/report.ts'
import { code, sentence } from '../text.ts'
import { countsText, type VulnerabilityRow, vulnerabilityView } from '../vulnerabilities.ts'
import { details, table } from './gfm.ts'

const mostRows = 15
const longestCell = 200

export function vulnerabilitySection(report: Report): string | undefined {
  const view = vulnerabilityView(report)
  if (view === undefined) return undefined
  const { added, removed, kept, hasBase, notes } = view
  const isOpen = added.length > 0
  const rest = rowsTable(hasBase ? 'In base and head' : 'In head', kept)
  return details(
    `Known vulnerabilities: ${countsText(view)}`,
    [
      ...rowsTable('New', added),
      ...rowsTable('Fixed by this change', removed),
      // others are collapsed so that new vulnerabilities stand out
      ...(isOpen && rest.length > 0 ? [details('Others', rest.join('\n\n'))] : rest),
      ...(notes.length === 0 ? [] : [notes.map((line) => `- ${sentence(line)}`).join('\n')]),
    ].join('\n\n'),
    isOpen,
  )
}

function rowsTable(title: string, rows: readonly VulnerabilityRow[]): readonly string[] {
  if (rows.length === 0) return []
  const hasModes = rows.some(({ where }) => where !== '')
  const header = [title, 'Module', 'Fixed in', 'Linked in', ...(hasModes ? ['Modes'] : [])]
  const shown = rows
    .slice(0, mostRows)
    .map((row) => [
      `${idText(row)}${row.summary === '' ? '' : `<br>${sentence(row.summary, longestCell)}`}`,
      code(row.module, longestCell),
      row.fixed === '' ? 'no version' : code(row.fixed),
      linkedText(row),
      ...(hasModes ? [sentence(row.where)] : []),
    ])
  const left = rows.length - shown.length
  return [
    table(
      header,
      header.map(() => 'left'),
      shown,
    ),
    ...(left > 0 ? [`… and ${plural(left, 'other')}; see the report.`] : []),
  ]
}

/** The link is safe because linkgate built its address. */
function idText({ id, link }: VulnerabilityRow): string {
  return link === undefined ? code(id) : `[${id}](${link})`
}

function linkedText({ chain, code: named, isNamed }: VulnerabilityRow): string {
  if (chain !== '') return code(chain, longestCell)
  return isNamed ? code(named, longestCell) : sentence(named)
}
