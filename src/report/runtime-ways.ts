/** What the modes of head do at run time, by topic: those that do the same together. */
import type { Report } from '../document/report.ts'
import { type TopicWords, topicWords } from '../findings/runtime-words.ts'
import type { RuntimeTopic } from '../model/runtime.ts'
import { columnsOf } from './columns.ts'
import { variantOf } from './lookup.ts'

export interface RuntimeWay {
  readonly words: TopicWords
  /** Of the columns of tables. */
  readonly titles: readonly string[]
}

/**
 * Programs without code for the topic are left out, as are those of which nothing is known.
 *
 * @param shown a name from outside, as the output can show it
 */
export function runtimeWays(
  report: Report,
  topic: RuntimeTopic,
  shown: (name: string) => string,
): readonly RuntimeWay[] {
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
