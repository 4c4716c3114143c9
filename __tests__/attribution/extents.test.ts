import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ascendingLengths, extentAt, insideOf } from '../../src/attribution/extents.ts'

test('of addresses with lengths, those that fit together as strings do', () => {
  const strings = [
    [10, 2],
    [12, 2],
    [14, 5],
    [19, 9],
    [28, 40],
  ] as const
  const all = strings.map(([from, length]) => ({ from, to: from + length }))
  expect(ascendingLengths(new Map(strings))).toEqual(all)
  // too long for where it begins, and inside of another one
  const chance = new Map<number, number>([...strings, [11, 30], [30, 3]])
  expect(ascendingLengths(chance)).toEqual(all)
  expect(ascendingLengths(new Map())).toEqual([])
  // a length that runs into the next string is none
  expect(
    ascendingLengths(
      new Map([
        [10, 2],
        [12, 7],
        [14, 9],
      ]),
    ),
  ).toEqual([
    { from: 10, to: 12 },
    { from: 14, to: 23 },
  ])
})

test('they never overlap, and are in their order', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat({ max: 200 }), fc.integer({ min: 1, max: 50 }))), (pairs) => {
      const chosen = ascendingLengths(new Map(pairs))
      for (const [index, one] of chosen.entries()) {
        expect(one.to).toBeLessThanOrEqual(chosen[index + 1]?.from ?? Number.POSITIVE_INFINITY)
      }
      for (let offset = 0; offset < 260; offset++) {
        const home = chosen.find(({ from, to }) => from <= offset && offset < to)
        expect(extentAt(chosen, offset)).toEqual(home)
        expect(insideOf(chosen)(offset)).toBe(home !== undefined && home.from < offset)
      }
    }),
    { numRuns: 30 },
  )
})
