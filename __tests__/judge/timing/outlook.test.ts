import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { TimingChange } from '../../../src/judge/timing/budget-parts.ts'
import { isDecidable, smallestBroken } from '../../../src/judge/timing/outlook.ts'
import { decideIncrease } from '../../../src/judge/timing/timing-rule.ts'
import type { Shift } from '../../../src/startup/statistics.ts'
import { tries } from '../../support/runs/tries.ts'

const alpha = 0.01 / 16
const budget = { relative: 0.1, absolute: 1 }
const typical = 8

/** A change of a start that takes 8 ms: [low, estimate, high] in milliseconds. */
function change([low, estimate, high]: readonly [number, number, number], rounds = 50): TimingChange {
  const factor = (amount: number) => 1 + amount / typical
  const difference: Shift = { low, estimate, high }
  return { difference, ratio: { low: factor(low), estimate: factor(estimate), high: factor(high) }, rounds }
}

const decidable = (head: TimingChange, control?: TimingChange, rounds = 200) =>
  isDecidable(budget, { change: head, control, alpha }, rounds)

describe('whether more rounds help', () => {
  test.each([
    ['no change, bounds twice as wide as the budget', change([-2, 0, 2]), true],
    ['an estimate above it, and a lower bound that stays too low', change([-1, 1.6, 2.2], 100), false],
    ['a change that may still be broken', change([0.3, 2, 4]), true],
    ['one at the budget, which may still be above it', change([0.85, 1, 1.15], 190), true],
    [
      'bounds that nothing is known of',
      change([Number.NEGATIVE_INFINITY, 1, Number.POSITIVE_INFINITY], 5),
      true,
    ],
  ])('%s: %s', (_, head, wanted) => {
    expect(decidable(head)).toBe(wanted)
  })

  test('the difference between the copies of base so far is ignored', () => {
    const head = change([0.95, 1.3, 1.6], 100)
    expect(decidable(head)).toBe(true)
    expect(decidable(head, change([-0.3, 0, 0.3], 100))).toBe(true)
    expect(decidable(head, change([1, 1.4, 1.8], 100))).toBe(true)
    expect(decidable(head, change([-4, 0, 4], 100))).toBe(true)
  })

  test('the smallest breaking change is above every part of the budget and its tolerance', () => {
    const soFar = { change: change([-2, 0, 2]), control: undefined, alpha }
    // the bounds are half as wide after four times the rounds
    const smallest = smallestBroken(budget, soFar, 200)
    expect(smallest?.absolute).toBe(1.5)
    // half of 10 %, and 1 ms of 8 ms
    expect(smallest?.relative).toBeCloseTo(0.05 + 1 / typical, 12)
    expect(smallestBroken(budget, { ...soFar, control: change([-6, 1, 6]) }, 200)).toEqual(smallest)
    expect(smallestBroken({ absolute: 1 }, { ...soFar, change: change([-0.1, 0, 0.1]) }, 200)).toEqual({
      absolute: 1,
    })
    const unbounded = change([Number.NEGATIVE_INFINITY, 1, Number.POSITIVE_INFINITY], 5)
    expect(smallestBroken(budget, { ...soFar, change: unbounded }, 200)).toBeUndefined()
  })

  test('never stops if the same change with narrower bounds could break the budget', () => {
    const amount = fc.double({ min: 0.01, max: 6, noNaN: true })
    fc.assert(
      fc.property(
        amount,
        amount,
        fc.double({ min: -2, max: 4, noNaN: true }),
        amount,
        (below, above, at, spread) => {
          const [head, control] = [change([at - below, at, at + above]), change([-spread, 0, spread])]
          if (decidable(head, control)) return
          const narrow = (one: TimingChange, to: number) => {
            const { low, estimate, high } = one.difference
            return change([to - (estimate - low) / 2, to, to + (high - estimate) / 2], 200)
          }
          for (const to of [at - below / 2, at, at + above]) {
            expect(decideIncrease(budget, narrow(head, to), narrow(control, 0)).outcome).not.toBe('broken')
          }
        },
      ),
      { numRuns: tries(2000) },
    )
  })
})
