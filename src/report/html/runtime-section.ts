/** The section of a page about the run-time behavior of head's programs. */
import type { Report } from '../../document/report.ts'
import { topicLabels } from '../../findings/runtime-words.ts'
import { runtimeTopics } from '../../model/runtime.ts'
import { runtimeGroups } from '../runtime-groups.ts'
import { escapeHtml } from './escape.ts'
import { sentenceHtml, shownName } from './text.ts'

/** All facts, including those that all modes share; empty if none is known. */
export function runtimeFactsSection(report: Report): string {
  const topics = runtimeTopics.flatMap((topic) => {
    const ways = runtimeGroups(report, topic, shownName).map(
      ({ words, titles }) =>
        `<li><strong>${escapeHtml(titles.join(', '))}</strong>: ${sentenceHtml(words.full)}</li>`,
    )
    return ways.length === 0 ? [] : [`<h3>${topicLabels[topic]}</h3><ul>${ways.join('')}</ul>`]
  })
  return topics.length === 0
    ? ''
    : `<section aria-labelledby="runtime-title"><h2 id="runtime-title">At run time</h2>\n${topics.join('\n')}\n</section>`
}
