/** The section of a page about what programs consist of. The script of the page makes it interactive. */
import { escapeHtml } from './escape.ts'
import { packPrograms, scriptJson } from './packed-tree.ts'
import { kindLegend, stateLegend } from './patterns.ts'
import { listRows } from './program-list.ts'
import type { ProgramNode, TreeView } from './program-tree.ts'
import { nodeText, treemapSvg } from './treemap.ts'

export interface ProgramChoice {
  /** Distinguishes the program from the others, for example by its mode. */
  readonly label: string
  readonly tree: ProgramNode
}

/**
 * The page shows the first program initially.
 *
 * @param notes by module name; shown when the module is selected
 */
export function programSection(
  programs: readonly ProgramChoice[],
  isCompared: boolean,
  notes: readonly (readonly [name: string, note: string])[] = [],
): string {
  const [first] = programs
  if (first === undefined) return ''
  const { tree } = first
  const view: TreeView = isCompared && tree.rows.some(({ base, head }) => base !== head) ? 'change' : 'head'
  const drawing = { view, isCompared, isInteractive: false, width: 700, height: 440 }
  const { html } = listRows(tree, { ...drawing, chosen: [], query: '' })
  const legend = isCompared ? stateLegend() : kindLegend(new Set(tree.rows.map(({ kind }) => kind)))
  const columns = isCompared
    ? '<th scope="col">Part</th><th scope="col" class="base">Base</th><th scope="col">Head</th><th scope="col">Change</th>'
    : '<th scope="col">Part</th><th scope="col">Size</th><th scope="col">Share</th>'
  const data = { ...packPrograms(programs.map((one) => one.tree)), isCompared, notes }
  return `<section id="program" aria-labelledby="program-title">
<h2 id="program-title">What the program consists of</h2>
<div id="controls" hidden>${chooser(programs)}${isCompared ? views(view) : ''}${search}</div>
<ol id="way" aria-label="Path to the selected part" hidden></ol>
<p id="chosen" aria-live="polite">${escapeHtml(nodeText(tree, isCompared))}</p>
<p id="note" class="note" hidden></p>
<div class="split">
<figure>
<div id="treemap" data-view="${view}">${treemapSvg(tree, [], drawing)}</div>
<figcaption>${legend}</figcaption>
</figure>
<div>
<div class="list" role="region" aria-label="List of parts" tabindex="0">
<table id="program-list">
<thead><tr>${columns}</tr></thead>
<tbody>${html}</tbody>
</table>
</div>
<p id="found" class="note" role="status"></p>
</div>
</div>
<p class="note">${note(isCompared)}</p>
<script type="application/json" id="program-data">${scriptJson(data)}</script>
</section>`
}

const search = '<label>Search <input id="search" type="search" autocomplete="off" spellcheck="false"></label>'

function note(isCompared: boolean): string {
  const areas = isCompared
    ? 'Areas are proportional to the bytes of the view: the change, head or base.'
    : 'Areas are proportional to bytes.'
  return `${areas} A function is listed with its line tables. Select a part to see what it consists of, and again to go back.`
}

function chooser(programs: readonly ProgramChoice[]): string {
  if (programs.length < 2) return ''
  const options = programs.map(({ label }, index) => `<option value="${index}">${escapeHtml(label)}</option>`)
  return `<label>Program <select>${options.join('')}</select></label>`
}

const viewWords: Readonly<Record<TreeView, string>> = { change: 'Change', head: 'Head', base: 'Base' }

function views(view: TreeView): string {
  const choices = (Object.entries(viewWords) as [TreeView, string][]).map(
    ([one, words]) =>
      `<label><input type="radio" name="view" value="${one}"${one === view ? ' checked' : ''}> ${words}</label>`,
  )
  return `<fieldset><legend>Areas show</legend>${choices.join('')}</fieldset>`
}
