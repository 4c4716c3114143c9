/** Texts for changes, and the rules for noise and improvements. */

import type { Report } from '../document/report.ts'
import type { Comparison } from '../model/comparison.ts'
import { isMeasured, type Measured } from '../model/measurement.ts'
import { definitionOf, type Unit } from '../model/metric.ts'
import { formatDelta, formatDeltaInterval } from '../model/quantity.ts'
import { measurementOf, variantOf } from './lookup.ts'

export function isOver(comparison: Comparison): boolean {
  const max = comparison.budget?.max
  return max !== undefined && comparison.head !== null && comparison.head > max
}

export function changeText(comparison: Comparison, unit: Unit, brief = false): string {
  const noise = definitionOf(comparison.metric)?.noise
  if (noise === 'info') return ''
  if (comparison.verdict === 'no-baseline') return 'no baseline'
  if (comparison.verdict === 'unchanged' && noise !== 'exact') return 'unchanged'
  const { delta, low, high } = comparison
  if (!brief && delta !== null && low !== undefined && high !== undefined)
    return formatDeltaInterval(delta, low, high, unit)
  if (delta !== null) return formatDelta(delta, unit)
  if (comparison.head === null) return ''
  return comparison.verdict === 'unchanged' ? formatDelta(0, unit) : 'base unmeasured'
}

/** Whether the confidence intervals overlap; false unless both numbers have one. */
export function overlap(a: Measured, b: Measured): boolean {
  if (a.low === undefined || a.high === undefined || b.low === undefined || b.high === undefined) return false
  return a.low <= b.high && b.low <= a.high
}

/** Whether noise alone can explain the change. If the budget is broken or undecided, the numbers are shown anyway. */
export function isWithinNoise(report: Report, comparison: Comparison): boolean {
  const { metric, mode, platform, verdict, delta, low, high } = comparison
  if ((verdict !== 'pass' && verdict !== 'info') || delta === null) return false
  const noise = definitionOf(metric)?.noise
  if (noise === 'noisy') return low !== undefined && high !== undefined && low <= 0 && high >= 0
  if (noise !== 'quasi-exact') return false
  const [base, head] = (['base', 'head'] as const).map((revision) =>
    measurementOf(variantOf(report, revision, mode, platform), metric),
  )
  return isMeasured(base) && isMeasured(head) && overlap(base, head)
}

/** Whether it is a clear decrease, as large as an increase that would break every part of the budget. */
export function isImproved(report: Report, comparison: Comparison): boolean {
  const { metric, base, delta, high, budget, verdict } = comparison
  const { relative, absolute } = budget?.increase ?? {}
  if (verdict !== 'pass' || base === null || delta === null || delta >= 0) return false
  if (relative === undefined && absolute === undefined) return false
  if (definitionOf(metric)?.noise === 'noisy' && !(high !== undefined && high < 0)) return false
  if (isWithinNoise(report, comparison)) return false
  return -delta > (relative ?? 0) * base && -delta > (absolute ?? 0)
}
