import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { TimingChange } from '../../../src/judge/timing/budget-parts.ts'
import {
  decideIncrease,
  errorsFor,
  interimAnalyses,
  noiseFloor,
  timingChange,
} from '../../../src/judge/timing/timing-rule.ts'
import { median, type Shift, walshRank } from '../../../src/startup/statistics.ts'
import {
  type Judged,
  judgeAtAnalyses,
  type StartTimes,
  startTimes,
  usual,
} from '../../support/runs/start-times.ts'
import { tries } from '../../support/runs/tries.ts'
import { seededRandom } from '../../support/world/world.ts'

/** [low, estimate, high] */
type Bounds = readonly [number, number, number]

const shift = ([low, estimate, high]: Bounds): Shift => ({ low, estimate, high })
const change = (ratio: Bounds, difference: Bounds, rounds = 60): TimingChange => ({
  ratio: shift(ratio),
  difference: shift(difference),
  rounds,
})

const both = { relative: 0.1, absolute: 1 }
const share = { relative: 0.1 }
const amount = { absolute: 1 }

/** Changes of a start that takes 10 ms. */
const clearlyMore = change([1.15, 1.25, 1.35], [1.5, 2.5, 3.5])
const none = change([0.98, 1, 1.02], [-0.2, 0, 0.2])
const wide = change([0.85, 1.02, 1.2], [-1.5, 0.2, 2])
const unbounded: Bounds = [0, 1.4, Number.POSITIVE_INFINITY]
const unboundedDifference: Bounds = [Number.NEGATIVE_INFINITY, 4, Number.POSITIVE_INFINITY]

