import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { shuffled } from '../../src/startup/sampling/shuffle.ts'
import {
  hodgesLehmann,
  medianInterval,
  normalQuantile,
  pairedDifference,
  type Shift,
  walshRank,
} from '../../src/startup/statistics.ts'
import { seededRandom } from '../support/world/world.ts'

interface ShiftVector {
  readonly estimate: number
  readonly bounds: readonly {
    readonly alpha: number
    readonly low: number | null
    readonly high: number | null
  }[]
}

interface Vectors {
  readonly quantiles: readonly (readonly [p: number, z: number])[]
  readonly ranks: readonly (readonly [count: number, alpha: number, rank: number])[]
  readonly medianRanks: readonly (readonly [count: number, confidence: number, rank: number])[]
  readonly pairs: readonly {
    readonly shape: string
    readonly base: readonly number[]
    readonly head: readonly number[]
    readonly difference: ShiftVector
    readonly logarithm: ShiftVector
  }[]
}

/** Made by make-vectors.py beside it. */
const vectors: Vectors = JSON.parse(
  readFileSync(new URL('../fixtures/statistics/vectors.json', import.meta.url), 'utf8'),
)

/** Within a billionth, of the number where that is above 1. */
function expectNear(found: number, wanted: number, precision = 1e-9) {
  const error = found === wanted ? 0 : Math.abs(found - wanted) / Math.max(1, Math.abs(wanted))
  expect(error, `${found} for ${wanted}`).toBeLessThanOrEqual(precision)
}

describe('the results are those of SciPy', () => {
  test('normal quantiles, with a relative error of 1e-15', () => {
    for (const [p, z] of vectors.quantiles) {
      const found = normalQuantile(p)
      expect(found === z ? 0 : Math.abs(found / z - 1), `${found} for ${z} at ${p}`).toBeLessThanOrEqual(
        1e-15,
      )
    }
    expect(vectors.quantiles.length).toBeGreaterThan(40)
  })

  test('quantiles of 0, 1 and values outside', () => {
    expect(normalQuantile(0)).toBe(Number.NEGATIVE_INFINITY)
    expect(normalQuantile(1)).toBe(Number.POSITIVE_INFINITY)
    expect(normalQuantile(5e-324)).toBeCloseTo(-38.467405617144344, 10)
    for (const p of [-0.1, 1.1, Number.NaN]) expect(normalQuantile(p)).toBeNaN()
  })

  test('interval of the median, even if 2^-n underflows', () => {
    for (const [count, confidence, rank] of vectors.medianRanks) {
      const values = Array.from({ length: count }, (_, index) => index + 1)
      expect(medianInterval(values, confidence), `${count} at ${confidence}`).toEqual(
        rank === 0 ? undefined : { low: rank, high: count - rank + 1 },
      )
    }
    expect(Math.max(...vectors.medianRanks.map(([count]) => count))).toBeGreaterThan(100_000)
  })

  test.each(vectors.pairs.map((pair) => [pair.base.length, pair.shape, pair] as const))(
    'shift of %i pairs, %s',
    (_, __, { base, head, difference, logarithm }) => {
      for (const [index, { alpha }] of difference.bounds.entries()) {
        expectShift(pairedDifference(base, head, alpha), difference, index)
        expectShift(pairedDifference(base.map(Math.log), head.map(Math.log), alpha), logarithm, index)
      }
    },
  )
})

function expectShift(found: Shift, wanted: ShiftVector, index: number) {
  const { low, high } = wanted.bounds[index] ?? { low: Number.NaN, high: Number.NaN }
  expectNear(found.estimate, wanted.estimate)
  expectNear(found.low, low ?? Number.NEGATIVE_INFINITY)
  expectNear(found.high, high ?? Number.POSITIVE_INFINITY)
}

