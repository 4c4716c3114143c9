import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  formatDelta,
  formatDuration,
  formatInterval,
  formatPercent,
  formatSize,
  formatValue,
  parseCount,
  parseDuration,
  parsePercent,
  parseSize,
} from '../../src/model/quantity.ts'

describe('parsing', () => {
  test.each([
    [parseSize, '64 kB', 64_000],
    [parseSize, '64.1 kB', 64_100],
    [parseSize, '4.35 MB', 4_350_000],
    [parseSize, '20MiB', 20 * 1024 ** 2],
    [parseSize, ' 0 B ', 0],
    [parseDuration, '1.5 ms', 1.5],
    [parseDuration, '250 us', 0.25],
    [parseDuration, '250 µs', 0.25],
    [parseDuration, '250 \u{3bc}s', 0.25],
    [parseDuration, '30s', 30_000],
    [parseDuration, '1.1 min', 66_000],
    [parsePercent, '1.1%', 0.011],
    [parsePercent, '7 %', 0.07],
    [parseCount, '3', 3],
  ])('%o of %s', (parse, given, value) => {
    expect(parse(given)).toEqual({ ok: true, value })
  })

  test.each([
    [parseSize, '64 kb', '`64 kb` is not a size: write `64 kB`'],
    [
      parseSize,
      '64',
      '`64` is not a size: write a number and one of B, kB, MB, GB, KiB, MiB, GiB, such as `64 kB`',
    ],
    [parseDuration, '3 MS', '`3 MS` is not a duration: write `3 ms`'],
    [
      parseDuration,
      'soon',
      '`soon` is not a duration: write a number and one of us, µs, ms, s, min, such as `250 ms`',
    ],
    [parsePercent, '1', '`1` is not a percentage: write a number and %, such as `1%`'],
    [parseCount, 'few', '`few` is not a count: write a whole number, such as `3`'],
    [parseCount, '2.5', '`2.5` is not a count: write a whole number, such as `3`'],
    [parseCount, '3 x', '`3 x` is not a count: write a whole number, such as `3`'],
  ])('%o rejects %s', (parse, given, message) => {
    expect(parse(given)).toEqual({ ok: false, problem: { message } })
  })

  test.each([parseSize, parseDuration, parsePercent, parseCount])(
    '%o rejects what is not a number',
    (parse) => {
      for (const given of ['', ' ', '-1', '1e3 B', '1,5 MB', 'constructor', '9'.repeat(400)]) {
        expect(parse(given)).toEqual({
          ok: false,
          problem: { message: expect.stringContaining('is not a ') },
        })
      }
    },
  )
})

describe('formatting', () => {
  test.each([
    [0, '0 B'],
    [0.3, '0.3 B'],
    [999, '999 B'],
    [999.6, '1.00 kB'],
    [64_000, '64.00 kB'],
    [814_080, '814.1 kB'],
    [999_949, '999.9 kB'],
    [999_960, '1.00 MB'],
    [11_489_280, '11.49 MB'],
    [-1_900_000, '−1.90 MB'],
    [2_500_000_000, '2.50 GB'],
  ])('size %d', (bytes, text) => {
    expect(formatSize(bytes)).toBe(text)
  })

  test.each([
    [0, '0.00 ms'],
    [0.0004, '0.0004 ms'],
    [0.42, '0.42 ms'],
    [8.93, '8.9 ms'],
    [99.96, '100 ms'],
    [999.6, '1.00 s'],
    [-2.1, '−2.1 ms'],
  ])('duration %d', (ms, text) => {
    expect(formatDuration(ms)).toBe(text)
  })

  test.each([
    [0, '0 %'],
    [0.198, '+19.8 %'],
    [-0.0004, '−0.04 %'],
    [0.00001, '0 %'],
    [5.83, '+583 %'],
  ])('percent %d', (share, text) => {
    expect(formatPercent(share)).toBe(text)
  })

  test.each([
    [8.93, 8.77, 9.11, 'ms', '8.9 ±0.2 ms'],
    [8.9, 8.7, 9.9, 'ms', '8.9 (8.7–9.9) ms'],
    [8.9, 8.88, 8.92, 'ms', '8.90 ±0.02 ms'],
    [8.9, 8.9, 8.9, 'ms', '8.9 ms'],
    [1250, 1240, 1262, 'ms', '1.25 ±0.01 s'],
    [8_404_992, 8_396_800, 8_413_184, 'B', '8.40 ±0.01 MB'],
    [3, 2, 4, 'count', '3'],
  ] as const)('%d in %d to %d %s', (value, low, high, unit, text) => {
    expect(formatInterval(value, low, high, unit)).toBe(text)
  })
})

/** Half a step of the last printed place, or what floating point loses of a big number. */
const precision = (text: string, step: number, value: number) =>
  0.5 * 10 ** -(/\.(\d+)/.exec(text)?.[1]?.length ?? 0) * step + value * 1e-9

const steps = { B: 1, kB: 1e3, MB: 1e6, GB: 1e9, ms: 1, s: 1e3, '%': 0.01 } as const
const stepOf = (text: string) => steps[text.split(' ')[1] as keyof typeof steps]

describe('parsing a printed value gives the value to the printed precision', () => {
  test.each([
    ['size', formatSize, parseSize, fc.double({ min: 0, max: 1e13, noNaN: true })],
    ['duration', formatDuration, parseDuration, fc.double({ min: 0, max: 1e8, noNaN: true })],
    [
      'share',
      (share: number) => formatPercent(share).replace('+', ''),
      parsePercent,
      fc.double({ min: 0, max: 1e4, noNaN: true }),
    ],
  ] as const)('%s', (_, format, parse, values) => {
    fc.assert(
      fc.property(values, (value) => {
        const text = format(value)
        const read = parse(text)
        expect(read).toHaveProperty('value')
        const error = Math.abs((read.ok ? read.value : Number.NaN) - value)
        expect(error).toBeLessThanOrEqual(precision(text, stepOf(text), value) + 1e-9)
      }),
    )
  })

  test('printing the parsed value gives the same text', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1e12, noNaN: true }), (value) => {
        const text = formatSize(value)
        const read = parseSize(text)
        expect(formatSize(read.ok ? read.value : -1)).toBe(text)
      }),
    )
  })

  test('counts', () => {
    fc.assert(
      fc.property(fc.nat(), (count) => {
        expect(parseCount(formatValue(count, 'count'))).toEqual({ ok: true, value: count })
      }),
    )
  })
})

test('only a change of 0 prints as 0, without a sign', () => {
  const sizes = fc.double({ min: 1e-9, max: 1e12, noNaN: true })
  fc.assert(
    fc.property(sizes, fc.boolean(), fc.constantFrom('B', 'ms'), (size, isMore, unit) => {
      const text = formatDelta(isMore ? size : -size, unit)
      expect(text).toMatch(isMore ? /^\+/ : /^−/)
      expect(text).toMatch(/[1-9]/)
    }),
  )
  expect(formatDelta(0, 'B')).toBe('0 B')
  expect(formatDelta(-0, 'ms')).toBe('0 ms')
  expect(formatDelta(8.9 - 8.8 - 0.1, 'ms')).toBe('0 ms')
  expect(formatDelta(-2, 'count')).toBe('−2')
  expect(formatDelta(2, 'count')).toBe('+2')
})
