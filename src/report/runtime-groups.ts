/** Groups the modes of head by their run-time behavior, for each topic. */
import type { Report } from '../document/report.ts'
import { type TopicWords, topicWords } from '../findings/runtime-words.ts'
import type { RuntimeTopic } from '../model/runtime.ts'
import { columnsOf } from './columns.ts'
import { variantOf } from './lookup.ts'

export interface RuntimeGroup {
  readonly words: TopicWords
  /** Column titles of the modes. */
  readonly titles: readonly string[]
}

/**
 * Omits programs without code for the topic, and those whose behavior is unknown.
 *
 * @param shown escapes an untrusted name for the output
 */
export function runtimeGroups(
  report: Report,
  topic: RuntimeTopic,
  shown: (name: string) => string,
): readonly RuntimeGroup[] {
  const found = columnsOf(report, shown).flatMap(({ mode, platform, title }) => {
    const { behavior } = variantOf(report, 'head', mode, platform) ?? {}
    const words = behavior && topicWords(topic, behavior)
    return words === undefined ? [] : [{ words, title }]
  })
  return [...Map.groupBy(found, ({ words }) => words.full).values()].map((group) => {
    const [{ words }] = group as [(typeof group)[number]]
    return { words, titles: group.map(({ title }) => title) }
  })
}
