/** Numbers that are shown beside each other must not contradict each other. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Report } from '../../src/document/report.ts'
import { type Finding, findingMessage } from '../../src/findings/finding.ts'
import { judge } from '../../src/judge/judge.ts'
import { formatDeltaInterval, formatShare, formatSize } from '../../src/model/quantity.ts'
import type { BuiltReportVariant } from '../../src/model/variant.ts'
import { changeText } from '../../src/report/change.ts'
import { markdownBodies } from '../../src/report/markdown/markdown.ts'
import { sampleReport, variant } from '../support/reports/report.ts'

const units: Readonly<Record<string, number>> = { B: 1, kB: 1e3, MB: 1e6, GB: 1e9, ms: 1, s: 1000, '%': 1 }

/** A shown number and half of its last digit, in the unit's own measure; written apart from the code that is tested. */
function shown(text: string): { readonly value: number; readonly half: number } {
  const [, sign = '', digits = '', unit = ''] = /^([+−]?)(\d+(?:\.\d+)?) (\S+)$/.exec(text) ?? []
  const scale = units[unit] ?? Number.NaN
  const places = digits.split('.')[1]?.length ?? 0
  return {
    value: (sign === '−' ? -1 : 1) * Number(digits) * scale,
    half: (0.5 * scale) / 10 ** places,
  }
}

/** Sizes near each other and far apart, on both sides of where the unit changes. */
const size = fc.oneof(
  fc.integer({ min: 1, max: 3e9 }),
  ...[1e3, 1e6, 1e9].map((at) => fc.integer({ min: at - 3000, max: at + 3000 }).filter((value) => value > 0)),
)
const sizes = fc.oneof(
  fc.tuple(size, size),
  fc
    .tuple(size, fc.integer({ min: -2000, max: 2000 }))
    .map(([base, by]) => [base, Math.max(1, base + by)] as const),
)

function reportOf(base: number, head: number): Report {
  const sized = (one: BuiltReportVariant, value: number): BuiltReportVariant => ({
    ...one,
    metrics: { 'binary-size': { value, unit: 'B' } },
  })
  const variants = [sized(variant('base', 'static'), base), sized(variant('head', 'static'), head)]
  return judge(sampleReport({ variants, findings: [] }))
}

describe('an exact metric', () => {
  test('shows head − base, consistent with the printed digits of both', () => {
    fc.assert(
      fc.property(sizes, ([base, head]) => {
        const [comparison] = reportOf(base, head).comparisons
        if (comparison === undefined) throw new Error('nothing was compared')
        const change = shown(changeText(comparison, 'B'))
        const [before, after] = [shown(formatSize(base)), shown(formatSize(head))]
        const slack = change.half + before.half + after.half
        expect(Math.abs(change.value - (after.value - before.value))).toBeLessThanOrEqual(slack * (1 + 1e-9))
        expect(Math.sign(change.value)).toBe(Math.sign(head - base))
      }),
    )
  })

  test('shows the percentage of the change, or none if it would print as zero', () => {
    fc.assert(
      fc.property(sizes, ([base, head]) => {
        const text = formatShare(head - base, head / base)
        const exact = ((head - base) / base) * 100
        if (text === '') expect(Math.abs(exact)).toBeLessThan(0.005_000_1)
        else {
          const { value, half } = shown(text)
          expect(Math.abs(value - exact)).toBeLessThanOrEqual(half + Math.abs(exact) * 1e-9)
          expect(Math.sign(value)).toBe(Math.sign(head - base))
        }
      }),
    )
  })

  test('a finding prints different sizes differently', () => {
    fc.assert(
      fc.property(sizes, ([base, head]) => {
        const told = reportOf(base, head).findings.filter(({ id }) => id === 'budget/increase-exceeded')
        for (const finding of told) {
          const [, change = '', from = '', to = ''] =
            /^Binary: (\S+ \S+)(?: \(.*\))?, from (\S+ \S+) to (\S+ \S+), which breaks/.exec(
              findingMessage(finding),
            ) ?? []
          expect(from).not.toBe(to)
          const [delta, before, after] = [change, from, to].map(shown)
          const slack = [delta, before, after].reduce((sum, one) => sum + (one?.half ?? 0), 0)
          const off = (delta?.value ?? Number.NaN) - ((after?.value ?? 0) - (before?.value ?? 0))
          expect(Math.abs(off)).toBeLessThanOrEqual(slack * (1 + 1e-9))
        }
      }),
    )
  })
})

describe('a time', () => {
  const interval = fc
    .tuple(fc.double({ min: -300, max: 300, noNaN: true }), fc.double({ min: 0, max: 20, noNaN: true }))
    .map(([delta, wide]) => [delta, delta - wide, delta + wide] as const)

  test('has no sign before zero', () => {
    fc.assert(
      fc.property(interval, ([delta, low, high]) => {
        expect(formatDeltaInterval(delta, low, high, 'ms')).not.toMatch(/[+−]0(?:\.0*)?(?![.\d])/)
      }),
    )
    expect(formatDeltaInterval(0, 0, 0, 'ms')).toBe('0 ms')
    expect(formatDeltaInterval(-0.04, -0.3, 0.2, 'ms')).toBe('−0.04 ±0.26 ms')
    expect(formatDeltaInterval(0, -0.000_1, 0.000_1, 'ms')).toBe('0 ms')
  })

  test('shows the change without the medians, whose difference is another number', () => {
    const timed = {
      id: 'budget/increase-exceeded',
      verdict: 'fail',
      mode: 'static',
      metric: 'startup',
      params: {
        kind: 'timed',
        base: 87.3,
        head: 88.5,
        difference: 3.8,
        ratio: 0.042,
        low: 0.02,
        budget: '1 ms',
      },
    } as const satisfies Finding
    expect(findingMessage(timed)).toBe(
      'Start-up: +3.8 ms (+4.2 %) between starts of base and head, at least +2.0 % with 99 % confidence, which breaks the budget (1 ms)',
    )
  })

  test('omits a percentage whose sign differs from that of the change', () => {
    expect(formatShare(0.1, 0.998)).toBe('')
    expect(formatShare(-0.1, 0.998)).toBe('−0.2 %')
  })
})

test('a metric that is measured only once has no change', () => {
  const rows = (markdownBodies(sampleReport())[0] ?? '')
    .split('\n')
    .filter((row) => row.includes('Build time'))
  expect(rows).toHaveLength(2)
  for (const row of rows) expect(row).toMatch(/\| {2}\| not comparable \|$/)
})
