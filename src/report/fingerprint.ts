import type { Report } from '../document/report.ts'
import type { Comparison } from '../model/comparison.ts'
import { isMetric, metrics } from '../model/metric.ts'

/**
 * Text that is equal for two reports with the same results for the same commits. Timings of a second run differ by their
 * noise alone, so they count only through their verdicts.
 */
export function fingerprintText(report: Report): string {
  return JSON.stringify([
    report.tool.version,
    report.app,
    report.base?.sha ?? null,
    report.head.sha,
    report.verdict,
    report.accepted ?? null,
    report.go.version,
    // what is measured once may be missing in one of two equal runs
    report.comparisons
      .filter(isRepeated)
      .map(({ metric, mode, platform, base, head, verdict }) => [
        metric,
        mode,
        platform,
        isExact(metric) ? [base, head] : [base === null, head === null],
        verdict,
      ]),
    report.findings.map(({ verdict, id, revision, mode, platform, metric }) => [
      verdict,
      id,
      revision,
      mode,
      platform,
      metric,
    ]),
    report.variants.map(({ linkage, behavior, contents }) => [
      linkage ?? null,
      behavior ?? null,
      contents ?? null,
    ]),
    report.scans ?? null,
    report.causes.filter(({ metric }) => isExact(metric)),
  ])
}

/** Whether head differs from base in anything that is certain, or has findings to show. */
export function hasChanges(report: Report): boolean {
  const differs = (one: Comparison) => isExact(one.metric) && one.delta !== 0
  return report.verdict !== 'pass' || report.comparisons.some(differs)
}

function isRepeated({ metric }: Comparison): boolean {
  return !isMetric(metric) || metrics[metric].noise !== 'info'
}

function isExact(metric: string): boolean {
  return isMetric(metric) && metrics[metric].noise === 'exact'
}
