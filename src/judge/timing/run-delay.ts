/** Start-up times without the wait for a CPU, which a busy machine adds. */
import { shiftBetween } from '../../startup/two-samples.ts'

/** Samples of a variant, one for each round in which it was started. */
export interface Timed {
  readonly values: readonly number[]
  /** Run-queue delay in milliseconds of the thread that waited longest, for each start; absent if unknown, or not to be subtracted. */
  readonly delays?: readonly number[] | undefined
  /** Whether starts are compared with those of the same round, if there are enough rounds. */
  readonly isPaired?: boolean
}

/**
 * The samples of both, minus the share of the run-queue delay that delays a start. This share is estimated from
 * base alone, independently of head. If the delay itself clearly differs, nothing is subtracted: then the
 * change may cause the wait, for example by more threads or more computing.
 */
export function withoutDelay(
  base: Timed,
  head: Timed,
  alpha: number,
): readonly [base: readonly number[], head: readonly number[]] {
  const plain = [base.values, head.values] as const
  if (base.delays?.length !== base.values.length || head.delays?.length !== head.values.length) return plain
  const shift = shiftBetween(base.delays, head.delays, alpha)
  if (!(shift.low <= 0 && shift.high >= 0)) return plain
  const share = delayShare(base.values, base.delays)
  const adjusted = ({ values, delays = [] }: Timed) =>
    values.map((value, round) => value - share * (delays[round] ?? 0))
  return [adjusted(base), adjusted(head)]
}

/** How many milliseconds later a start is ready for each millisecond of run-queue delay (least squares), from 0 to 1. */
export function delayShare(values: readonly number[], delays: readonly number[]): number {
  const [value, delay] = [mean(values), mean(delays)]
  let together = 0
  let alone = 0
  for (const [round, one] of delays.entries()) {
    together += (one - delay) * ((values[round] ?? Number.NaN) - value)
    alone += (one - delay) ** 2
  }
  return alone > 0 ? Math.min(1, Math.max(0, together / alone)) : 0
}

const mean = (values: readonly number[]) => values.reduce((sum, one) => sum + one, 0) / values.length
