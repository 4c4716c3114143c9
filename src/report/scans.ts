/** Texts for scan results. */
import { plural } from '../common/english.ts'
import type { Report } from '../document/report.ts'
import {
  type ScanComparison,
  type ScannedList,
  type ScannedVulnerability,
  severities,
} from '../model/scan.ts'
import { platformsOf } from './lookup.ts'
import { type NamedVariant, variantsText } from './words.ts'

export const scannerNames = { trivy: 'Trivy', grype: 'Grype' } as const

export const listLength = (list: ScannedList | undefined): number =>
  (list?.listed.length ?? 0) + (list?.more ?? 0)

/** The number of vulnerabilities of head, of any severity. */
export const headCount = ({ counts }: Pick<ScanComparison, 'counts'>): number =>
  severities.reduce((sum, one) => sum + (counts[one] ?? 0), 0)

/** `3 critical, 12 high` or `none`. */
function countsText({ counts }: Pick<ScanComparison, 'counts'>): string {
  const found = severities.flatMap((one) => (counts[one] ? [`${counts[one]} ${one}`] : []))
  return found.length === 0 ? 'none' : found.join(', ')
}

/** `2 new vulnerabilities, 1 gone; head has 3 critical, 12 high (Trivy)`. */
export function scanText(scan: ScanComparison): string {
  const { new: added, gone, scanner } = scan
  const change =
    added === undefined
      ? 'no result for base'
      : `${plural(listLength(added), 'new vulnerability', 'new vulnerabilities')}, ${listLength(gone)} gone`
  return `${change}; head has ${countsText(scan)} (${scannerNames[scanner]})`
}

interface ScanRow {
  readonly vulnerability: ScannedVulnerability
  readonly change: 'new' | 'gone'
  /** Modes, and platforms if the report has several. */
  readonly where: string
}

/** Names the images of a result, with the platform if the report has several. */
export function scannedImages(
  report: Report,
): (scan: Pick<ScanComparison, 'mode' | 'platform'>) => NamedVariant {
  const hasSeveral = platformsOf(report).length > 1
  return ({ mode, platform }) => (hasSeveral ? { mode, platform } : { mode })
}

/** Listed vulnerabilities of all modes and platforms, each once, new ones first. */
export function scanRows(report: Report): readonly ScanRow[] {
  const imagesOf = scannedImages(report)
  return (['new', 'gone'] as const).flatMap((change) => {
    const all = (report.scans ?? []).flatMap((scan) =>
      (scan[change]?.listed ?? []).map((vulnerability) => ({ vulnerability, images: imagesOf(scan) })),
    )
    const groups = Map.groupBy(all, ({ vulnerability }) => JSON.stringify(vulnerability))
    return [...groups.values()].flatMap((same) => {
      const where = variantsText(same.map(({ images }) => images))
      return same.slice(0, 1).map(({ vulnerability }) => ({ vulnerability, change, where }))
    })
  })
}

/**
 * The number of vulnerabilities that are not shown; undefined if there are none.
 *
 * @param hidden number of listed rows that are not shown
 */
export function unlistedText(scans: readonly ScanComparison[], hidden: number): string | undefined {
  const more = scans.reduce((sum, one) => sum + (one.new?.more ?? 0) + (one.gone?.more ?? 0), hidden)
  return more === 0 ? undefined : `… and ${more} more; see the results of your scanner.`
}
