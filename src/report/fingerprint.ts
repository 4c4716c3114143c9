import type { Report } from '../document/report.ts'
import type { Comparison } from '../model/comparison.ts'
import { isMetric, metrics } from '../model/metric.ts'

/**
 * A text that is equal for two reports with the same results for the same commits. Timings differ between runs because of
 * noise, so only their verdicts are included.
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
    // metrics that are measured only once can be missing in one of two equal runs
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

/** Whether head differs from base in an exact metric, or the report has findings to show. */
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
