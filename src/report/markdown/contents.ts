/** The section of the comment about what images contain besides programs, changes first. */
import type { Report } from '../../document/report.ts'
import { contentsByMode } from '../contents/by-mode.ts'
import { name, whole } from '../text.ts'
import { details, marks } from './gfm.ts'

export function contentsSection(report: Report): string | undefined {
  const all = contentsByMode(report, name)
  if (all.length === 0) return undefined
  const changed = all.flatMap(({ titles, changes }) => changes.map((change) => ({ ...change, titles })))
  const changes = [...Map.groupBy(changed, ({ text }) => text).values()].map((group) => {
    const mark = group.some(({ isWorse }) => isWorse === true) ? `${marks.warn} ` : ''
    const text = group[0]?.text ?? ''
    return `- ${mark}**${group.flatMap(({ titles }) => titles).join(', ')}** · ${whole(text)}`
  })
  const parts = all.map(({ titles, facts }) =>
    [`**${titles.join(', ')}**\n`, ...facts.map(({ label, text }) => `- ${label}: ${whole(text)}`)].join(
      '\n',
    ),
  )
  const title = changes.length === 0 ? 'What the images contain' : 'What the images contain and what changed'
  return details(title, [...(changes.length === 0 ? [] : [changes.join('\n')]), ...parts].join('\n\n'))
}
