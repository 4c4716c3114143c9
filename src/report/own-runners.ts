/** Platforms that several jobs of a matrix measured. */
import { worst } from '../document/outcome.ts'
import type { Report } from '../document/report.ts'
import { isExempt, isMeasured } from '../model/measurement.ts'
import { platformParts } from '../model/platform.ts'
import { platformsOf } from './lookup.ts'

/**
 * Parts of one app, each without the platforms that another one measured better: on a runner of that kind, where the app was
 * timed. Of several that are no better than each other, the first counts, unless all are of that kind: then they are no parts of
 * one matrix, and stay. A part that has no platform left is dropped. The first part has the first platform.
 */
export function onOwnRunners(parts: readonly Report[]): readonly Report[] {
  const measured = parts.map((part) => ({ part, platforms: platformsOf(part) }))
  const owners = new Map<string, readonly Report[]>()
  for (const platform of new Set(measured.flatMap(({ platforms }) => platforms))) {
    const having = measured.filter(({ platforms }) => platforms.includes(platform))
    owners.set(
      platform,
      ownersOf(
        platform,
        having.map(({ part }) => part),
      ),
    )
  }
  const order = orderOf(measured.map(({ platforms }) => platforms))
  return measured
    .flatMap(({ part, platforms }) => {
      const kept = platforms.filter((platform) => owners.get(platform)?.includes(part) === true)
      if (kept.length === platforms.length) return [{ part, kept }]
      return kept.length === 0 ? [] : [{ part: onlyPlatforms(part, kept), kept }]
    })
    .toSorted((a, b) => order.indexOf(a.kept[0] ?? '') - order.indexOf(b.kept[0] ?? ''))
    .map(({ part }) => part)
}

/** That of the configuration, if a job measured all of them; else by name, as jobs end and artifacts are read in any order. */
function orderOf(lists: readonly (readonly string[])[]): readonly string[] {
  const [longest = []] = lists.toSorted((a, b) => b.length - a.length)
  const all = lists.flat().toSorted()
  return longest.length > 1 ? [...longest, ...all] : all
}

function ownersOf(platform: string, parts: readonly Report[]): readonly Report[] {
  const native = parts.filter((part) => !isForeign(part, platform))
  const own = native.filter(({ runner }) => {
    const { os, arch } = platformParts(platform)
    return runner.os === os && runner.arch === arch
  })
  return own.length > 0 ? own : [...native, ...parts].slice(0, 1)
}

/** Whether the runner did not start its programs as they are. */
function isForeign({ variants }: Report, platform: string): boolean {
  return variants.some((one) => {
    const startup = one.platform === platform ? one.metrics['startup'] : undefined
    return startup !== undefined && !isMeasured(startup) && isExempt(startup.unmeasured)
  })
}

function onlyPlatforms(report: Report, kept: readonly string[]): Report {
  const isKept = ({ platform }: { readonly platform?: string }) =>
    platform === undefined || kept.includes(platform)
  const { programs, linked } = report
  const findings = report.findings.filter(isKept)
  return {
    ...report,
    verdict: worst(findings.map(({ verdict }) => verdict)),
    variants: report.variants.filter(isKept),
    comparisons: report.comparisons.filter(isKept),
    findings,
    causes: report.causes.filter(isKept),
    ...(programs === undefined ? {} : { programs: programs.filter(isKept) }),
    ...(linked === undefined ? {} : { linked: linked.filter(isKept) }),
  }
}
