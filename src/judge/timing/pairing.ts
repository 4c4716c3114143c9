/** Which samples of the rounds are compared with each other, and with which confidence. */

import type { Report } from '../../document/report.ts'
import type { Budget } from '../../model/budget.ts'
import { isSameImage } from '../../model/image.ts'
import { isMeasured, type Measurement } from '../../model/measurement.ts'
import { type Metric, metrics } from '../../model/metric.ts'
import type { ReportVariant } from '../../model/variant.ts'
import type { VariantPair } from '../../model/variant-set.ts'
import { budgetFor } from '../budgets.ts'
import { pairsWithReference } from '../reference-pairs.ts'
import type { TimingChange } from './budget-parts.ts'
import type { Timed } from './run-delay.ts'
import {
  type BoundErrors,
  errorsFor,
  interimAnalyses,
  isComparedInPairs,
  timingChange,
} from './timing-rule.ts'

/** The inherited errors apply to comparisons of head with base, and of one mode with another. */
export interface Timing extends BoundErrors {
  /** Maximum number of rounds. */
  readonly limit: number
  /** Confidence of the interval that is compared with a `max` budget, so that all interim analyses together have 95 %. */
  readonly confidence: number
  /** How base differs from a second copy of itself in the first `rounds` rounds, or in all of them. */
  readonly control: (metric: Metric, rounds?: number) => TimingChange | undefined
}

/** @param limit maximum number of rounds, if there is no time for all planned ones */
export function timingOf(
  variants: readonly ReportVariant[],
  budgets: readonly Budget[],
  noise: Report['noise'],
  limit = noise.limit ?? noise.rounds,
): Timing {
  const tests = pairsOf(variants).flatMap(({ base, head }) =>
    timedMetrics.filter(
      (metric) =>
        budgetFor(budgets, metric, head.mode)?.increase !== undefined &&
        !isSameImage(base?.image, head.image) &&
        samplesOf(base, metric).length > 0,
    ),
  ).length
  const between = pairsWithReference(variants, budgets).filter(
    ({ metric, head, reference }) =>
      metrics[metric].noise === 'noisy' &&
      [head, reference].every((one) => samplesOf(one, metric).length > 0),
  ).length
  const planned = interimAnalyses(noise.limit ?? noise.rounds).length
  const errors = errorsFor({ analyses: planned, tests: tests + between })
  const { alpha } = errors
  const { control } = noise
  const copied = variants.find(
    ({ revision, mode, platform }) =>
      revision === 'base' && mode === control?.mode && platform === control.platform,
  )
  // base of the control's mode continues with the control after that mode itself has stopped
  const original = control?.original === undefined ? copied : { metrics: control.original }
  return {
    ...errors,
    limit,
    confidence: 1 - 0.05 / planned,
    control: (metric, rounds = noise.rounds) => {
      const every = control?.every ?? 1
      const [one, copy] = [
        upTo(timedOf(original, metric), rounds),
        upTo(timedOf(control, metric), Math.ceil(rounds / every)),
      ]
      if (Math.ceil(one.values.length / every) !== copy.values.length) return undefined
      const inPairs = isComparedInPairs(one, copy.values.length, alpha)
      const change = changeBetween(inPairs ? everyNth(one, every) : one, copy, { alpha })
      return change && { ...change, rounds: one.values.length }
    },
  }
}

const timedMetrics = (Object.keys(metrics) as Metric[]).filter((metric) => metrics[metric].noise === 'noisy')

/** Head of each mode and platform with its base, in the order of the report. */
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

/** How head differs from base; undefined for a metric that is not timed, if the two share no rounds, or if a sample is 0. */
export function changeInRounds(
  metric: Metric,
  base: Started,
  head: Started,
  errors: BoundErrors,
): TimingChange | undefined {
  if (metrics[metric].noise !== 'noisy') return undefined
  const [before, after] = [timedOf(base, metric), timedOf(head, metric)]
  return before.values.length === after.values.length ? changeBetween(before, after, errors) : undefined
}

/**
 * How `other` differs from `one` in the rounds that both have, as one mode may have stopped before the other. The rule is that for
 * head and base. undefined without samples.
 */
export function changeBetweenModes(
  metric: Metric,
  one: Started,
  other: Started,
  errors: BoundErrors,
): TimingChange | undefined {
  const [before, after] = [timedOf(one, metric), timedOf(other, metric)]
  const rounds = Math.min(before.values.length, after.values.length)
  return changeBetween(upTo(before, rounds), upTo(after, rounds), errors)
}

/** How the time from listening to ready differs from base; undefined if it is unknown in some round. */
export function responseChange(base: Started, head: Started, errors: BoundErrors): TimingChange | undefined {
  const [before, after] = [responseTimes(base), responseTimes(head)]
  return before.values.length === after.values.length ? timingChange(before, after, errors) : undefined
}

function responseTimes(started: Started): Timed {
  const [ready, listening] = [timedOf(started, 'startup'), samplesOf(started, 'listen')]
  if (ready.values.length !== listening.length) return { values: [] }
  return { ...ready, values: ready.values.map((ms, round) => ms - (listening[round] ?? Number.NaN)) }
}

/** Whether the ratio of two samples is plausible. */
const isComparable = (ratio: number) => ratio >= 1e-6 && ratio <= 1e6

function changeBetween(base: Timed, head: Timed, errors: BoundErrors): TimingChange | undefined {
  const [first] = base.values
  if (first === undefined || head.values.length === 0) return undefined
  // nothing starts in 0 ms: such samples are not measurements
  if (![...base.values, ...head.values].every((one) => isComparable(one / first))) return undefined
  const change = timingChange(base, head, errors)
  return Number.isNaN(change.ratio.estimate) ? undefined : change
}

/** Metrics that include waiting for a CPU. */
const wallTimes: ReadonlySet<Metric> = new Set(['startup', 'listen'] as const)

type Started = { readonly metrics: Readonly<Record<string, Measurement>> } | undefined

function timedOf(started: Started, metric: Metric): Timed {
  const values = samplesOf(started, metric)
  const delays = wallTimes.has(metric) ? samplesOf(started, 'run-delay') : []
  const isPaired = !wallTimes.has(metric)
  return delays.length === values.length ? { values, delays, isPaired } : { values, isPaired }
}

const upTo = (timed: Timed, rounds: number): Timed => inRounds(timed, (round) => round < rounds)
/** Samples of the rounds in which the control was started. */
const everyNth = (timed: Timed, every: number): Timed => inRounds(timed, (round) => round % every === 0)

function inRounds({ values, delays, ...timed }: Timed, counts: (round: number) => boolean): Timed {
  const chosen = (samples: readonly number[]) => samples.filter((_, round) => counts(round))
  return { ...timed, values: chosen(values), ...(delays === undefined ? {} : { delays: chosen(delays) }) }
}

/** One sample per round; empty if there are none. */
function samplesOf(started: Started, metric: Metric): readonly number[] {
  const found = started?.metrics[metric]
  return isMeasured(found) ? (found.samples ?? []) : []
}