describe('walshRank', () => {
  test('equals a count in integers', () => {
    for (const [count, alpha, rank] of vectors.ranks.filter(([given]) => given <= 400)) {
      expect(walshRank(count, alpha), `${count} at ${alpha}`).toBe(rank)
    }
  })

  test('is conservative above 400 values, by at most 0.02 standard deviations', () => {
    const far = vectors.ranks.filter(([count, alpha]) => count > 400 && alpha < 0.1)
    expect(far.length).toBeGreaterThan(10)
    for (const [count, alpha, rank] of far) {
      const deviation = Math.sqrt((count * (count + 1) * (2 * count + 1)) / 24)
      const off = (rank - walshRank(count, alpha)) / deviation
      expect(off, `${count} at ${alpha}`).toBeGreaterThanOrEqual(0)
      expect(off, `${count} at ${alpha}`).toBeLessThan(0.02)
    }
  })

  /** One-sided critical values T of the signed-rank test as textbooks print them; the rank is T + 1. */
  test.each([
    [0.05, { 4: -1, 5: 0, 6: 2, 7: 3, 8: 5, 9: 8, 10: 10, 15: 30, 20: 60, 25: 100, 30: 151 }],
    [0.01, { 6: -1, 7: 0, 8: 1, 9: 3, 10: 5, 15: 19, 20: 43, 25: 76, 30: 120 }],
  ])('equals published tables at %d', (alpha, critical) => {
    for (const [count, value] of Object.entries(critical)) {
      expect(walshRank(Number(count), alpha), count).toBe(value + 1)
    }
  })

  test('is 0 without values or without an error', () => {
    expect(walshRank(0, 0.01)).toBe(0)
    expect(walshRank(400, 0)).toBe(0)
    expect(walshRank(500, 0)).toBe(0)
  })
})

const alphas = fc.constantFrom(0.05, 0.01, 0.01 / 4, 0.01 / 8)
const durations = (lengths: { minLength: number; maxLength: number }) =>
  fc.array(
    fc.integer({ min: 1, max: 100_000 }).map((microseconds) => microseconds / 1000),
    lengths,
  )
/** Rounds of base and head, in milliseconds. */
const rounds = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 100_000 }), fc.integer({ min: 1, max: 100_000 })), {
    minLength: 1,
    maxLength: 60,
  })
  .map((pairs) => ({ base: pairs.map(([one]) => one / 1000), head: pairs.map(([, one]) => one / 1000) }))
const factors = fc.integer({ min: -10, max: 10 }).map((exponent) => 2 ** exponent)

const negated = ({ estimate, low, high }: Shift): Shift => ({ estimate: -estimate, low: -high, high: -low })
const scaledBy = (shift: Shift, by: number): Shift => ({
  estimate: shift.estimate * by,
  low: shift.low * by,
  high: shift.high * by,
})
function expectSame(found: Shift, wanted: Shift) {
  for (const part of ['estimate', 'low', 'high'] as const) expectNear(found[part], wanted[part], 1e-12)
}

