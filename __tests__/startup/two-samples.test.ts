import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { normalQuantile } from '../../src/startup/statistics.ts'
import { rankSumRank, shiftBetween } from '../../src/startup/two-samples.ts'
import { tries } from '../support/runs/tries.ts'
import { seededRandom } from '../support/world/world.ts'

interface Vectors {
  readonly ranks: readonly (readonly [n: number, m: number, alpha: number, rank: number])[]
  readonly samples: readonly {
    readonly base: readonly number[]
    readonly head: readonly number[]
    readonly estimate: number
    readonly bounds: readonly {
      readonly alpha: number
      readonly low: number | null
      readonly high: number | null
    }[]
  }[]
}

/** Made by make-two-sample-vectors.py beside it. */
const vectors: Vectors = JSON.parse(
  readFileSync(new URL('../fixtures/statistics/two-samples.json', import.meta.url), 'utf8'),
)

describe('the results equal a count in integers', () => {
  test.each(vectors.samples.map((one) => [one.base.length, one.head.length, one] as const))(
    'shift between %i and %i starts',
    (_, __, { base, head, estimate, bounds }) => {
      for (const { alpha, low, high } of bounds) {
        const found = shiftBetween(base, head, alpha)
        expect(found.estimate).toBeCloseTo(estimate, 9)
        if (low === null) expect(found.low).toBe(Number.NEGATIVE_INFINITY)
        else expect(found.low).toBeCloseTo(low, 9)
        if (high === null) expect(found.high).toBe(Number.POSITIVE_INFINITY)
        else expect(found.high).toBeCloseTo(high, 9)
      }
    },
  )

  test('ranks', () => {
    for (const [n, m, alpha, rank] of vectors.ranks) {
      expect(rankSumRank(n, m, alpha), `${n}, ${m} at ${alpha}`).toBe(rank)
      expect(rankSumRank(m, n, alpha)).toBe(rank)
    }
    expect(vectors.ranks.length).toBeGreaterThan(30)
  })

  test('the approximation above 200 values is conservative, by at most 0.03 standard deviations', () => {
    for (const alpha of [0.01, 0.01 / 16]) {
      const exact = rankSumRank(200, 200, alpha)
      const deviation = Math.sqrt((200 * 200 * 401) / 12)
      const approximate = Math.floor(20_000 + normalQuantile(alpha) * deviation)
      expect(exact).toBeGreaterThanOrEqual(approximate)
      expect((exact - approximate) / deviation).toBeLessThan(0.03)
    }
    expect(rankSumRank(201, 201, 0.01)).toBeGreaterThan(rankSumRank(200, 200, 0.01))
  })

  test('there is no rank without values or without an error', () => {
    expect(rankSumRank(0, 5, 0.01)).toBe(0)
    expect(rankSumRank(100, 100, 0)).toBe(0)
    expect(rankSumRank(500, 500, 0)).toBe(0)
  })
})

describe('shift', () => {
  const values = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 25 })
  const alphas = fc.constantFrom(0.4, 0.05, 0.01)

  test('is the median of all differences, with bounds at the rank from both ends', () => {
    fc.assert(
      fc.property(values, values, alphas, (base, head, alpha) => {
        const all = base.flatMap((one) => head.map((other) => other - one)).sort((a, b) => a - b)
        const middle = all.length / 2
        const { estimate, low, high } = shiftBetween(base, head, alpha)
        expect(estimate).toBe(
          ((all[Math.ceil(middle) - 1] ?? Number.NaN) + (all[Math.floor(middle)] ?? Number.NaN)) / 2,
        )
        const rank = rankSumRank(base.length, head.length, alpha)
        expect([low, high]).toEqual(
          rank === 0
            ? [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]
            : [all[rank - 1], all[all.length - rank]],
        )
      }),
    )
  })

  test('moves with head, and is negated if the samples are swapped', () => {
    fc.assert(
      fc.property(values, values, alphas, fc.integer({ min: 0, max: 9 }), (base, head, alpha, by) => {
        const { estimate, low, high } = shiftBetween(base, head, alpha)
        const later = head.map((one) => one + by)
        expect(shiftBetween(base, later, alpha)).toEqual({
          estimate: estimate + by,
          low: low + by,
          high: high + by,
        })
        const turned = shiftBetween(head, base, alpha)
        expect([turned.estimate + estimate, turned.low + high || 0, turned.high + low || 0]).toEqual([
          0, 0, 0,
        ])
      }),
    )
  })

  test.each([
    ['nothing', [], [1]],
    ['no number', [1, Number.NaN], [1, 2]],
    ['no end', [1, 2], [1, Number.POSITIVE_INFINITY]],
  ])('is unknown for %s', (_, base, head) => {
    expect(shiftBetween(base, head, 0.4)).toEqual({
      estimate: Number.NaN,
      low: Number.NEGATIVE_INFINITY,
      high: Number.POSITIVE_INFINITY,
    })
  })

  test('has bounds with at most the allowed error, even with drift and with a long tail', () => {
    const [runs, alpha] = [tries(2000), 0.05]
    const random = seededRandom(7)
    let wrong = 0
    for (let run = 0; run < runs; run++) {
      let level = 0
      const [base, head]: [number[], number[]] = [[], []]
      for (let round = 0; round < 40; round++) {
        level += 0.05 * (random() - 0.5)
        const start = () =>
          6 * Math.exp(level) * (1 - Math.log(1 - random()) * 0.3 + (random() < 0.3 ? 2 : 0))
        base.push(start())
        head.push(start())
      }
      if (shiftBetween(base, head, alpha).low > 0) wrong++
    }
    expect(wrong / runs).toBeLessThan(alpha + 3 * Math.sqrt((alpha * (1 - alpha)) / runs))
  })
})