describe('decision', () => {
  test.each([
    ['within the budget with the wait, too', 0.9, 'kept', 'clear'],
    ['above it with the wait', 1.1, 'undecided', 'waiting'],
  ])('a change that is kept without the wait for a CPU: %s', (_, waited, outcome, because) => {
    const withWait = { difference: waited, ratio: 1 + waited / 10 }
    expect(decideIncrease(both, { ...none, withWait })).toEqual({ outcome, because })
    // it is enough that one part is kept
    expect(decideIncrease(both, { ...none, withWait: { ...withWait, ratio: 1.05 } }).outcome).toBe('kept')
    expect(decideIncrease(both, { ...none, withWait: { ...withWait, difference: 0.5 } }).outcome).toBe('kept')
    // a change that is clearly above the budget still breaks it
    expect(decideIncrease(both, { ...clearlyMore, withWait }).outcome).toBe('broken')
  })

  test.each([
    ['far above both parts', both, clearlyMore, undefined, 'broken', 'clear'],
    ['far above the only part, a share', share, clearlyMore, undefined, 'broken', 'clear'],
    ['far above the only part, an amount', amount, clearlyMore, undefined, 'broken', 'clear'],
    ['no change', both, none, undefined, 'kept', 'clear'],
    ['an improvement', both, change([0.5, 0.6, 0.7], [-5, -4, -3]), undefined, 'kept', 'clear'],
    [
      'a share that is kept, an amount that is not',
      both,
      change([1.04, 1.06, 1.08], [3, 4, 5]),
      undefined,
      'kept',
      'clear',
    ],
    [
      'an amount that is kept, a share that is not',
      both,
      change([1.2, 1.3, 1.4], [0.3, 0.4, 0.5]),
      undefined,
      'kept',
      'clear',
    ],
    ['exactly the budget at most', share, change([1, 1.05, 1.1], [0, 0.5, 1]), undefined, 'kept', 'clear'],
    ['exactly the amount at most', amount, change([1, 1.05, 1.2], [0.6, 0.8, 1]), undefined, 'kept', 'clear'],
    [
      'estimated at the budget',
      share,
      change([1.07, 1.1, 1.13], [0.7, 1, 1.3]),
      undefined,
      'undecided',
      'close',
    ],
    [
      'perhaps within the tolerance of the share',
      both,
      change([1.05, 1.2, 1.35], [0.6, 2, 3]),
      undefined,
      'undecided',
      'close',
    ],
    [
      'perhaps within the tolerance of the amount',
      both,
      change([1.06, 1.2, 1.35], [0.5, 2, 3]),
      undefined,
      'undecided',
      'close',
    ],
    [
      'above the share, estimated below the amount',
      both,
      change([1.1, 1.2, 1.3], [0.6, 0.9, 1.2]),
      undefined,
      'undecided',
      'close',
    ],
    ['too wide', both, wide, undefined, 'undecided', 'close'],
    ['a growth of nothing allowed', { relative: 0 }, none, undefined, 'undecided', 'close'],
    [
      'a growth of nothing allowed, clear growth',
      { relative: 0 },
      change([1.01, 1.02, 1.03], [0.1, 0.2, 0.3]),
      undefined,
      'broken',
      'clear',
    ],
    [
      'a growth of nothing allowed, clear gain',
      { absolute: 0 },
      change([0.8, 0.9, 0.99], [-2, -1, -0.1]),
      undefined,
      'kept',
      'clear',
    ],
    ['nothing limited', {}, clearlyMore, undefined, 'kept', 'clear'],
    ['no bounds', both, change(unbounded, unboundedDifference, 5), undefined, 'undecided', 'too-few'],
    [
      'no rounds',
      both,
      change([0, Number.NaN, Number.POSITIVE_INFINITY], unboundedDifference, 0),
      undefined,
      'undecided',
      'too-few',
    ],
    [
      'no pairs',
      both,
      change(
        [0, Number.NaN, Number.POSITIVE_INFINITY],
        [Number.NEGATIVE_INFINITY, Number.NaN, Number.POSITIVE_INFINITY],
      ),
      undefined,
      'undecided',
      'unusable',
    ],
    [
      'no share, and none is asked for',
      amount,
      change([0, Number.NaN, Number.POSITIVE_INFINITY], [2, 3, 4]),
      undefined,
      'broken',
      'clear',
    ],
    ['far above both parts and a quiet control', both, clearlyMore, none, 'broken', 'clear'],
    [
      'a control that is slower',
      both,
      clearlyMore,
      change([1.01, 1.08, 1.15], [0.1, 0.8, 1.5]),
      'undecided',
      'control',
    ],
    [
      'a control that is faster',
      both,
      clearlyMore,
      change([0.85, 0.92, 0.99], [-1.5, -0.8, -0.1]),
      'undecided',
      'control',
    ],
    [
      'a control that is slower, as far as is known no more than tolerated',
      both,
      clearlyMore,
      change([1.01, 1.04, 1.07], [0.1, 0.4, 0.7]),
      'broken',
      'clear',
    ],
    [
      'a control that seems slower, by chance as far as is known',
      both,
      clearlyMore,
      change([0.98, 1.06, 1.15], [-0.2, 0.6, 1.5]),
      'broken',
      'clear',
    ],
    [
      'a control that is slower by a share beyond the tolerance, by an amount within it',
      both,
      clearlyMore,
      change([1.02, 1.07, 1.12], [0.1, 0.3, 0.6]),
      'broken',
      'clear',
    ],
    ['clearly no change and a disturbed control', both, none, clearlyMore, 'kept', 'clear'],
    [
      'above the budget, perhaps not above what the copies of base seem to differ by',
      both,
      change([1.06, 1.2, 1.35], [0.6, 2, 3.5]),
      change([0.9, 1.07, 1.25], [-0.8, 0.7, 2.2]),
      'undecided',
      'noise',
    ],
    [
      'the same, with copies that seem to be alike but may differ',
      both,
      change([1.06, 1.2, 1.35], [0.6, 2, 3.5]),
      change([0.8, 1.01, 1.22], [-2, 0.1, 2.2]),
      'broken',
      'clear',
    ],
    [
      'a budget below the noise floor',
      both,
      wide,
      change([0.85, 1, 1.18], [-1.6, 0, 1.7]),
      'undecided',
      'noise',
    ],
    [
      'a share below the noise floor, an amount above it',
      { relative: 0.1, absolute: 1.9 },
      wide,
      change([0.85, 1, 1.18], [-1.6, 0, 1.7]),
      'undecided',
      'close',
    ],
    [
      'a control without bounds',
      both,
      clearlyMore,
      change(unbounded, unboundedDifference),
      'undecided',
      'too-few',
    ],
    [
      'a control that is none',
      both,
      clearlyMore,
      change([0, Number.NaN, Number.POSITIVE_INFINITY], [-1, 0, 1]),
      'undecided',
      'unusable',
    ],
  ] as const)('%s', (_, increase, head, control, outcome, because) => {
    expect(decideIncrease(increase, head, control)).toEqual({ outcome, because })
  })

  const bounds = fc
    .tuple(...Array.from({ length: 3 }, () => fc.double({ min: 0.3, max: 3, noNaN: true })))
    .map((values) => values.sort((a, b) => a - b) as unknown as Bounds)
  const changes = fc
    .tuple(bounds, bounds)
    .map(([ratio, [low, middle, high]]) => change(ratio, [low - 1, middle - 1, high - 1]))
  const part = fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: undefined })
  const increases = fc.tuple(part, part).map(([relative, absolute]) => ({
    ...(relative === undefined ? {} : { relative }),
    ...(absolute === undefined ? {} : { absolute }),
  }))
  const often = { numRuns: tries(2000) }

  test('a larger budget is never harder to keep', () => {
    fc.assert(
      fc.property(increases, fc.double({ min: 1, max: 3, noNaN: true }), changes, (increase, by, head) => {
        const larger = Object.fromEntries(Object.entries(increase).map(([name, value]) => [name, value * by]))
        const [small, large] = [decideIncrease(increase, head), decideIncrease(larger, head)]
        if (small.outcome === 'kept') expect(large.outcome).toBe('kept')
        if (large.outcome === 'broken') expect(small.outcome).toBe('broken')
      }),
      often,
    )
  })

  test('a control can only turn a broken budget into an undecided one', () => {
    fc.assert(
      fc.property(increases, changes, changes, (increase, head, control) => {
        const [alone, controlled] = [decideIncrease(increase, head), decideIncrease(increase, head, control)]
        if (controlled.outcome !== alone.outcome) {
          expect([alone.outcome, controlled.outcome]).toEqual(['broken', 'undecided'])
        }
      }),
      often,
    )
  })

  test('a broken budget has a lower bound above half of every part and above the difference of the copies of base, and an estimate above every part', () => {
    fc.assert(
      fc.property(increases, changes, changes, (increase, head, control) => {
        if (decideIncrease(increase, head, control).outcome !== 'broken') return
        const { relative, absolute } = increase
        if (relative !== undefined) {
          expect(head.ratio.low).toBeGreaterThan(1 + relative / 2)
          expect(head.ratio.estimate).toBeGreaterThan(1 + relative)
          expect(head.ratio.low - 1).toBeGreaterThan(Math.abs(control.ratio.estimate - 1))
        }
        if (absolute !== undefined) {
          expect(head.difference.low).toBeGreaterThan(absolute / 2)
          expect(head.difference.estimate).toBeGreaterThan(absolute)
          expect(head.difference.low).toBeGreaterThan(Math.abs(control.difference.estimate))
        }
      }),
      often,
    )
  })

  test('the decision does not depend on the unit of the samples', () => {
    const times = fc.array(
      fc.tuple(...Array.from({ length: 3 }, () => fc.integer({ min: 4000, max: 9000 }))),
      {
        minLength: 1,
        maxLength: 40,
      },
    )
    fc.assert(
      fc.property(times, increases, fc.constantFrom(1 / 1024, 0.5, 1024), (rounds, increase, by) => {
        const decided = (factor: number) => {
          const of = (index: number) => ({
            values: rounds.map((round) => (round[index] ?? Number.NaN) * factor),
          })
          const absolute =
            increase.absolute === undefined ? {} : { absolute: increase.absolute * factor * 1000 }
          return decideIncrease(
            { ...increase, ...absolute },
            timingChange(of(0), of(1), { alpha: 0.01 }),
            timingChange(of(0), of(2), { alpha: 0.01 }),
          )
        }
        expect(decided(by)).toEqual(decided(1))
      }),
    )
  })
})

