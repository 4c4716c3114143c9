/** The comment's part about what the modes do in different ways at run time. */
import { enumerate, lower } from '../../common/english.ts'
import type { Report } from '../../document/report.ts'
import { topicLabels, topicWords } from '../../findings/runtime-words.ts'
import { type RuntimeTopic, runtimeTopics } from '../../model/runtime.ts'
import { columnsOf } from '../columns.ts'
import { variantOf } from '../lookup.ts'
import { name, sentence, whole } from '../text.ts'
import { details } from './gfm.ts'

/** A line for each topic in which modes of head differ; undefined where they are alike. */
export function runtimeSection(report: Report): string | undefined {
  const lines = runtimeTopics.flatMap((topic) => {
    const ways = waysOf(report, topic)
    if (ways.size < 2) return []
    const text = [...ways].map(([words, titles]) => `${titles.join(', ')}: ${whole(words)}.`)
    return [{ topic, text: `- **${sentence(topicLabels[topic])}** · ${text.join(' ')}` }]
  })
  if (lines.length === 0) return undefined
  const topics = enumerate(lines.map(({ topic }) => lower(topicLabels[topic])))
  return details(`At run time, modes differ in ${topics}`, lines.map(({ text }) => text).join('\n'))
}

/** Titles of columns by what they do. */
function waysOf(report: Report, topic: RuntimeTopic): ReadonlyMap<string, readonly string[]> {
  const ways = new Map<string, string[]>()
  for (const { mode, platform, title } of columnsOf(report, name)) {
    const { behavior } = variantOf(report, 'head', mode, platform) ?? {}
    const words = behavior && topicWords(topic, behavior)
    if (words === undefined) continue
    ways.set(words.full, [...(ways.get(words.full) ?? []), title])
  }
  return ways
}