describe('shift', () => {
  test('consists of sorted Walsh averages', () => {
    const values = fc.oneof(
      fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 40 }),
      fc.array(fc.integer({ min: -3, max: 3 }), { minLength: 1, maxLength: 40 }),
      fc.array(
        fc.integer({ min: -1000, max: 1000 }).map((exponent) => 2 ** exponent),
        {
          minLength: 1,
          maxLength: 40,
        },
      ),
    )
    fc.assert(
      fc.property(values, alphas, (given, alpha) => {
        const averages = given
          .flatMap((one, i) => given.slice(i).map((other) => (one + other) / 2))
          .sort((a, b) => a - b)
        const { length } = averages
        const rank = walshRank(given.length, alpha)
        const of = (index: number) => averages[index] ?? Number.NaN
        expect(hodgesLehmann(given, alpha)).toEqual({
          estimate: (of(Math.floor((length - 1) / 2)) + of(Math.floor(length / 2))) / 2,
          low: rank === 0 ? Number.NEGATIVE_INFINITY : of(rank - 1),
          high: rank === 0 ? Number.POSITIVE_INFINITY : of(length - rank),
        })
      }),
    )
  })

  test('is negated if base and head are swapped', () => {
    fc.assert(
      fc.property(rounds, alphas, ({ base, head }, alpha) => {
        expectSame(pairedDifference(head, base, alpha), negated(pairedDifference(base, head, alpha)))
      }),
    )
  })

  test('scales with both samples', () => {
    fc.assert(
      fc.property(rounds, alphas, factors, ({ base, head }, alpha, by) => {
        const scaled = { base: base.map((one) => one * by), head: head.map((one) => one * by) }
        expectSame(
          pairedDifference(scaled.base, scaled.head, alpha),
          scaledBy(pairedDifference(base, head, alpha), by),
        )
      }),
    )
  })

  test('moves with the values of head', () => {
    fc.assert(
      fc.property(
        durations({ minLength: 1, maxLength: 60 }),
        alphas,
        fc.integer({ min: -1000, max: 1000 }),
        (values, alpha, by) => {
          const { estimate, low, high } = hodgesLehmann(values, alpha)
          const moved = { estimate: estimate + by, low: low + by, high: high + by }
          expectSame(
            hodgesLehmann(
              values.map((one) => one + by),
              alpha,
            ),
            moved,
          )
        },
      ),
    )
  })

  test('does not depend on the order of the rounds, and does not change the samples', () => {
    fc.assert(
      fc.property(rounds, alphas, fc.nat(), ({ base, head }, alpha, seed) => {
        const before = [[...base], [...head]]
        const wanted = pairedDifference(base, head, alpha)
        const order = shuffled([...base.keys()], seededRandom(seed))
        const inOrder = (values: readonly number[]) => order.map((round) => values[round] ?? Number.NaN)
        const [first, second] = [inOrder(base), inOrder(head)]
        expect(pairedDifference(first, second, alpha)).toEqual(wanted)
        expect([base, head]).toEqual(before)
      }),
    )
  })

  test('has an estimate between its bounds, and wider bounds with more confidence', () => {
    const error = fc.double({ min: 1e-6, max: 0.5, noNaN: true })
    fc.assert(
      fc.property(durations({ minLength: 1, maxLength: 60 }), error, error, (values, one, other) => {
        const wide = hodgesLehmann(values, Math.min(one, other))
        const narrow = hodgesLehmann(values, Math.max(one, other))
        expect(narrow.low).toBeLessThanOrEqual(narrow.estimate)
        expect(narrow.high).toBeGreaterThanOrEqual(narrow.estimate)
        expect(wide.estimate).toBe(narrow.estimate)
        expect(wide.low).toBeLessThanOrEqual(narrow.low)
        expect(wide.high).toBeGreaterThanOrEqual(narrow.high)
      }),
    )
  })

  test.each([
    ['no values', [], []],
    ['unequal lengths', [1, 2, 3], [1, 2]],
    ['no number', [1, Number.NaN], [1, 2]],
    ['an infinite value', [1, 2], [1, Number.POSITIVE_INFINITY]],
  ])('is unknown for %s', (_, base, head) => {
    expect(pairedDifference(base, head, 0.4)).toEqual({
      estimate: Number.NaN,
      low: Number.NEGATIVE_INFINITY,
      high: Number.POSITIVE_INFINITY,
    })
  })

  test('is computed quickly for values that are not finite', () => {
    const values = [-Number.MAX_VALUE, -1, 0, 5e-324, 1e-300, 1, Number.MAX_VALUE]
    expect(hodgesLehmann(values, 0.01)).toEqual({
      estimate: expect.any(Number),
      low: -Number.MAX_VALUE,
      high: Number.MAX_VALUE,
    })
  })
})

describe('coverage', () => {
  /** Start-up times: a floor, a skewed tail, and now and then an outlier; both of the same distribution. */
  const startOf = (random: () => number) => 5 - Math.log(1 - random()) + (random() < 0.02 ? 40 : 0)

  test.each([
    [15, 0.05],
    [40, 0.05],
    [40, 0.01],
  ])('with %i rounds, each bound is on the wrong side with a probability of at most %d', (count, alpha) => {
    const random = seededRandom(count)
    const repeats = 6000
    const wrong = { low: 0, high: 0, inTies: 0 }
    for (let repeat = 0; repeat < repeats; repeat++) {
      const drift = 1 + random()
      const make = () => Array.from({ length: count }, () => drift * startOf(random))
      const [base, head] = [make(), make()]
      const { low, high } = pairedDifference(base, head, alpha)
      if (low > 0) wrong.low++
      if (high < 0) wrong.high++
      const coarse = (values: readonly number[]) => values.map((value) => Math.round(value))
      if (pairedDifference(coarse(base), coarse(head), alpha).low > 0) wrong.inTies++
    }
    // five standard errors; the exact error is at most alpha, and of 15 rounds not far below
    const margin = 5 * Math.sqrt((alpha * (1 - alpha)) / repeats)
    for (const side of ['low', 'high'] as const) {
      expect(wrong[side] / repeats).toBeLessThan(alpha + margin)
      expect(wrong[side] / repeats).toBeGreaterThan(alpha * 0.9 - margin)
    }
    expect(wrong.inTies / repeats).toBeLessThan(alpha + margin)
  })
})
