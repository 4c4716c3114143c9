import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bytesOf, firstThatFits } from '../../src/common/fitting.ts'
import { commentLimit, summaryLimit } from '../../src/publish/limits.ts'

test('bytesOf counts UTF-8 bytes, not characters', () => {
  expect(bytesOf('Δ−❌😀')).toBe(2 + 3 + 3 + 4)
})

test('a text of exactly the limit fits, one byte more does not', () => {
  expect(firstThatFits(['é'.repeat(5)])(10)).toBe('é'.repeat(5))
  expect(firstThatFits(['é'.repeat(5)])(9)).toBeUndefined()
})

test('chooses the first text that fits, and never cuts one', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme' })), fc.nat(60), (bodies, limit) => {
      const size = (body: string) => Buffer.byteLength(body)
      const chosen = firstThatFits(bodies)(limit)
      if (chosen === undefined) {
        for (const body of bodies) expect(size(body)).toBeGreaterThan(limit)
      } else {
        expect(size(chosen)).toBeLessThanOrEqual(limit)
        for (const body of bodies.slice(0, bodies.indexOf(chosen))) expect(size(body)).toBeGreaterThan(limit)
      }
    }),
  )
})

test('the limits are below the maximum that GitHub accepts', () => {
  expect(commentLimit).toBe(65_000)
  expect(summaryLimit).toBeLessThan(1024 * 1024)
})
