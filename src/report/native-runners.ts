/** Chooses between jobs of a matrix that measured the same platform. */
import { worst } from '../document/outcome.ts'
import type { Report } from '../document/report.ts'
import { isExempt, isMeasured } from '../model/measurement.ts'
import { platformParts } from '../model/platform.ts'

/** A mode on a platform. */
interface Cell {
  readonly mode: string
  readonly platform: string
}

/**
 * Removes from each report the modes on platforms for which another report is better, because it is from a native runner that
 * timed the app. If no native runner measured a platform, the first kind of runner counts. Reports from the same kind of runner
 * are not from one matrix, so all of them stay. A report without remaining modes is dropped. The first report has the first
 * platform.
 */
export function preferNativeRunners(parts: readonly Report[]): readonly Report[] {
  const measured = parts.map((part) => ({ part, cells: cellsOf(part) }))
  const having = Map.groupBy(
    measured.flatMap(({ part, cells }) => cells.map((cell) => ({ part, cell }))),
    ({ cell }) => keyOf(cell),
  )
  const owners = new Map(
    [...having].map(([key, all]) => [
      key,
      ownersOf(
        all.map(({ part }) => part),
        all[0]?.cell.platform ?? '',
      ),
    ]),
  )
  const order = orderOf(measured.map(({ cells }) => [...new Set(cells.map(({ platform }) => platform))]))
  return measured
    .flatMap(({ part, cells }) => {
      const kept = cells.filter((cell) => owners.get(keyOf(cell))?.includes(part) === true)
      if (kept.length === cells.length) return [{ part, cells }]
      return kept.length === 0 ? [] : [{ part: onlyCells(part, kept), cells: kept }]
    })
    .toSorted((a, b) => order.indexOf(a.cells[0]?.platform ?? '') - order.indexOf(b.cells[0]?.platform ?? ''))
    .map(({ part }) => part)
}

const keyOf = ({ mode, platform }: Cell) => JSON.stringify([mode, platform])

/** The modes and platforms of a report, each combination once. */
function cellsOf({ variants, comparisons }: Report): readonly Cell[] {
  return [...new Map([...variants, ...comparisons].map((one): [string, Cell] => [keyOf(one), one])).values()]
}

/** The configured order if a job measured all platforms, otherwise by name, because jobs end in any order. */
function orderOf(lists: readonly (readonly string[])[]): readonly string[] {
  const [longest = []] = lists.toSorted((a, b) => b.length - a.length)
  const all = lists.flat().toSorted()
  return longest.length > 1 ? [...longest, ...all] : all
}

function ownersOf(parts: readonly Report[], platform: string): readonly Report[] {
  const native = parts.filter((part) => !isForeign(part, platform))
  const own = native.filter((part) => isOnRunner(part, platformParts(platform)))
  if (own.length > 0) return own
  const candidates = native.length > 0 ? native : parts
  const [first] = candidates
  return first === undefined ? [] : candidates.filter((part) => isOnRunner(part, first.runner))
}

function isOnRunner({ runner }: Report, { os, arch }: Pick<Report['runner'], 'os' | 'arch'>): boolean {
  return runner.os === os && runner.arch === arch
}

/** Whether the runner does not time programs of the platform. */
function isForeign({ variants }: Report, platform: string): boolean {
  return variants.some((one) => {
    const startup = one.platform === platform ? one.metrics['startup'] : undefined
    return startup !== undefined && !isMeasured(startup) && isExempt(startup.unmeasured)
  })
}

function onlyCells(report: Report, kept: readonly Cell[]): Report {
  const isKept = ({ mode, platform }: Partial<Cell>) =>
    kept.some((cell) => (mode ?? cell.mode) === cell.mode && (platform ?? cell.platform) === cell.platform)
  const { programs, linked, scans, vulnerabilities } = report
  const findings = report.findings.filter(isKept)
  return {
    ...report,
    verdict: worst(findings.map(({ verdict }) => verdict)),
    variants: report.variants.filter(isKept),
    comparisons: report.comparisons.filter(isKept),
    findings,
    causes: report.causes.filter(isKept),
    ...(vulnerabilities === undefined
      ? {}
      : { vulnerabilities: { ...vulnerabilities, programs: vulnerabilities.programs.filter(isKept) } }),
    ...(programs === undefined ? {} : { programs: programs.filter(isKept) }),
    ...(linked === undefined ? {} : { linked: linked.filter(isKept) }),
    ...(scans === undefined ? {} : { scans: scans.filter(isKept) }),
  }
}