test('a change has its ratio, its difference and the number of rounds', () => {
  const base = [4, 8, 16, 4, 8, 16, 4, 8]
  const errors = { alpha: 0.05 }
  const found = timingChange({ values: base }, { values: base.map((value) => value + 3) }, errors)
  expect(found.rounds).toBe(8)
  expect(found.difference.estimate).toBe(3)
  // relative to the median of base
  expect(found.ratio.estimate).toBe(1 + 3 / 8)
  expect(found.ratio.low).toBe(1 + found.difference.low / 8)
  expect(found.ratio.high).toBe(1 + found.difference.high / 8)
  expect(timingChange({ values: base }, { values: base.slice(0, 4) }, errors).rounds).toBe(4)
  expect(timingChange({ values: [] }, { values: base }, errors).ratio.estimate).toBeNaN()
})

test.each([true, false])(
  'a separate error for kept budgets changes only the upper bound (pairs: %j)',
  (isPaired) => {
    const values = Array.from({ length: 40 }, (_, round) => 5 + ((round * 7) % 11))
    const [base, head] = [
      { values, isPaired },
      { values: values.toReversed(), isPaired },
    ]
    const [strict, lenient] = [0.001, 0.05].map((alpha) => timingChange(base, head, { alpha }))
    const found = timingChange(base, head, { alpha: 0.001, keptAlpha: 0.05 })
    expect(found.difference).toEqual({ ...strict?.difference, high: lenient?.difference.high })
    expect(found.ratio).toEqual({ ...strict?.ratio, high: lenient?.ratio.high })
    expect(found.difference.high).toBeLessThan(strict?.difference.high ?? 0)
  },
)

