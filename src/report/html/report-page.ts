/** The report of a check as a page, with details that do not fit into the comment. */
import type { ShownReport } from '../../document/shown-report.ts'
import { adviceLines } from '../advice.ts'
import { columnsOf } from '../columns.ts'
import { headlineOf } from '../headline.ts'
import { methodLines } from '../method.ts'
import { programTree } from './attribution-tree.ts'
import { causesSection } from './causes-section.ts'
import { imageContentsSection } from './contents-section.ts'
import { escapeHtml } from './escape.ts'
import { findingsSection } from './findings-section.ts'
import { layerBarsSection } from './layers-section.ts'
import { linkedNotes, whyLinkedSection } from './linked-section.ts'
import { metricTables, verdictHtml, verdictSymbolHtml } from './metric-table.ts'
import { htmlPage } from './page.ts'
import { programSection } from './program-section.ts'
import { runtimeFactsSection } from './runtime-section.ts'
import { samplesSection } from './samples-section.ts'
import { scansSectionHtml } from './scans-section.ts'
import { sentenceHtml, shownName } from './text.ts'
import { vulnerabilitySectionHtml } from './vulnerability-section.ts'

export function reportPage(report: ShownReport): string {
  const app = shownName(report.app)
  return htmlPage({
    title: `linkgate: ${app}`,
    body: [
      headerHtml(report, app),
      '<main>',
      metricTables(report),
      causesSection(report),
      vulnerabilitySectionHtml(report),
      scansSectionHtml(report),
      programsSection(report),
      whyLinkedSection(report),
      layerBarsSection(report),
      runtimeFactsSection(report),
      imageContentsSection(report),
      samplesSection(report),
      adviceList(report),
      findingsSection(report),
      '</main>',
      `<footer><h2>How it was measured</h2><ul class="note">${methodLines(report)
        .map((line) => `<li>${sentenceHtml(line)}</li>`)
        .join('')}</ul></footer>`,
    ].join('\n'),
  })
}

function adviceList(report: ShownReport): string {
  const lines = adviceLines(report).map((line) => `<li>${sentenceHtml(line)}</li>`)
  return lines.length === 0
    ? ''
    : `<section aria-labelledby="advice-title"><h2 id="advice-title">Advice from these measurements</h2><ul>${lines.join('')}</ul></section>`
}

const mostLines = 40

function headerHtml(report: ShownReport, app: string): string {
  const { verdict, words, lines, state, cause, accepted } = headlineOf(report)
  const items = lines.slice(0, mostLines).map((line) => {
    const subject = line.subject === '' ? '' : `<strong>${sentenceHtml(line.subject)}</strong> · `
    return `<li>${verdictHtml(line.verdict)} ${subject}${sentenceHtml(line.text)}</li>`
  })
  const left = lines.length - items.length
  return [
    `<header><h1>${verdictSymbolHtml(verdict)} linkgate · ${escapeHtml(app)}: ${sentenceHtml(words)}</h1>`,
    accepted === undefined ? '' : `<p>${sentenceHtml(accepted)}</p>`,
    items.length === 0
      ? ''
      : `<ul class="findings">${items.join('')}${left > 0 ? `<li>… and ${left} more</li>` : ''}</ul>`,
    state === undefined ? '' : `<p>${sentenceHtml(state)}</p>`,
    cause === undefined
      ? ''
      : `<p>${sentenceHtml(cause.label)}: ${cause.items.map((item) => sentenceHtml(item)).join(' · ')}</p>`,
    '</header>',
  ]
    .filter((part) => part !== '')
    .join('\n')
}

/** In the order of the table's columns. */
function programsSection(report: ShownReport): string {
  const all = report.programs ?? []
  const choices = columnsOf(report, shownName).flatMap(({ mode, platform, title }) =>
    all
      .filter((program) => program.mode === mode && program.platform === platform)
      .map((program) => ({ label: title, tree: programTree(title, program, shownName) })),
  )
  const isCompared = all.some(({ base }) => base !== null)
  return programSection(choices, isCompared, linkedNotes(report))
}
