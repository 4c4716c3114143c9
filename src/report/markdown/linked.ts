/** The section of the comment about why new modules are linked. */
import type { Report } from '../../document/report.ts'
import { chainText, importsText } from '../../findings/link-chain.ts'
import type { LinkedModules } from '../../model/linked.ts'
import { linkedModulesOf } from '../lookup.ts'
import { code } from '../text.ts'
import { details, table } from './gfm.ts'

const mostRows = 15
const longestCell = 200

export function linkedSection(report: Report): string | undefined {
  const rows = linkedModulesOf(report)
  if (rows.length === 0) return undefined
  const header = ['New module', 'First call that links it', 'Imports that lead to it']
  const shown = rows.slice(0, mostRows).map(cells)
  const left = rows.length - shown.length + (report.linked?.[0]?.more ?? 0)
  return details(
    'Why new modules are linked',
    [table(header, ['left', 'left', 'left'], shown), ...(left > 0 ? [`… and ${left} more.`] : [])].join(
      '\n\n',
    ),
  )
}

function cells({ name, version, chain, imports }: LinkedModules['modules'][number]): readonly string[] {
  const [called, imported] = [chainText(chain), importsText(imports)]
  return [
    code(`${name} ${version}`, longestCell),
    called === '' ? 'none: only types or data' : code(called, longestCell),
    imported === '' ? '' : code(imported, longestCell),
  ]
}
