import { describe, expect, test } from 'vitest'
import { delayShare, type Timed, withoutDelay } from '../../../src/judge/timing/run-delay.ts'
import { timingChange } from '../../../src/judge/timing/timing-rule.ts'
import { seededRandom } from '../../support/world/world.ts'

const alpha = 0.01 / 16

interface Given {
  readonly seed: number
  readonly rounds?: number
  /** How much longer each start takes. */
  readonly laterMs?: number
  /** How much longer threads wait. */
  readonly waitingMs?: number
}

/** Starts of 6 ms beside busy processes: 30 % of them wait for a processor for up to 20 ms. */
function starts({ seed, rounds = 100, laterMs = 0, waitingMs = 0 }: Given): Timed & { delays: number[] } {
  const random = seededRandom(seed)
  const delays = Array.from({ length: rounds }, () => (random() < 0.3 ? 20 * random() : random()) + waitingMs)
  return { delays, values: delays.map((delay) => 6 + laterMs + delay + 0.5 * (random() + random())) }
}

const width = ({ difference: { low, high } }: ReturnType<typeof timingChange>) => high - low
const plain = ({ values }: Timed): Timed => ({ values })

describe('the wait for a CPU', () => {
  test('is subtracted, which makes the bounds several times narrower', () => {
    const [base, head] = [starts({ seed: 1 }), starts({ seed: 2 })]
    expect(width(timingChange(base, head, { alpha }))).toBeLessThan(
      width(timingChange(plain(base), plain(head), { alpha })) / 3,
    )
  })

  test.each([0.5, 1, 3])('does not hide any of the %d ms that head itself takes longer', (laterMs) => {
    const [base, head] = [starts({ seed: 1 }), starts({ seed: 2, laterMs })]
    expect(timingChange(base, head, { alpha }).difference.estimate).toBeCloseTo(laterMs, 0)
    expect(timingChange(base, head, { alpha }).difference.low).toBeGreaterThan(laterMs - 0.3)
    expect(timingChange(base, head, { alpha }).difference.high).toBeLessThan(laterMs + 0.3)
  })

  test.each([3, -0.9])(
    'nothing is taken off where the threads of head clearly wait otherwise (%d ms)',
    (waitingMs) => {
      const [base, head] = [starts({ seed: 1, rounds: 200 }), starts({ seed: 2, rounds: 200, waitingMs })]
      expect(withoutDelay(base, head, alpha)).toEqual([base.values, head.values])
      expect(timingChange(base, head, { alpha })).toEqual(timingChange(plain(base), plain(head), { alpha }))
    },
  )

  test('is part of a second estimate', () => {
    const [base, head] = [starts({ seed: 1 }), starts({ seed: 2 })]
    const { estimate } = timingChange(plain(base), plain(head), { alpha }).difference
    expect(timingChange(base, head, { alpha }).withWait?.difference).toBe(estimate)
    expect(timingChange(plain(base), plain(head), { alpha })).not.toHaveProperty('withWait')
  })

  test('is not subtracted if that of some starts is unknown', () => {
    const [base, head] = [starts({ seed: 1 }), starts({ seed: 2 })]
    expect(withoutDelay(plain(base), head, alpha)).toEqual([base.values, head.values])
    expect(withoutDelay(base, { ...head, delays: head.delays.slice(1) }, alpha)).toEqual([
      base.values,
      head.values,
    ])
  })
})

describe('delayShare', () => {
  test.each([
    ['all of it', [6, 8, 7, 10], [0, 2, 1, 4], 1],
    ['half of it', [6, 7, 6.5, 8], [0, 2, 1, 4], 0.5],
    ['never more than all', [6, 12, 9, 18], [0, 2, 1, 4], 1],
    ['never less than none', [10, 8, 9, 6], [0, 2, 1, 4], 0],
    ['none where no start waited', [6, 8, 7, 10], [0, 0, 0, 0], 0],
    ['none where all waited alike', [6, 8, 7, 10], [1, 1, 1, 1], 0],
  ])('%s', (_, values, delays, share) => {
    expect(delayShare(values, delays)).toBeCloseTo(share, 12)
  })
})
