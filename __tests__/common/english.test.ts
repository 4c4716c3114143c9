import { expect, test } from 'vitest'
import { utcText } from '../../src/common/english.ts'

test.each([
  [0, '1970-01-01 00:00 UTC'],
  [Date.UTC(2026, 10, 29, 18, 53, 59), '2026-11-29 18:53 UTC'],
  [Date.UTC(2027, 1, 3, 4, 5), '2027-02-03 04:05 UTC'],
])('utcText(%d) is %s', (ms, expected) => {
  expect(utcText(ms)).toBe(expected)
})
