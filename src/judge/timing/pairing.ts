/** Judging what was measured in rounds: which samples belong together, and how sure one has to be. */

import type { Report } from '../../document/report.ts'
import type { Budget } from '../../model/budget.ts'
import { isSameImage } from '../../model/image.ts'
import { isMeasured, type Measured, type Measurement } from '../../model/measurement.ts'
import { type Metric, metrics } from '../../model/metric.ts'
import type { ReportVariant } from '../../model/variant.ts'
import type { VariantPair } from '../../model/variant-set.ts'
import { budgetFor } from '../budgets.ts'
import { alphaFor, interimAnalyses, type TimingChange, timingChange } from './timing-rule.ts'

export interface Timing {
  /** Error of each one-sided bound, shared between all interim analyses and all tests. */
  readonly alpha: number
  /** Of the interval that a ceiling is held against: 95 % for all interim analyses together. */
  readonly confidence: number
  /** How base differs from a second copy of itself in the first `rounds` rounds, or in all of them. */
  readonly control: (metric: Metric, rounds?: number) => TimingChange | undefined
}

export function timingOf(
  variants: readonly ReportVariant[],
  budgets: readonly Budget[],
  noise: Report['noise'],
): Timing {
  const tests = pairsOf(variants).flatMap(({ base, head }) =>
    timedMetrics.filter(
      (metric) =>
        budgetFor(budgets, metric, head.mode)?.increase !== undefined &&
        !isSameImage(base?.image, head.image) &&
        samplesOf(base, metric).length > 0,
    ),
  ).length
  const planned = interimAnalyses(noise.limit ?? noise.rounds).length
  const alpha = alphaFor({ analyses: planned, tests: Math.max(1, tests) })
  const { control } = noise
  const copied = variants.find(
    ({ revision, mode, platform }) =>
      revision === 'base' && mode === control?.mode && platform === control.platform,
  )
  // it goes on with the control when its own mode has left
  const original = control?.original === undefined ? copied : { metrics: control.original }
  return {
    alpha,
    confidence: 1 - 0.05 / planned,
    control: (metric, rounds) => {
      const [one, copy] = [samplesOf(original, metric), samplesOf(control, metric)]
      if (one.length !== copy.length) return undefined
      return changeBetween(one.slice(0, rounds), copy.slice(0, rounds), alpha)
    },
  }
}

const timedMetrics = (Object.keys(metrics) as Metric[]).filter((metric) => metrics[metric].noise === 'noisy')

/** One for each head, in the order of the report. */
export function pairsOf(variants: readonly ReportVariant[]): readonly VariantPair<ReportVariant>[] {
  return variants
    .filter(({ revision }) => revision === 'head')
    .map((head) => ({
      head,
      base: variants.find(
        (one) => one.revision === 'base' && one.mode === head.mode && one.platform === head.platform,
      ),
    }))
}

/** How head differs from base; undefined for a metric without noise, or where the two share no rounds. */
export function changeInRounds(
  metric: Metric,
  base: Measured | undefined,
  head: Measured | undefined,
  { alpha }: Timing,
): TimingChange | undefined {
  if (metrics[metric].noise !== 'noisy') return undefined
  return changeBetween(base?.samples ?? [], head?.samples ?? [], alpha)
}

/** Whether one start may have taken so many times as long as another. */
const isComparable = (ratio: number) => ratio >= 1e-6 && ratio <= 1e6

function changeBetween(
  base: readonly number[],
  head: readonly number[],
  alpha: number,
): TimingChange | undefined {
  if (base.length === 0 || base.length !== head.length) return undefined
  // nothing starts in no time: such samples are of no measurement
  if (!base.every((one, round) => isComparable((head[round] ?? 0) / one))) return undefined
  const change = timingChange(base, head, alpha)
  return Number.isNaN(change.ratio.estimate) ? undefined : change
}

/** One for each round; empty where there are none. */
export function samplesOf(
  started: { readonly metrics: Readonly<Record<string, Measurement>> } | undefined,
  metric: Metric,
): readonly number[] {
  const found = started?.metrics[metric]
  return isMeasured(found) ? (found.samples ?? []) : []
}
