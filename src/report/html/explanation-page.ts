/** The page of `linkgate explain --html`: one program, or the difference between two. */
import { programRows, type RowLimits } from '../../attribution/program-rows.ts'
import type { ProgramAttribution, ProgramDifference } from '../../model/attribution.ts'
import { formatDelta, formatSize, withShare } from '../../model/quantity.ts'
import { buildChangeText, causeTitle, shareOfChange } from '../cause-words.ts'
import { type ExplainedDifference, embedsUnnamed, mayEmbed, unknownPrograms } from '../explanation.ts'
import { quote } from '../text.ts'
import { programTree } from './attribution-tree.ts'
import { escapeHtml } from './escape.ts'
import { htmlPage } from './page.ts'
import { programSection } from './program-section.ts'
import type { ProgramNode } from './program-tree.ts'
import { sentenceHtml, shownName } from './text.ts'

/** Removes secrets from untrusted text. */
export type Mask = (text: string) => string

export function explanationPage(path: string, program: ProgramAttribution, mask: Mask): string {
  const name = shownName(mask(path))
  const { size, toolchain, problem } = program
  const by = toolchain === undefined ? '' : `, built by ${toolchain}`
  return htmlPage({
    title: `linkgate: ${name}`,
    body: [
      `<header><h1>${escapeHtml(name)}: ${formatSize(size)}</h1>`,
      `<p>${sentenceHtml(mask(`${sizeText(size)}${by}.`))}</p>`,
      problem === undefined ? '' : `<p>No package is known: ${sentenceHtml(mask(problem))}.</p>`,
      mayEmbed(program) ? `<p>${sentenceHtml(embedsUnnamed)}</p>` : '',
      '</header><main>',
      programSection([{ label: name, tree: shownTree(name, undefined, program, mask) }], false),
      '</main>',
    ].join('\n'),
  })
}

export function differencePage(explained: ExplainedDifference, mask: Mask): string {
  const { paths, base, head, difference } = explained
  const [from, to] = [shownName(mask(paths.base)), shownName(mask(paths.head))]
  const { delta, build } = difference
  const unknown = unknownPrograms(explained, quote)
  const change = withShare(formatDelta(delta, 'B'), delta, base.size === 0 ? null : head.size / base.size)
  const changes = build.map((one) => `<li>${sentenceHtml(mask(buildChangeText(one, quote)))}</li>`)
  return htmlPage({
    title: `linkgate: ${from} → ${to}`,
    body: [
      `<header><h1>${escapeHtml(`${from} → ${to}: ${change}`)}</h1>`,
      `<p>${formatSize(base.size)} → ${formatSize(head.size)}</p>`,
      ...unknown.map((sentence) => `<p>${sentenceHtml(mask(sentence))}</p>`),
      '</header><main>',
      causesSection(difference, mask),
      build.length === 0 ? '' : `<section><h2>Build</h2><ul>${changes.join('')}</ul></section>`,
      programSection([{ label: to, tree: shownTree(to, base, head, mask) }], true),
      '</main>',
    ].join('\n'),
  })
}

const most: RowLimits = { packages: 200, items: 350 }

function shownTree(
  name: string,
  base: ProgramAttribution | undefined,
  head: ProgramAttribution,
  mask: Mask,
): ProgramNode {
  return programTree(name, programRows(base, head, most), (text) => shownName(mask(text)))
}

const sizeText = (bytes: number) => `${bytes.toLocaleString('en')} bytes`

const mostCauses = 12

function causesSection({ causes, delta }: ProgramDifference, mask: Mask): string {
  if (causes.length === 0) return ''
  const share = (bytes: number) => (delta === 0 ? '' : shareOfChange(bytes / delta))
  const row = (name: string, bytes: number) =>
    `<tr><th scope="row">${sentenceHtml(name)}</th><td>${formatDelta(bytes, 'B')}</td><td>${share(bytes)}</td></tr>`
  const rows = causes.slice(0, mostCauses).map((cause) => row(mask(causeTitle(cause, quote)), cause.delta))
  const left = causes.slice(mostCauses)
  const bytes = left.reduce((sum, cause) => sum + cause.delta, 0)
  return `<section aria-labelledby="causes-title">
<h2 id="causes-title">Why it changed</h2>
<div class="scroll" role="region" aria-label="Causes" tabindex="0"><table>
<thead><tr><th scope="col">Cause</th><th scope="col">Change</th><th scope="col">Share</th></tr></thead>
<tbody>${rows.join('')}${left.length === 0 ? '' : row(`… and ${left.length} smaller`, bytes)}</tbody>
</table></div>
</section>`
}