describe('noise floor', () => {
  test.each([
    [[0.99, 1.01, 1.034], 0.034],
    [[0.95, 0.99, 1.02], 0.05],
    [[1.02, 1.04, 1.06], 0.06],
    [[1, 1, 1], 0],
    [unbounded, null],
    [[0, Number.NaN, Number.POSITIVE_INFINITY], null],
  ] as const)('of %j: %s', (ratio, floor) => {
    const found = noiseFloor(change(ratio, [0, 0, 0]))
    if (floor === null) expect(found).toBeNull()
    else expect(found).toBeCloseTo(floor, 12)
  })
})

describe('interim analyses', () => {
  test.each([
    [200, [27, 40, 60, 89, 134, 200]],
    [120, [24, 36, 54, 80, 120]],
    [100, [20, 30, 45, 67, 100]],
    [60, [18, 27, 40, 60]],
    [40, [18, 27, 40]],
    [24, [16, 24]],
    [23, [23]],
    [10, [10]],
    [7, [7]],
    [1, [1]],
    [0, [0]],
    [500, [66, 99, 149, 223, 334, 500]],
    [1000, [132, 198, 297, 445, 667, 1000]],
  ])('at most %i rounds: %j', (rounds, wanted) => {
    expect(interimAnalyses(rounds)).toEqual(wanted)
  })

  test('are ascending, few, and end with all rounds; all earlier ones have finite bounds at the shared error', () => {
    for (let rounds = 1; rounds <= 1000; rounds++) {
      const planned = interimAnalyses(rounds)
      expect(planned.at(-1)).toBe(rounds)
      expect(planned.length).toBeLessThanOrEqual(6)
      expect(planned).toEqual([...new Set(planned)].sort((a, b) => a - b))
      expect(Math.min(...planned.slice(0, -1))).toBeGreaterThanOrEqual(16)
    }
    expect(walshRank(16, errorsFor({ analyses: 6, tests: 80 }).alpha)).toBeGreaterThan(0)
  })

  test('share an error of 1 % with the tests; the error of a kept budget is shared only by the analyses', () => {
    expect(errorsFor({ analyses: 1, tests: 1 })).toEqual({ alpha: 0.01, keptAlpha: 0.01 })
    expect(errorsFor({ analyses: 4, tests: 2 })).toEqual({ alpha: 0.01 / 8, keptAlpha: 0.01 / 4 })
    expect(errorsFor({ analyses: 0, tests: 0 })).toEqual({ alpha: 0.01, keptAlpha: 0.01 })
  })
})

/**
 * The whole rule on simulated runs with two modes and a control: rounds that drift together, starts that depend on the
 * one before, outliers. Seeded, so the counts are always the same; bench/timing-rule.ts has the full table.
 */
