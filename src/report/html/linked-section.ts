/** Why new modules are linked: a table, and notes for the selected part of the treemap. */
import type { Report } from '../../document/report.ts'
import { chainText, importsText } from '../../findings/link-chain.ts'
import type { LinkedModules } from '../../model/linked.ts'
import { linkedModulesOf } from '../lookup.ts'
import { printable } from '../text.ts'
import { escapeHtml } from './escape.ts'
import { shownName } from './text.ts'

type LinkedModule = LinkedModules['modules'][number]

const mostRows = 40
const longestChain = 400

const callsOf = ({ chain }: LinkedModule) => printable(chainText(chain), longestChain)
const importsOf = ({ imports }: LinkedModule) => printable(importsText(imports), longestChain)

/** A sentence for each module, by its shown name. */
export function linkedNotes(report: Report): readonly (readonly [name: string, note: string])[] {
  return linkedModulesOf(report).map((one) => {
    const [calls, imports] = [callsOf(one), importsOf(one)]
    const parts = [calls === '' ? 'Linked for types or data only' : `Linked by ${calls}`]
    return [shownName(one.name), [...parts, ...(imports === '' ? [] : [`imported by ${imports}`])].join('; ')]
  })
}

export function whyLinkedSection(report: Report): string {
  const modules = linkedModulesOf(report)
  if (modules.length === 0) return ''
  const rows = modules.slice(0, mostRows).map((one) => {
    const [calls, imports] = [callsOf(one), importsOf(one)]
    const called = calls === '' ? 'none: only types or data' : `<code>${escapeHtml(calls)}</code>`
    const imported = imports === '' ? '' : `<code>${escapeHtml(imports)}</code>`
    const name = escapeHtml(shownName(`${one.name} ${one.version}`))
    return `<tr><th scope="row">${name}</th><td class="text">${called}</td><td class="text">${imported}</td></tr>`
  })
  const left = modules.length - rows.length + (report.linked?.[0]?.more ?? 0)
  return `<section aria-labelledby="linked-title">
<h2 id="linked-title">Why new modules are linked</h2>
<div class="scroll" role="region" aria-label="New modules" tabindex="0"><table class="causes">
<thead><tr><th scope="col">New module</th><th scope="col" class="text">First call that links it</th><th scope="col" class="text">Imports that lead to it</th></tr></thead>
<tbody>${rows.join('')}</tbody>
</table></div>${left > 0 ? `<p class="note">… and ${left} more.</p>` : ''}
</section>`
}
