import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { shuffled } from '../../src/startup/sampling/shuffle.ts'
import { median, medianInterval } from '../../src/startup/statistics.ts'
import { seededRandom } from '../support/world/world.ts'

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1)

describe('median', () => {
  test.each([
    [[], Number.NaN],
    [[3], 3],
    [[3, 1], 2],
    [[10, 9, 100], 10],
    [[4, 1, 3, 2], 2.5],
    [[-1, -10, 5], -1],
  ])('%j: %s', (values, wanted) => {
    expect(median(values)).toBe(wanted)
  })

  test('has as many values below as above, whatever their order', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -1e6, max: 1e6 }), { minLength: 1 }),
        fc.nat(),
        (values, seed) => {
          const middle = median(values)
          const below = values.filter((value) => value < middle).length
          const above = values.filter((value) => value > middle).length
          expect(Math.max(below, above)).toBeLessThanOrEqual(values.length / 2)
          expect(median(shuffled(values, seededRandom(seed)))).toBe(middle)
        },
      ),
    )
  })

  test('does not change its input', () => {
    const values = [3, 1, 2]
    median(values)
    medianInterval(values)
    expect(values).toEqual([3, 1, 2])
  })
})

/**
 * Ranks of the lower end, computed with exact fractions in Python:
 *
 *     def rank(n, confidence):            # the largest r with P(Binomial(n, 1/2) <= r - 1) <= (1 - confidence) / 2
 *         tail, cumulated, r = (1 - Fraction(confidence)) / 2, Fraction(0), 0
 *         while r < n:
 *             cumulated += Fraction(comb(n, r), 2**n)
 *             if cumulated > tail: break
 *             r += 1
 *         return r
 *
 * They agree with the table of the sign test in Conover, Practical Nonparametric Statistics, 3rd ed. (table A3).
 */
const ranks: Readonly<Record<string, readonly (readonly [count: number, rank: number])[]>> = {
  '0.5': [
    [1, 0],
    [2, 1],
    [5, 2],
    [6, 2],
    [10, 4],
    [25, 11],
    [40, 18],
    [100, 47],
    [1000, 489],
  ],
  '0.9': [
    [2, 0],
    [5, 1],
    [7, 1],
    [8, 2],
    [11, 3],
    [20, 6],
    [40, 15],
    [60, 24],
    [200, 88],
    [1000, 474],
  ],
  '0.95': [
    [1, 0],
    [2, 0],
    [5, 0],
    [6, 1],
    [7, 1],
    [8, 1],
    [9, 2],
    [10, 2],
    [11, 2],
    [12, 3],
    [15, 4],
    [20, 6],
    [25, 8],
    [30, 10],
    [39, 13],
    [40, 14],
    [41, 14],
    [50, 18],
    [60, 22],
    [100, 40],
    [101, 41],
    [200, 86],
    [365, 164],
    [500, 228],
    [999, 469],
    [1000, 469],
  ],
  '0.98': [
    [6, 0],
    [7, 1],
    [10, 1],
    [11, 2],
    [40, 13],
    [100, 38],
    [1000, 463],
  ],
  '0.99': [
    [7, 0],
    [8, 1],
    [11, 1],
    [12, 2],
    [40, 12],
    [100, 37],
    [1000, 459],
  ],
  '0.999': [
    [10, 0],
    [11, 1],
    [15, 2],
    [40, 10],
    [100, 34],
    [1000, 448],
  ],
}