describe('simulated runs', () => {
  function simulate(given: Partial<StartTimes>, runs: number, most: number, increase = both) {
    const random = seededRandom(20260101)
    return Array.from({ length: runs }, () => {
      const sampled = startTimes({ ...usual, ...given }, 2, most, random)
      return { sampled, ...judgeAtAnalyses(sampled, increase) }
    })
  }
  const isAny = (outcome: string) => (run: ReturnType<typeof simulate>[number]) =>
    run.decisions.some((decision) => decision.outcome === outcome)

  test('without a change, at most 1 % break a budget, although the placement of head costs 4 %', () => {
    const runs = simulate({ bias: 0.04 }, tries(2000), 200)
    expect(runs.filter(isAny('broken')).length).toBeLessThanOrEqual(runs.length * 0.01)
    expect(runs.filter(isAny('undecided')).length).toBeLessThan(runs.length * 0.1)
    // the same runs are no easy ones: of 25 rounds the medians alone would break as many as these
    const naive = runs.filter(({ sampled }) =>
      sampled.modes.some(({ base, head }) => {
        const [before, after] = [median(base.slice(0, 25)), median(head.slice(0, 25))]
        return after > before * 1.1 && after > before + 1
      }),
    )
    expect(naive.length).toBeGreaterThan(runs.length * 0.05)
  })

  test('a mode that stops when its budget is kept does not break more budgets, and saves starts', () => {
    const shares = [{ bias: 0.04, variation: 0.4 }, { bias: 0.2, controlBias: 0.2 }, {}].map((given) => {
      const runs = simulate(given, tries(400), 120)
      const together = runs.map(({ sampled }) => judgeAtAnalyses(sampled, both, { leaving: false }))
      const brokenIn = (all: readonly Judged[]) =>
        all.flatMap(({ decisions }) => decisions).filter(({ outcome }) => outcome === 'broken').length
      const startsOf = (all: readonly Judged[]) => all.reduce((sum, { starts }) => sum + starts, 0)
      expect(brokenIn(runs)).toBeLessThanOrEqual(brokenIn(together))
      return startsOf(runs) / startsOf(together)
    })
    expect(Math.max(...shares)).toBeLessThanOrEqual(1)
    expect(shares.at(-1)).toBeLessThan(0.95)
  })

  test('without a change, they break neither a budget of a share alone nor one with a small share', () => {
    for (const increase of [{ relative: 0.1 }, { relative: 0.01, absolute: 1 }]) {
      const runs = simulate({ bias: 0.04 }, tries(500), 120, increase as typeof both)
      expect(runs.filter(isAny('broken')).length).toBeLessThanOrEqual(runs.length * 0.01)
    }
  })

  test('a cost of 2 ms breaks the budget in at least 95 %, and most of them stop early', () => {
    const runs = simulate({ costMs: 2 }, tries(500), 120)
    const broken = runs.filter(({ decisions }) => decisions.every(({ outcome }) => outcome === 'broken'))
    expect(broken.length).toBeGreaterThanOrEqual(runs.length * 0.95)
    expect(runs.filter(({ rounds }) => rounds <= 60).length).toBeGreaterThan(runs.length / 2)
  })

  test('if rounds are independent, a change of exactly the budget is kept in at most 1 %, with any number of tests', () => {
    const random = seededRandom(20261130)
    const planned = interimAnalyses(40)
    const errors = errorsFor({ analyses: planned.length, tests: 8 })
    const startsOf = (ms: number) => Array.from({ length: 40 }, () => ms + random() - 0.5)
    const runs = Array.from({ length: 1000 }, () => {
      const [base, head] = [startsOf(9), startsOf(10)]
      return planned.some((rounds) => {
        const upTo = (values: readonly number[]) => ({ values: values.slice(0, rounds) })
        const change = timingChange(upTo(base), upTo(head), errors)
        return decideIncrease({ absolute: 1 }, change).outcome === 'kept'
      })
    })
    const kept = runs.filter((isKept) => isKept).length
    expect(kept).toBeLessThanOrEqual(10)
    // if the tests shared the error, about one would be kept
    expect(kept).toBeGreaterThan(2)
  })

  test('a cost above the budget is judged as kept in at most 1 %', () => {
    const runs = simulate({ costMs: 1.3 }, tries(500), 120)
    expect(runs.filter(isAny('kept')).length).toBeLessThanOrEqual(runs.length * 0.01)
  })

  test('if the second copy of base starts 20 % later for no reason, heads that do, too, break no budget', () => {
    const runs = simulate({ bias: 0.2, controlBias: 0.2 }, tries(300), 120)
    expect(runs.filter(isAny('broken')).length).toBeLessThanOrEqual(runs.length * 0.03)
    const doubts = runs.flatMap(({ decisions }) => decisions.map(({ because }) => because))
    expect(doubts.filter((because) => because === 'control').length).toBeGreaterThan(doubts.length * 0.9)
  })
})
