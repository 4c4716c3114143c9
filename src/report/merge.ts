/** Merges the reports of a job matrix: platforms of one app become one report, different apps stay separate. */

import { fail, type Result, succeed } from '../common/result.ts'
import { uniqueByValue } from '../common/unique.ts'
import { worst } from '../document/outcome.ts'
import type { Report } from '../document/report.ts'
import type { Finding } from '../findings/finding.ts'
import { isInAll, withPlatform } from '../findings/platform-findings.ts'
import { measuringJobs } from './jobs.ts'
import { platformsOf } from './lookup.ts'
import { preferNativeRunners } from './native-runners.ts'

/**
 * One report for each app, by name. Reports of one app must be about the same commits. If several have the same platform, its
 * native runner counts (`preferNativeRunners`); otherwise they must have no variant in common. Verdicts of the parts do not change.
 */
export function mergeReports(reports: readonly Report[]): Result<readonly Report[]> {
  const merged: Report[] = []
  for (const [app, all] of Map.groupBy(reports, ({ app }) => app)) {
    const parts = preferNativeRunners(all)
    const problem = ofOtherCommits(app, all) ?? withSameVariant(app, parts)
    if (problem !== undefined) return fail(problem)
    merged.push(withPlatforms(parts).reduce(together))
  }
  return succeed(merged.toSorted((a, b) => (a.app < b.app ? -1 : 1)))
}

/** Adds platforms to the findings and causes of jobs, except for findings about the run that all jobs have. */
function withPlatforms(parts: readonly Report[]): readonly Report[] {
  const all = new Set(parts.flatMap(platformsOf))
  if (all.size <= 1) return parts
  const isCommon = isInAll(parts)
  const isShared = (one: Finding) => isAboutRun(one) && isCommon(one)
  return parts.map((part) => {
    const own = platformsOf(part)
    const [platform, ...others] = own
    if (platform === undefined || own.length === all.size) return part
    return {
      ...part,
      // a finding without a platform is about all platforms of its job
      findings: part.findings.flatMap((one) =>
        one.platform !== undefined || isShared(one) ? [one] : own.map((of) => withPlatform(one, of)),
      ),
      causes:
        others.length > 0
          ? part.causes
          : part.causes.map((one) => ({ ...one, platform: one.platform ?? platform })),
    }
  })
}

/** Whether it is about the whole run, so that every job can have it. */
function isAboutRun({ id, revision, mode, metric }: Finding): boolean {
  return id === 'budget/loosened' || (revision === undefined && mode === undefined && metric === undefined)
}

function ofOtherCommits(app: string, parts: readonly Report[]): string | undefined {
  const commits = new Set(parts.map(({ base, head }) => `${base?.sha ?? 'none'} ${head.sha}`))
  return commits.size > 1
    ? `the reports of \`${app}\` are about different commits: publish only reports of one run together`
    : undefined
}

function withSameVariant(app: string, parts: readonly Report[]): string | undefined {
  const variants = parts.flatMap((part) =>
    part.variants.map(({ revision, mode, platform }) => `${revision}, ${mode}, ${platform}`),
  )
  const twice = variants.find((one, index) => variants.indexOf(one) !== index)
  return twice === undefined
    ? undefined
    : `two reports of \`${app}\` have the same variant (${twice}): set a different \`app\` in the configuration of each service`
}

function together(one: Report, other: Report): Report {
  const floors = [one.noise.floor, other.noise.floor].filter((floor) => floor !== null)
  const reference = one.reference ?? other.reference
  const programs = [...(one.programs ?? []), ...(other.programs ?? [])]
  const linked = [...(one.linked ?? []), ...(other.linked ?? [])]
  // every job has the same scan results
  const scans = uniqueByValue([...(one.scans ?? []), ...(other.scans ?? [])])
  return {
    ...one,
    ...(reference === undefined ? {} : { reference }),
    verdict: worst([one.verdict, other.verdict]),
    variants: [...one.variants, ...other.variants],
    budgets: uniqueByValue([...one.budgets, ...other.budgets]),
    comparisons: [...one.comparisons, ...other.comparisons],
    findings: uniqueByValue([...one.findings, ...other.findings]),
    causes: [...one.causes, ...other.causes],
    ...(programs.length === 0 ? {} : { programs }),
    ...(linked.length === 0 ? {} : { linked }),
    ...(scans.length === 0 ? {} : { scans }),
    ...vulnerabilitiesOf(one, other),
    noise: {
      floor: floors.length === 0 ? null : Math.max(...floors),
      rounds: Math.max(one.noise.rounds, other.noise.rounds),
    },
    jobs: [...measuringJobs(one), ...measuringJobs(other)],
  }
}

/** Jobs may have read the database at different times. If one could not read it, the vulnerabilities of the app are unknown. */
function vulnerabilitiesOf(one: Report, other: Report): Pick<Report, 'vulnerabilities'> {
  const [a, b] = [one.vulnerabilities, other.vulnerabilities]
  if (a === undefined || b === undefined) {
    const only = a ?? b
    return only === undefined ? {} : { vulnerabilities: only }
  }
  const problem = a.problem ?? b.problem
  const programs = [...a.programs, ...b.programs]
  return { vulnerabilities: { ...b, ...a, ...(problem === undefined ? {} : { problem }), programs } }
}