describe('interval of the median', () => {
  test.each(Object.entries(ranks))('has known ranks at confidence %s', (confidence, wanted) => {
    for (const [count, rank] of wanted) {
      expect(medianInterval(upTo(count), Number(confidence)), `of ${count}`).toEqual(
        rank === 0 ? undefined : { low: rank, high: count - rank + 1 },
      )
    }
  })

  /** The same in exact integers, for every count that `rounds` allows. */
  test('equals a count in integers for 1 to 400 values', () => {
    for (let count = 1; count <= 400; count++) {
      const whole = 1n << BigInt(count)
      let rank = 0
      let term = 1n
      // 2 × 40 × P(at most rank values) ≤ 2 × 40 × 0.025
      for (let sum = 1n; sum * 40n <= whole; rank++) {
        term = (term * BigInt(count - rank)) / BigInt(rank + 1)
        sum += term
      }
      expect(medianInterval(upTo(count)), `of ${count}`).toEqual(
        rank === 0 ? undefined : { low: rank, high: count - rank + 1 },
      )
    }
  })

  test('accepts a rank that has exactly the confidence, despite rounding', () => {
    for (let count = 2; count <= 40; count++) {
      let ways = 1
      let sum = 0
      for (let rank = 1; rank <= count / 2; rank++) {
        sum += ways
        ways = (ways * (count - rank + 1)) / rank
        expect(medianInterval(upTo(count), 1 - 2 * (sum / 2 ** count)), `${rank} of ${count}`).toEqual({
          low: rank,
          high: count - rank + 1,
        })
      }
    }
  })

  test('contains the median, and is wider with more confidence', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 100, noNaN: true }), { minLength: 6, maxLength: 80 }),
        (values) => {
          const interval = medianInterval(values)
          if (interval === undefined) throw new Error('six values are enough')
          expect(interval.low).toBeLessThanOrEqual(median(values))
          expect(interval.high).toBeGreaterThanOrEqual(median(values))
          const wide = medianInterval(values, 0.99)
          if (wide === undefined) return
          expect(wide.low).toBeLessThanOrEqual(interval.low)
          expect(wide.high).toBeGreaterThanOrEqual(interval.high)
        },
      ),
    )
  })

  test.each([7, 10, 15, 40])(
    'of %i skewed values it holds the true median often enough, and not by far too often',
    (count) => {
      const random = seededRandom(count)
      const repeats = 4000
      let held = 0
      for (let repeat = 0; repeat < repeats; repeat++) {
        // start-up times: a floor and an exponential tail, whose median is 5 + 2 ln 2
        const values = Array.from({ length: count }, () => 5 - 2 * Math.log(1 - random()))
        const interval = medianInterval(values)
        const middle = 5 + 2 * Math.LN2
        if (interval !== undefined && interval.low <= middle && middle <= interval.high) held++
      }
      // the exact coverage is 1 − 2·P(Binomial(n, ½) < rank), from 95 % to 98.5 % here; four standard errors are 1.4 %
      expect(held / repeats).toBeGreaterThan(0.936)
      expect(held / repeats).toBeLessThan(0.997)
    },
  )
})

describe('order of a round', () => {
  test('returns a permutation, and does not change the list', () => {
    fc.assert(
      fc.property(fc.array(fc.anything()), fc.nat(), (things, seed) => {
        const before = [...things]
        const order = shuffled(things, seededRandom(seed))
        expect(things).toEqual(before)
        expect(order).toHaveLength(things.length)
        const count = (list: readonly unknown[]) =>
          new Map(list.map((one) => [one, list.filter((other) => Object.is(one, other)).length]))
        expect(count(order)).toEqual(count(things))
      }),
    )
  })

  test('keeps undefined as an item', () => {
    for (let seed = 0; seed < 20; seed++) {
      const order = shuffled(['a', undefined, 'b'], seededRandom(seed))
      expect(order.filter((one) => one === undefined)).toHaveLength(1)
      expect(order).toContain('a')
      expect(order).toContain('b')
    }
  })

  test('every order of four is equally likely', () => {
    const random = seededRandom(20260101)
    const seen = new Map<string, number>()
    const repeats = 24_000
    for (let repeat = 0; repeat < repeats; repeat++) {
      const order = shuffled(['a', 'b', 'c', 'd'], random).join('')
      seen.set(order, (seen.get(order) ?? 0) + 1)
    }
    expect(seen.size).toBe(24)
    const expected = repeats / 24
    const chiSquare = [...seen.values()].reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0)
    // 23 degrees of freedom: above 49.73 in one case of a thousand
    expect(chiSquare).toBeLessThan(49.73)
  })
})
