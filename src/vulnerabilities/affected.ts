/** Whether a version of a module is one that an entry of the database is about, and which later one is not. */
import { compareVersions } from './module-versions.ts'
import type { Affected, RangeEvent } from './osv.ts'

/** The entry is about all versions if it lists none, or none in the order of semantic versions. */
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

/** The first later version that none of the entries is about; undefined where none is known. */
export function firstFix(version: string, affected: readonly Pick<Affected, 'ranges'>[]): string | undefined {
  const fixes = affected
    .flatMap(({ ranges }) => semanticOf(ranges))
    .flatMap(({ events }) => events.flatMap(({ fixed }) => fixed ?? []))
    .filter((fix) => compareVersions(fix, version) > 0)
    .toSorted(compareVersions)
  return fixes.find((fix) => !affected.some(({ ranges }) => isAffected(fix, ranges)))
}

const semanticOf = (ranges: Affected['ranges']) => (ranges ?? []).filter(({ type }) => type === 'SEMVER')
