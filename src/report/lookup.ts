/** Finds parts of a report. Names in it are untrusted, so they are never used as object keys unchecked. */

import type { Report } from '../document/report.ts'
import type { Comparison } from '../model/comparison.ts'
import type { LinkedModules } from '../model/linked.ts'
import { isMeasured, type Measurement } from '../model/measurement.ts'
import { definitionOf, metricNames, type Unit } from '../model/metric.ts'
import type { Revision } from '../model/revision.ts'
import type { ReportVariant } from '../model/variant.ts'

/** The production mode first, then the others in the order of the report. */
export function modesOf(report: Report): readonly string[] {
  const modes = [...new Set([...report.variants, ...report.comparisons].map(({ mode }) => mode))]
  const shipped = new Set(report.variants.filter(isShipped).map(({ mode }) => mode))
  const isFirst = (mode: string) => Number(shipped.has(mode))
  return modes.toSorted((a, b) => isFirst(b) - isFirst(a))
}

/** Whether it is head's production image: the user's own Dockerfile, unchanged. */
const isShipped = ({ revision, source }: ReportVariant) => revision === 'head' && source === 'shipped'

/** A note after the mode's name in a column heading. */
export function columnNote(report: Report, mode: string, platform: string): string {
  const head = variantOf(report, 'head', mode, platform)
  return head !== undefined && isShipped(head) ? ' (ships)' : ''
}

/** In the order of the report. */
export function platformsOf(report: Report): readonly string[] {
  return [...new Set([...report.variants, ...report.comparisons].map(({ platform }) => platform))]
}

/** The parts of a report about one platform or about all platforms. */
export function onPlatform(report: Report, platform: string): Report {
  const isOf = (one: { readonly platform?: string | undefined }) => (one.platform ?? platform) === platform
  return {
    ...report,
    variants: report.variants.filter(isOf),
    comparisons: report.comparisons.filter(isOf),
    findings: report.findings.filter(isOf),
    causes: report.causes.filter(isOf),
  }
}

/** Whether any change is an estimate from starts of base and head. */
export function isTimed({ comparisons }: Report): boolean {
  return comparisons.some(({ low, verdict }) => low !== undefined && verdict !== 'unchanged')
}

/** Known metrics in the order of tables, then unknown ones from another version of linkgate. */
export function metricsOf(report: Report): readonly string[] {
  const found = new Set([
    ...report.variants.flatMap((variant) => Object.keys(variant.metrics)),
    ...report.comparisons.map(({ metric }) => metric),
  ])
  return [
    ...metricNames.filter((metric) => found.has(metric)),
    ...[...found].filter((metric) => definitionOf(metric) === undefined),
  ]
}

export function variantOf(
  report: Report,
  revision: Revision,
  mode: string,
  platform: string,
): ReportVariant | undefined {
  return report.variants.find(
    (variant) => variant.revision === revision && variant.mode === mode && variant.platform === platform,
  )
}

export function measurementOf(variant: ReportVariant | undefined, metric: string): Measurement | undefined {
  return variant !== undefined && Object.hasOwn(variant.metrics, metric) ? variant.metrics[metric] : undefined
}

export function comparisonOf(
  report: Report,
  metric: string,
  mode: string,
  platform: string,
): Comparison | undefined {
  return report.comparisons.find(
    (one) => one.metric === metric && one.mode === mode && one.platform === platform,
  )
}

type LinkedModule = LinkedModules['modules'][number]

/** New modules, each once, because all jobs of a merged report have the same modules. */
export function linkedModulesOf({ linked = [] }: Report): readonly LinkedModule[] {
  const modules = linked.flatMap((one) => one.modules)
  return [...new Map(modules.map((one) => [one.name, one])).values()]
}

export function unitOf(report: Report, metric: string): Unit {
  const known = definitionOf(metric)?.unit
  if (known !== undefined) return known
  const all = report.variants.map((variant) => measurementOf(variant, metric))
  return all.find(isMeasured)?.unit ?? 'count'
}
