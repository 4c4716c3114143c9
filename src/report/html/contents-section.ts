/** The section of a page about what head's images contain besides programs. */
import type { Report } from '../../document/report.ts'
import { contentsByMode } from '../contents/by-mode.ts'
import { escapeHtml } from './escape.ts'
import { sentenceHtml, shownName } from './text.ts'

/** Empty if nothing is known. */
export function imageContentsSection(report: Report): string {
  const parts = contentsByMode(report, shownName).map(({ titles, changes, facts }) => {
    const lines = [
      ...changes.map(({ text }) => `<li><strong>Changed</strong>: ${sentenceHtml(text)}</li>`),
      ...facts.map(({ label, text }) => `<li><strong>${label}</strong>: ${sentenceHtml(text)}</li>`),
    ]
    return `<h3>${escapeHtml(titles.join(', '))}</h3><ul>${lines.join('')}</ul>`
  })
  return parts.length === 0
    ? ''
    : `<section aria-labelledby="contents-title"><h2 id="contents-title">What the images contain</h2>\n${parts.join('\n')}\n</section>`
}
