/** Statistics of start-up times. As these are skewed and have outliers, all methods use order and ranks. */

/** The median; for an even number of values, the mean of the two middle ones. NaN without values. */
export function median(values: readonly number[]): number {
  const sorted = new Float64Array(values).sort()
  const middle = sorted.length / 2
  const upper = sorted[Math.floor(middle)] ?? Number.NaN
  return Number.isInteger(middle) ? ((sorted[middle - 1] ?? Number.NaN) + upper) / 2 : upper
}

export interface Interval {
  readonly low: number
  readonly high: number
}

/**
 * Confidence interval of the median from order statistics, without any assumption about the distribution. undefined if there
 * are too few values (fewer than six at 95 %).
 * Source: Conover, Practical Nonparametric Statistics, 3rd ed., §3.2 (the binomial distribution of the number of values
 * below the median).
 */
export function medianInterval(values: readonly number[], confidence = 0.95): Interval | undefined {
  const sorted = new Float64Array(values).sort()
  const rank = medianRank(sorted.length, (1 - confidence) / 2)
  const low = sorted[rank - 1]
  const high = sorted[sorted.length - rank]
  return low === undefined || high === undefined ? undefined : { low, high }
}

/** The largest rank r with P(Binomial(count, ½) ≤ r − 1) ≤ tail. */
function medianRank(count: number, tail: number): number {
  // relative to the largest term, because 2^-count underflows to 0 from 1075 values on
  const terms = new Float64Array(count + 1)
  const middle = count >> 1
  terms[middle] = 1
  for (let k = middle; k > 0; k--) terms[k - 1] = (at(terms, k) * k) / (count - k + 1)
  for (let k = middle; k < count; k++) terms[k + 1] = at(terms, count - k - 1)
  const most = tail * terms.reduce((sum, term) => sum + term, 0) * rounding
  let rank = 0
  let cumulated = 0
  while (rank < count) {
    cumulated += at(terms, rank)
    if (cumulated > most) break
    rank++
  }
  return rank
}

/** More than the rounding error of adding the terms. No tail in use is that close to such a sum. */
const rounding = 1 + 1e-12

/** A shift between two conditions: its estimate, and a lower and an upper confidence bound, each one-sided. */
export interface Shift {
  readonly estimate: number
  readonly low: number
  readonly high: number
}

/** The shift of values that allow neither an estimate nor a bound. */
export const unknownShift: Shift = {
  estimate: Number.NaN,
  low: Number.NEGATIVE_INFINITY,
  high: Number.POSITIVE_INFINITY,
}

/**
 * The centre of a symmetric distribution. The estimate is the median of all Walsh averages (xᵢ + xⱼ) / 2, i ≤ j
 * (Hodges–Lehmann). Each of the two bounds is on the wrong side of the centre with a probability of at most `alpha`. They are
 * the k-th smallest and the k-th largest Walsh average, where k is the `walshRank` of `alpha`. Between them, ends included, are
 * the values that the one-sided Wilcoxon signed-rank tests do not reject; with ties, they are conservative. A bound is infinite
 * if there are too few values for `alpha`. The estimate is NaN without values, or if one is not finite.
 * Source: Hollander, Wolfe and Chicken, Nonparametric Statistical Methods, 3rd ed., §3.2 and §3.3.
 */
export function hodgesLehmann(values: readonly number[], alpha: number): Shift {
  if (values.length === 0 || !values.every(Number.isFinite)) return unknownShift
  const sorted = new Float64Array(values).sort()
  const averages = (sorted.length * (sorted.length + 1)) / 2
  const rank = walshRank(sorted.length, alpha)
  const upper = walshAverage(sorted, Math.floor(averages / 2) + 1)
  const lower = averages % 2 === 0 ? walshAverage(sorted, averages / 2) : upper
  return {
    estimate: (lower + upper) / 2,
    low: rank === 0 ? unknownShift.low : walshAverage(sorted, rank),
    high: rank === 0 ? unknownShift.high : walshAverage(sorted, averages - rank + 1),
  }
}

/**
 * How much head differs from base, in their unit: `hodgesLehmann` of headᵢ − baseᵢ, where sample i of both belongs to the same
 * round. The estimate is NaN for lists of unequal length, which are not pairs.
 */
export function pairedDifference(base: readonly number[], head: readonly number[], alpha: number): Shift {
  if (base.length !== head.length) return unknownShift
  return hodgesLehmann(
    head.map((value, round) => value - (base[round] ?? Number.NaN)),
    alpha,
  )
}

/** The `rank`-th smallest of all Walsh averages of sorted values, without computing all of them. */
function walshAverage(sorted: Float64Array, rank: number): number {
  // invariant: both are Walsh averages, and the wanted one is one of them or between them
  let low = at(sorted, 0)
  let high = at(sorted, sorted.length - 1)
  while (low < high) {
    const middle = low + (high - low) / 2
    const pivot = middle < high ? middle : low
    let upTo = 0
    let greatest = low
    let leastAbove = high
    let j = sorted.length - 1
    for (let i = 0; i <= j; i++) {
      const one = at(sorted, i)
      let average = (one + at(sorted, j)) / 2
      while (average > pivot) {
        if (average < leastAbove) leastAbove = average
        if (--j < i) break
        average = (one + at(sorted, j)) / 2
      }
      if (j < i) break
      upTo += j - i + 1
      if (average > greatest) greatest = average
    }
    if (upTo >= rank) high = greatest
    else low = leastAbove
  }
  return low
}

