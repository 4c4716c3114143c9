/** Texts for results of scanners. */
import { enumerate, plural } from '../common/english.ts'
import {
  type ScanComparison,
  type ScannedList,
  type ScannedVulnerability,
  severities,
} from '../model/scan.ts'

export const scannerNames = { trivy: 'Trivy', grype: 'Grype' } as const

export const listLength = (list: ScannedList | undefined): number =>
  (list?.listed.length ?? 0) + (list?.more ?? 0)

/** Of all severities. */
export const headCount = ({ counts }: Pick<ScanComparison, 'counts'>): number =>
  severities.reduce((sum, one) => sum + (counts[one] ?? 0), 0)

/** `3 critical, 12 high`; `none`. */
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

export interface ScanRow {
  readonly vulnerability: ScannedVulnerability
  readonly change: 'new' | 'gone'
  readonly modes: readonly string[]
}

/** The listed ones of all modes, new ones first, each once. */
export function scanRows(scans: readonly ScanComparison[]): readonly ScanRow[] {
  const rows = new Map<string, ScanRow>()
  for (const change of ['new', 'gone'] as const) {
    for (const scan of scans) {
      for (const vulnerability of scan[change]?.listed ?? []) {
        const key = JSON.stringify([change, vulnerability])
        // jobs of several platforms may have one mode
        const modes = new Set([...(rows.get(key)?.modes ?? []), scan.mode])
        rows.set(key, { vulnerability, change, modes: [...modes] })
      }
    }
  }
  return [...rows.values()]
}

export const scanRowModes = ({ modes }: ScanRow) => enumerate(modes)

/**
 * How many are not shown.
 *
 * @param hidden rows that are listed, but not shown
 */
export function unlistedText(scans: readonly ScanComparison[], hidden: number): string | undefined {
  const more = scans.reduce((sum, one) => sum + (one.new?.more ?? 0) + (one.gone?.more ?? 0), hidden)
  return more === 0 ? undefined : `… and ${more} more; see the results of your scanner.`
}
