/** Middle value; the mean of the two middle ones for an even number. NaN without values. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length / 2
  const upper = sorted[Math.floor(middle)] ?? Number.NaN
  return Number.isInteger(middle) ? ((sorted[middle - 1] ?? Number.NaN) + upper) / 2 : upper
}

export interface Interval {
  readonly low: number
  readonly high: number
}

/**
 * Confidence interval of the median from order statistics: no assumption about the distribution, which for start-up
 * times is skewed. undefined where so few values allow none (fewer than six at 95 %).
 * Source: Conover, Practical Nonparametric Statistics, 3rd ed., §3.2 (the binomial distribution of the number of values
 * below the median).
 */
export function medianInterval(values: readonly number[], confidence = 0.95): Interval | undefined {
  const sorted = [...values].sort((a, b) => a - b)
  const count = sorted.length
  const tail = (1 - confidence) / 2
  // the largest rank whose binomial tail probability still fits
  let cumulated = 0
  let probability = 0.5 ** count
  let rank = 0
  while (rank < count) {
    cumulated += probability
    if (cumulated > tail) break
    rank++
    probability *= (count - rank + 1) / rank
  }
  if (rank === 0) return undefined
  const low = sorted[rank - 1]
  const high = sorted[count - rank]
  return low === undefined || high === undefined ? undefined : { low, high }
}