/** Up to this number of values, the distribution is exact, which takes 30 ms once. Above it, the approximate rank is off by 0.1 %. */
const exactUpTo = 400

/**
 * The largest rank k for which the k-th smallest of the n(n+1)/2 Walsh averages is a lower bound with an error of at
 * most `alpha`: P(W ≤ k − 1) ≤ alpha, where W is the Wilcoxon signed-rank statistic of `count` values. 0 if there is none.
 * Above 400 values, it uses the normal approximation of W. This is conservative by less than 0.02 standard deviations of W,
 * because its tails are heavier.
 */
export function walshRank(count: number, alpha: number): number {
  if (count > exactUpTo) {
    const deviation = Math.sqrt((count * (count + 1) * (2 * count + 1)) / 24)
    return Math.max(0, Math.floor((count * (count + 1)) / 4 + normalQuantile(alpha) * deviation))
  }
  return countUpTo(alpha, signedRank(count))
}

/** How many of the probabilities, which must not decrease, are at most `limit`. */
export function countUpTo(limit: number, probabilities: Float64Array): number {
  let count = 0
  for (let above = probabilities.length; count < above; ) {
    const middle = (count + above) >> 1
    if (at(probabilities, middle) <= limit) count = middle + 1
    else above = middle
  }
  return count
}

const signedRanks = new Map<number, Float64Array>()

/** P(W ≤ w) for w from 0 to the middle of its symmetric distribution. Computed as probabilities, because counts overflow. */
function signedRank(count: number): Float64Array {
  const known = signedRanks.get(count)
  if (known !== undefined) return known
  const probabilities = new Float64Array(Math.floor((count * (count + 1)) / 4) + 1)
  probabilities[0] = 1
  // each rank is part of the sum with a probability of one half
  for (let rank = 1; rank <= count; rank++) {
    for (let sum = probabilities.length - 1; sum >= 0; sum--) {
      const without = at(probabilities, sum)
      probabilities[sum] = (without + (sum < rank ? 0 : at(probabilities, sum - rank))) / 2
    }
  }
  for (let sum = 1; sum < probabilities.length; sum++)
    probabilities[sum] = at(probabilities, sum) + at(probabilities, sum - 1)
  signedRanks.set(count, probabilities)
  return probabilities
}

/** The element at an existing index. */
const at = (numbers: Float64Array, index: number): number => numbers[index] as number

/**
 * Quantile of the standard normal distribution: P(Z ≤ z) = p. ∓Infinity for 0 and 1, NaN outside.
 * Source: Wichura, Algorithm AS 241: The Percentage Points of the Normal Distribution, Applied Statistics 37 (1988),
 * 477–484, routine PPND16. Its accuracy is about one part in 10^16.
 */
export function normalQuantile(p: number): number {
  if (!(p >= 0 && p <= 1)) return Number.NaN
  const q = p - 0.5
  if (Math.abs(q) <= 0.425) return q * quotient(central, 0.180625 - q * q)
  const r = Math.sqrt(-Math.log(Math.min(p, 1 - p)))
  if (r === Number.POSITIVE_INFINITY) return q < 0 ? Number.NEGATIVE_INFINITY : r
  const tail = r <= 5 ? quotient(near, r - 1.6) : quotient(far, r - 5)
  return q < 0 ? -tail : tail
}

type Coefficients = readonly [above: readonly number[], below: readonly number[]]

const central: Coefficients = [
  [
    3.3871328727963665, 133.14166789178438, 1971.5909503065513, 13731.69376550946, 45921.95393154987,
    67265.7709270087, 33430.57558358813, 2509.0809287301227,
  ],
  [
    1, 42.31333070160091, 687.1870074920579, 5394.196021424751, 21213.794301586597, 39307.89580009271,
    28729.085735721943, 5226.495278852854,
  ],
]

const near: Coefficients = [
  [
    1.4234371107496835, 4.630337846156546, 5.769497221460691, 3.6478483247632045, 1.2704582524523684,
    0.2417807251774506, 0.022723844989269184, 0.0007745450142783414,
  ],
  [
    1, 2.053191626637759, 1.6763848301838038, 0.6897673349851, 0.14810397642748008, 0.015198666563616457,
    0.0005475938084995345, 1.0507500716444169e-9,
  ],
]

const far: Coefficients = [
  [
    6.657904643501103, 5.463784911164114, 1.7848265399172913, 0.29656057182850487, 0.026532189526576124,
    0.0012426609473880784, 2.7115555687434876e-5, 2.0103343992922881e-7,
  ],
  [
    1, 0.599832206555888, 0.1369298809227358, 0.014875361290850615, 0.0007868691311456133,
    1.8463183175100548e-5, 1.421511758316446e-7, 2.0442631033899397e-15,
  ],
]

function quotient([above, below]: Coefficients, x: number): number {
  const polynomial = (coefficients: readonly number[]) =>
    coefficients.reduceRight((sum, coefficient) => sum * x + coefficient, 0)
  return polynomial(above) / polynomial(below)
}
