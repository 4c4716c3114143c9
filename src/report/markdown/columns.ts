/** Columns of tables that have one for each variant of head. */
import type { Report } from '../../document/report.ts'
import { modesOf, platformsOf } from '../lookup.ts'
import { name } from '../text.ts'
import type { Align } from './gfm.ts'

/** Modes with their platform, where that needs to be said. */
export function columnsOf(report: Report): readonly { mode: string; platform: string; title: string }[] {
  const platforms = platformsOf(report)
  return platforms.flatMap((platform) =>
    modesOf(report).map((mode) => ({
      mode,
      platform,
      title: platforms.length > 1 ? `${name(mode)} ${name(platform)}` : name(mode),
    })),
  )
}

export const columns = (left: number, right: number): readonly Align[] => [
  ...Array<Align>(left).fill('left'),
  ...Array<Align>(right).fill('right'),
]
