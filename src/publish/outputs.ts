/** The outputs of the step. `action.yml` has their names. */

import { harmlessJson } from '../common/harmless.ts'
import { outcomeOfAll } from '../document/outcome.ts'
import type { Report } from '../document/report.ts'
import { unmeasuredText } from '../findings/unmeasured.ts'
import { isMeasured } from '../model/measurement.ts'
import type { Unit } from '../model/metric.ts'
import type { Revision } from '../model/revision.ts'
import type { ReportVariant } from '../model/variant.ts'

export type OutputName =
  | 'verdict'
  | 'report'
  | 'html'
  | 'sarif'
  | 'sbom'
  | 'markdown'
  | 'comment-url'
  | 'metrics'

type MetricOutput = { readonly value: number; readonly unit: Unit } | { readonly unmeasured: string }
/** Metrics by mode. Platforms after the first have separate keys, such as `static linux/arm64`. */
type ModeOutputs = Readonly<Record<string, Readonly<Record<string, MetricOutput>>>>

export interface OutputPaths {
  readonly report: string
  readonly html?: string | undefined
  readonly sarif?: string | undefined
  /** The directory. */
  readonly sbom?: string | undefined
}

/**
 * All outputs are set, so that no expression refers to a missing one. The URL of a comment that was not written is empty.
 *
 * @param reports one for each app; if there are several, metrics are grouped by app name
 * @param paths paths of the report and the files made from it
 * @param markdown text of the comment
 */
export function outputsOf(
  reports: readonly Report[],
  paths: OutputPaths,
  markdown: string,
  commentUrl = '',
): Readonly<Record<OutputName, string>> {
  const [only, ...others] = reports
  return {
    verdict: outcomeOfAll(reports),
    report: paths.report,
    html: paths.html ?? '',
    sarif: paths.sarif ?? '',
    sbom: paths.sbom ?? '',
    markdown,
    'comment-url': commentUrl,
    // a later step may print it, so it must not contain workflow commands
    metrics: harmlessJson(
      only !== undefined && others.length === 0
        ? metricOutputs(only)
        : Object.fromEntries(reports.map((report) => [report.app, metricOutputs(report)])),
      0,
    ),
  }
}

/**
 * Nested for direct access in a workflow: `fromJSON(steps.x.outputs.metrics).head.static['binary-size'].value`. Both
 * revisions are always present; `base` is empty without a baseline. Sizes are in bytes, times in milliseconds.
 */
export function metricOutputs({ variants }: Report): Readonly<Record<Revision, ModeOutputs>> {
  // the first platform has plain keys, so that adding a platform does not break existing workflows
  const first = variants[0]?.platform
  const of = (revision: Revision): ModeOutputs =>
    Object.fromEntries(
      variants
        .filter((variant) => variant.revision === revision)
        .map((variant) => [
          variant.platform === first ? variant.mode : `${variant.mode} ${variant.platform}`,
          valuesOf(variant),
        ]),
    )
  return { base: of('base'), head: of('head') }
}

function valuesOf({ metrics }: ReportVariant): Readonly<Record<string, MetricOutput>> {
  return Object.fromEntries(
    Object.entries(metrics).map(([name, measurement]) => [
      name,
      isMeasured(measurement)
        ? { value: measurement.value, unit: measurement.unit }
        : { unmeasured: unmeasuredText(measurement.unmeasured) },
    ]),
  )
}
