/** One report in an overview of many: its rank, and the numbers in its row. */

import { lower } from '../common/english.ts'
import { outcomeOf } from '../document/outcome.ts'
import type { Report } from '../document/report.ts'
import type { Comparison } from '../model/comparison.ts'
import { definitionOf, labelOf } from '../model/metric.ts'
import { formatDelta, withShare } from '../model/quantity.ts'
import { verdicts } from '../model/verdict.ts'
import { briefAmount } from './budget-lines.ts'
import { metricsOf, unitOf } from './lookup.ts'

/** Sorted by outcome, worst first, then by changed bytes, then by the largest change of a broken budget in percent. */
export function worstReportsFirst(reports: readonly Report[]): readonly Report[] {
  return reports
    .map((report) => ({ report, rank: rankOf(report), size: sizeOf(report), share: shareOf(report) }))
    .toSorted(
      (a, b) =>
        b.rank - a.rank || b.size - a.size || b.share - a.share || (a.report.app < b.report.app ? -1 : 1),
    )
    .map(({ report }) => report)
}

/** An accepted report no longer fails but is worse than a warning. */
function rankOf(report: Report): number {
  const outcome = outcomeOf(report)
  return outcome === 'accepted' ? verdicts.indexOf('warn') + 0.5 : verdicts.indexOf(outcome)
}

const sizeOf = (report: Report) =>
  Math.max(0, ...sizeChanges(report).map(({ delta }) => Math.abs(delta ?? 0)))

const shareOf = (report: Report) => Math.max(0, ...brokenOf(report).map(shareOfChange))

const shareOfChange = ({ ratio }: Comparison) => Math.abs((ratio ?? 1) - 1)

const brokenOf = ({ comparisons }: Report) =>
  comparisons.filter(({ verdict, head }) => (verdict === 'fail' || verdict === 'warn') && head !== null)

function sizeChanges({ comparisons }: Report): readonly Comparison[] {
  return comparisons.filter(({ metric, delta }) => {
    const { unit, noise } = definitionOf(metric) ?? {}
    return unit === 'B' && noise === 'exact' && delta !== null && delta !== 0
  })
}

const mostMetrics = 3

/** For each broken budget, the mode that exceeds it most; if none is broken, the largest change of a size. */
export function briefNumbers(report: Report): readonly string[] {
  const broken = Map.groupBy(brokenOf(report), ({ metric }) => metric)
  const known = metricsOf(report).filter((metric) => broken.has(metric))
  if (known.length === 0) {
    const [largest] = sizeChanges(report).toSorted((a, b) => Math.abs(b.delta ?? 0) - Math.abs(a.delta ?? 0))
    return largest === undefined ? [] : [`${lower(labelOf(largest.metric))} ${changeOf(largest)}`]
  }
  const numbers = known.slice(0, mostMetrics).flatMap((metric) => {
    const [worst] = (broken.get(metric) ?? []).toSorted((a, b) => shareOfChange(b) - shareOfChange(a))
    return worst === undefined ? [] : [`${lower(labelOf(metric))} ${briefAmount(report, worst)}`]
  })
  const left = known.length - numbers.length
  return left > 0 ? [...numbers, `${left} more`] : numbers

  function changeOf({ metric, delta, ratio }: Comparison): string {
    return withShare(formatDelta(delta ?? 0, unitOf(report, metric)), delta ?? 0, ratio)
  }
}
