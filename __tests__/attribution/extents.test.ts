import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Claims } from '../../src/attribution/claims.ts'
import { ascendingLengths, pieceAt } from '../../src/attribution/extents.ts'

type Pair = readonly [from: number, length: number]

function piecesOf(pairs: readonly Pair[]) {
  const claims = new Claims()
  for (const [from, length] of pairs) claims.add(from, from + length, 0)
  return claims.sorted()
}

function chosen(pairs: readonly Pair[]) {
  const { starts, ends } = ascendingLengths(piecesOf(pairs))
  return Array.from(starts, (from, index) => ({ from, to: ends[index] ?? 0 }))
}

test('accepts candidates that are sorted by length and do not overlap', () => {
  const strings = [
    [10, 2],
    [12, 2],
    [14, 5],
    [19, 9],
    [28, 40],
  ] as const
  const all = strings.map(([from, length]) => ({ from, to: from + length }))
  expect(chosen(strings)).toEqual(all)
  // longer than the strings after it, and inside another one
  expect(chosen([...strings, [11, 30], [30, 3]])).toEqual(all)
  // the longest candidate at an offset counts
  expect(chosen([[10, 1], ...strings, [14, 3]])).toEqual(all)
  expect(chosen([])).toEqual([])
  // a candidate that overlaps the next string is rejected
  expect(
    chosen([
      [10, 2],
      [12, 7],
      [14, 9],
    ]),
  ).toEqual([
    { from: 10, to: 12 },
    { from: 14, to: 23 },
  ])
})

test('accepted strings never overlap, and are in the order of the file', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat({ max: 200 }), fc.integer({ min: 1, max: 50 }))), (pairs) => {
      const strings = chosen(pairs)
      for (const [index, one] of strings.entries()) {
        expect(one.to).toBeLessThanOrEqual(strings[index + 1]?.from ?? Number.POSITIVE_INFINITY)
      }
      const pieces = piecesOf(strings.map(({ from, to }) => [from, to - from]))
      for (let offset = 0; offset < 260; offset++) {
        expect(pieceAt(pieces, offset)).toBe(
          strings.findIndex(({ from, to }) => from <= offset && offset < to),
        )
      }
    }),
    { numRuns: 30 },
  )
})

test('claims are sorted by offset; claims at one offset keep their order', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat({ max: 2 ** 26 }), fc.integer({ min: 1, max: 9 }))), (pairs) => {
      const claims = new Claims()
      for (const [owner, [from, length]] of pairs.entries()) claims.add(from, from + length, owner)
      const { count, from, to, owners } = claims.sorted()
      const sorted = pairs.map(([start, length], owner) => ({ start, end: start + length, owner }))
      expect(
        Array.from({ length: count }, (_, at) => ({ start: from[at], end: to[at], owner: owners[at] })),
      ).toEqual(sorted.toSorted((a, b) => a.start - b.start))
    }),
    { numRuns: 30 },
  )
})
