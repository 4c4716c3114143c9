/** The columns of tables with one column for each variant of head. */
import type { Report } from '../document/report.ts'
import { columnNote, modesOf, platformsOf } from './lookup.ts'

export interface VariantColumn {
  readonly mode: string
  readonly platform: string
  /** The mode, the platform if there are several, and whether it ships. */
  readonly title: string
}

/** @param shown escapes an untrusted name for the output */
export function columnsOf(report: Report, shown: (name: string) => string): readonly VariantColumn[] {
  const platforms = platformsOf(report)
  return platforms.flatMap((platform) =>
    modesOf(report).map((mode) => {
      const of = platforms.length > 1 ? ` ${shown(platform)}` : ''
      return { mode, platform, title: `${shown(mode)}${of}${columnNote(report, mode, platform)}` }
    }),
  )
}
