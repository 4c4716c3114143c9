/** Columns of tables that have one for each variant of head. */
import type { Report } from '../../document/report.ts'
import { columnNote, modesOf, platformsOf } from '../lookup.ts'
import { name } from '../text.ts'
import type { Align } from './gfm.ts'

/** Modes with their platform, where that needs to be said. */
export function columnsOf(report: Report): readonly { mode: string; platform: string; title: string }[] {
  const platforms = platformsOf(report)
  return platforms.flatMap((platform) =>
    modesOf(report).map((mode) => {
      const title = `${name(mode)}${columnNote(report, mode)}`
      return { mode, platform, title: platforms.length > 1 ? `${title} ${name(platform)}` : title }
    }),
  )
}

export const columns = (left: number, right: number): readonly Align[] => [
  ...Array<Align>(left).fill('left'),
  ...Array<Align>(right).fill('right'),
]
