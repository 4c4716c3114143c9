/** What images contain besides programs. Modes with equal contents are grouped. */
import type { Report } from '../../document/report.ts'
import { columnsOf } from '../columns.ts'
import { variantOf } from '../lookup.ts'
import { type ContentsChange, contentsChanges } from './changes.ts'
import { type ContentsFact, contentsFacts } from './facts.ts'
import { updatesText } from './updates.ts'

export interface ModeContents {
  /** Column titles of the modes. */
  readonly titles: readonly string[]
  /** Empty unless base has an image from the same source. */
  readonly changes: readonly ContentsChange[]
  readonly facts: readonly ContentsFact[]
}

/** @param shown escapes an untrusted name for the output */
export function contentsByMode(report: Report, shown: (name: string) => string): readonly ModeContents[] {
  const found = columnsOf(report, shown).flatMap(({ mode, platform, title }) => {
    const head = variantOf(report, 'head', mode, platform)
    if (head?.contents === undefined) return []
    const base = variantOf(report, 'base', mode, platform)
    // images from different sources always differ
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
