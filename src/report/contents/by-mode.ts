/** What the images of a report contain besides their programs, by mode; equal modes are grouped. */
import type { Report } from '../../document/report.ts'
import { columnsOf } from '../columns.ts'
import { variantOf } from '../lookup.ts'
import { type ContentsChange, contentsChanges } from './changes.ts'
import { type ContentsFact, contentsFacts } from './facts.ts'
import { updatesText } from './updates.ts'

export interface ModeContents {
  /** Of the columns of tables. */
  readonly titles: readonly string[]
  /** Empty without a base that is made in the same way. */
  readonly changes: readonly ContentsChange[]
  readonly facts: readonly ContentsFact[]
}

/** @param shown a name from outside, as the output can show it */
export function contentsByMode(report: Report, shown: (name: string) => string): readonly ModeContents[] {
  const found = columnsOf(report, shown).flatMap(({ mode, platform, title }) => {
    const head = variantOf(report, 'head', mode, platform)
    if (head?.contents === undefined) return []
    const base = variantOf(report, 'base', mode, platform)
    // an image that is made in another way differs for that reason
    const was = base?.source === head.source ? base.contents : undefined
    const updates = updatesText(head.linkage, head.contents)
    return [
      {
        title,
        changes: was === undefined ? [] : contentsChanges(was, head.contents),
        facts: [
          ...contentsFacts(head.contents),
          ...(updates === undefined ? [] : [{ label: 'Updates', text: updates }]),
        ],
      },
    ]
  })
  return [...Map.groupBy(found, ({ changes, facts }) => JSON.stringify([changes, facts])).values()].map(
    (group) => {
      const [{ changes, facts }] = group as [(typeof group)[number]]
      return { titles: group.map(({ title }) => title), changes, facts }
    },
  )
}
