/** The section of the comment with all numbers, and the reasons for missing ones. */

import { enumerate, lower } from '../../common/english.ts'
import type { Report } from '../../document/report.ts'
import { unmeasuredBrief } from '../../findings/unmeasured.ts'
import type { Comparison } from '../../model/comparison.ts'
import { isMeasured, type Measurement, type UnmeasuredReason } from '../../model/measurement.ts'
import { definitionOf, labelOf } from '../../model/metric.ts'
import { formatShare } from '../../model/quantity.ts'
import { type Revision, revisions } from '../../model/revision.ts'
import { changeText, isWithinNoise } from '../change.ts'
import { columnsOf } from '../columns.ts'
import { comparisonOf, isTimed, measurementOf, metricsOf, unitOf, variantOf } from '../lookup.ts'
import { name, sentence } from '../text.ts'
import { measuredText } from '../view.ts'
import { alignments, details, table } from './gfm.ts'

const mostMeasurements = 200

export function measurementsSection(report: Report): string | undefined {
  const rows = metricsOf(report).flatMap((metric) =>
    columnsOf(report, name).flatMap(({ mode, platform, title }) => {
      const [base, head] = (['base', 'head'] as const).map((revision) =>
        measurementOf(variantOf(report, revision, mode, platform), metric),
      )
      // without a number of head, the row has no information about this change
      if (!isMeasured(head)) return []
      const start = [sentence(labelOf(metric)), title]
      if (report.base === null) return [[...start, sentence(measuredText(head))]]
      const comparison = comparisonOf(report, metric, mode, platform)
      const change = comparison === undefined ? '' : sentence(changeText(comparison, unitOf(report, metric)))
      const share = comparison === undefined ? '' : shareText(report, comparison)
      return [[...start, valueText(base), sentence(measuredText(head)), change, share]]
    }),
  )
  if (rows.length === 0) return undefined
  const header =
    report.base === null ? ['Metric', 'Mode', 'Head'] : ['Metric', 'Mode', 'Base', 'Head', 'Δ', '']
  const left = rows.length - mostMeasurements
  return details(
    'All measurements',
    [
      table(header, alignments(2, header.length - 2), rows.slice(0, mostMeasurements)),
      ...(left > 0 ? [`… and ${left} more.`] : []),
      ...notMeasured(report),
      ...(isTimed(report)
        ? [
            'Base and head are medians. Changes of times are Hodges–Lehmann estimates, so they differ from the difference of the medians. Changes of start-up and listening times are without the wait for a CPU.',
          ]
        : []),
    ].join('\n\n'),
  )
}

const valueText = (one: Measurement | undefined) => (isMeasured(one) ? sentence(measuredText(one)) : '')

function shareText(report: Report, comparison: Comparison): string {
  if (comparison.base === null) return ''
  if (definitionOf(comparison.metric)?.noise === 'info') return 'not comparable'
  if (isWithinNoise(report, comparison)) return 'within noise'
  return sentence(formatShare(comparison.delta ?? 0, comparison.ratio))
}

/** Reasons that a finding already reports. */
const withFinding: readonly UnmeasuredReason['kind'][] = ['not-built', 'same-inputs']

/** Unmeasured metrics whose reason no finding reports: a line for each reason, with its modes. */
function notMeasured(report: Report): readonly string[] {
  return revisions.flatMap((revision) => {
    const gaps = metricsOf(report).flatMap((metric) => {
      const label = lower(labelOf(metric))
      return gapsOf(report, revision, metric).map((gap) => ({ ...gap, label }))
    })
    const alike = Map.groupBy(gaps, ({ reason, modes }) => `${modes}: ${reason}`)
    return [...alike.values()].flatMap((group) =>
      group.slice(0, 1).map(({ reason, modes }) => {
        const metrics = enumerate(group.map(({ label }) => label))
        return `Not measured at ${revision} (${modes}): ${sentence(metrics)}. Reason: ${sentence(reason)}.`
      }),
    )
  })
}

interface Gap {
  readonly reason: string
  readonly modes: string
}

/** Reasons why one metric was not measured, with their modes. */
function gapsOf(report: Report, revision: Revision, metric: string): readonly Gap[] {
  const found = columnsOf(report, name).flatMap(({ mode, platform, title }) => {
    const one = measurementOf(variantOf(report, revision, mode, platform), metric)
    if (one === undefined || isMeasured(one) || withFinding.includes(one.unmeasured.kind)) return []
    return [{ reason: unmeasuredBrief(one.unmeasured), title }]
  })
  return [...Map.groupBy(found, ({ reason }) => reason)].map(([reason, group]) => ({
    reason,
    modes: enumerate(group.map(({ title }) => title)),
  }))
}
