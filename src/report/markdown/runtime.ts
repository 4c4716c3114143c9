/** The section of the comment about run-time behavior that differs between modes. */
import { enumerate, lower } from '../../common/english.ts'
import type { Report } from '../../document/report.ts'
import { topicLabels } from '../../findings/runtime-words.ts'
import { runtimeTopics } from '../../model/runtime.ts'
import { runtimeGroups } from '../runtime-groups.ts'
import { name, sentence, whole } from '../text.ts'
import { details } from './gfm.ts'

/** A line for each topic in which modes of head differ; undefined if there is none. */
export function runtimeSection(report: Report): string | undefined {
  const lines = runtimeTopics.flatMap((topic) => {
    const ways = runtimeGroups(report, topic, name)
    if (ways.length < 2) return []
    const text = ways.map(({ words, titles }) => `${titles.join(', ')}: ${whole(words.full)}.`)
    return [{ topic, text: `- **${sentence(topicLabels[topic])}** · ${text.join(' ')}` }]
  })
  if (lines.length === 0) return undefined
  const topics = enumerate(lines.map(({ topic }) => lower(topicLabels[topic])))
  return details(`At run time, modes differ in ${topics}`, lines.map(({ text }) => text).join('\n'))
}
