/** Vulnerabilities that a scanner finds in head but not in base, and vice versa. */
import type { ScanInput } from '../../config/scans.ts'
import {
  type ScanComparison,
  type ScannedList,
  type ScannedVulnerability,
  type Severity,
  severities,
} from '../../model/scan.ts'
import type { ScannerResult } from './scanner-result.ts'

const mostListed = 50

/**
 * A vulnerability of a package counts once, even in several versions and files. It is not new if base has it in another version of
 * the package.
 *
 * @param base result of the same scanner; undefined if there is none for base
 */
export function compareScans(
  of: Pick<ScanInput, 'mode' | 'platform'>,
  head: ScannerResult,
  base: ScannerResult | undefined,
): ScanComparison {
  const [ofHead, ofBase] = [byKey(head.found), byKey(base?.found ?? [])]
  const only = (one: ReadonlyMap<string, ScannedVulnerability>, other: ReadonlyMap<string, unknown>) =>
    listOf([...one].flatMap(([key, found]) => (other.has(key) ? [] : [found])))
  const counts: Partial<Record<Severity, number>> = {}
  for (const { severity } of ofHead.values()) counts[severity] = (counts[severity] ?? 0) + 1
  return {
    mode: of.mode,
    ...(of.platform === undefined ? {} : { platform: of.platform }),
    scanner: head.scanner,
    ...(base === undefined ? {} : { new: only(ofHead, ofBase), gone: only(ofBase, ofHead) }),
    counts,
  }
}

function byKey(found: readonly ScannedVulnerability[]): ReadonlyMap<string, ScannedVulnerability> {
  return new Map(found.map((one) => [JSON.stringify([one.id, one.package]), one]))
}

function listOf(found: readonly ScannedVulnerability[]): ScannedList {
  const ordered = found.toSorted(
    (one, other) =>
      severities.indexOf(one.severity) - severities.indexOf(other.severity) ||
      one.package.localeCompare(other.package, 'en') ||
      one.id.localeCompare(other.id, 'en', { numeric: true }),
  )
  return { listed: ordered.slice(0, mostListed), more: Math.max(0, ordered.length - mostListed) }
}
