/** The shift between two independent samples, which are not pairs. */
import { countUpTo, normalQuantile, type Shift, unknownShift } from './statistics.ts'

/**
 * The shift between two samples, which may have different lengths. The estimate is the median of all differences headⱼ − baseᵢ
 * (Hodges–Lehmann). Each of the two bounds is on the wrong side of the shift with a probability of at most `alpha`. Between
 * them are the values that the one-sided Wilcoxon rank-sum tests (Mann–Whitney) do not reject. For start-up times, which have one
 * long tail, it is more precise than `hodgesLehmann` of paired differences, which have two. Drift that affects both samples
 * widens the bounds, so they are conservative. A bound is infinite if there are too few values for `alpha`. The estimate is NaN
 * without values, or if one is not finite.
 * Source: Hollander, Wolfe and Chicken, Nonparametric Statistical Methods, 3rd ed., §4.2 and §4.3.
 */
export function shiftBetween(base: readonly number[], head: readonly number[], alpha: number): Shift {
  const differences = base.length * head.length
  if (differences === 0 || !base.every(Number.isFinite) || !head.every(Number.isFinite)) return unknownShift
  const [from, to] = [new Float64Array(base).sort(), new Float64Array(head).sort()]
  const rank = rankSumRank(base.length, head.length, alpha)
  const upper = nthDifference(from, to, Math.floor(differences / 2) + 1)
  const lower = differences % 2 === 0 ? nthDifference(from, to, differences / 2) : upper
  return {
    estimate: (lower + upper) / 2,
    low: rank === 0 ? unknownShift.low : nthDifference(from, to, rank),
    high: rank === 0 ? unknownShift.high : nthDifference(from, to, differences - rank + 1),
  }
}

/** The `rank`-th smallest of all differences toⱼ − fromᵢ of two sorted lists, without computing all of them. */
function nthDifference(from: Float64Array, to: Float64Array, rank: number): number {
  // invariant: both are differences, and the wanted one is one of them or between them
  let low = at(to, 0) - at(from, from.length - 1)
  let high = at(to, to.length - 1) - at(from, 0)
  while (low < high) {
    const middle = low + (high - low) / 2
    const pivot = middle < high ? middle : low
    let upTo = 0
    let greatest = low
    let leastAbove = high
    let below = 0
    for (const one of from) {
      while (below < to.length && at(to, below) - one <= pivot) below++
      upTo += below
      if (below > 0) greatest = Math.max(greatest, at(to, below - 1) - one)
      if (below < to.length) leastAbove = Math.min(leastAbove, at(to, below) - one)
    }
    if (upTo >= rank) high = greatest
    else low = leastAbove
  }
  return low
}

/** Up to this number of values, the distribution is exact, which takes 40 ms once. */
const exactUpTo = 200

/**
 * The largest rank k for which the k-th smallest of the n·m differences is a lower bound with an error of at most
 * `alpha`: P(U ≤ k − 1) ≤ alpha, where U is the Mann–Whitney statistic. 0 if there is none. Above 200 values, it uses the
 * normal approximation of U. This is conservative, because its tails are heavier.
 */
export function rankSumRank(n: number, m: number, alpha: number): number {
  if (Math.max(n, m) > exactUpTo) {
    const deviation = Math.sqrt((n * m * (n + m + 1)) / 12)
    return Math.max(0, Math.floor((n * m) / 2 + normalQuantile(alpha) * deviation))
  }
  return countUpTo(alpha, rankSum(Math.min(n, m), Math.max(n, m)))
}

const rankSums = new Map<string, Float64Array>()

/**
 * P(U ≤ u) for u from 0 to the middle of its symmetric distribution. The counts are the coefficients of the Gaussian
 * binomial ∏ᵢ (1 − q^(m+i)) / (1 − q^i), i from 1 to n.
 */
function rankSum(n: number, m: number): Float64Array {
  const key = `${n} ${m}`
  const known = rankSums.get(key)
  if (known !== undefined) return known
  const counts = new Float64Array(Math.floor((n * m) / 2) + 1)
  counts[0] = 1
  let all = 1
  for (let i = 1; i <= n; i++) {
    for (let u = counts.length - 1; u >= m + i; u--) counts[u] = at(counts, u) - at(counts, u - m - i)
    for (let u = i; u < counts.length; u++) counts[u] = at(counts, u) + at(counts, u - i)
    all *= (m + i) / i
  }
  for (let u = 1; u < counts.length; u++) counts[u] = at(counts, u) + at(counts, u - 1)
  const probabilities = counts.map((count) => count / all)
  rankSums.set(key, probabilities)
  return probabilities
}

/** The element at an existing index. */
const at = (numbers: Float64Array, index: number): number => numbers[index] as number
