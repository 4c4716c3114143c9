/** Whether a database entry affects a version of a module, and which later version is fixed. */
import { compareVersions } from './module-versions.ts'
import type { Affected, RangeEvent } from './osv.ts'

/** The entry affects all versions if it lists no semantic version ranges. */
export function isAffected(version: string, ranges: Affected['ranges']): boolean {
  const semantic = semanticOf(ranges)
  return semantic.length === 0 || semantic.some(({ events }) => isWithin(version, events))
}

function isWithin(version: string, events: readonly RangeEvent[]): boolean {
  if (events.length === 0) return true
  let within = false
  for (const { introduced, fixed, last_affected: last } of events.toSorted(byVersion)) {
    if (introduced !== undefined) within ||= introduced === '0' || compareVersions(version, introduced) >= 0
    else if (fixed !== undefined) within &&= compareVersions(version, fixed) < 0
    else if (last !== undefined) within &&= compareVersions(version, last) <= 0
  }
  return within
}

function byVersion(one: RangeEvent, other: RangeEvent): number {
  const [a, b] = [versionOf(one), versionOf(other)]
  if (a === '0' || b === '0') return Number(b === '0') - Number(a === '0')
  return compareVersions(a, b)
}

const versionOf = ({ introduced, fixed, last_affected: last }: RangeEvent) =>
  introduced ?? fixed ?? last ?? '0'

/** The first later version that none of the entries affects; undefined if unknown. */
export function firstFix(version: string, affected: readonly Pick<Affected, 'ranges'>[]): string | undefined {
  const fixes = affected
    .flatMap(({ ranges }) => semanticOf(ranges))
    .flatMap(({ events }) => events.flatMap(({ fixed }) => fixed ?? []))
    .filter((fix) => compareVersions(fix, version) > 0)
    .toSorted(compareVersions)
  return fixes.find((fix) => !affected.some(({ ranges }) => isAffected(fix, ranges)))
}

const semanticOf = (ranges: Affected['ranges']) => (ranges ?? []).filter(({ type }) => type === 'SEMVER')
