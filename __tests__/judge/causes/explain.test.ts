import { describe, expect, test } from 'vitest'
import { explain } from '../../../src/judge/causes/explain.ts'
import type { BuiltReportVariant } from '../../../src/model/variant.ts'
import { headlineOf } from '../../../src/report/headline.ts'
import { comparisons, sampleReport, variant } from '../../support/reports/report.ts'

type Settings = NonNullable<BuiltReportVariant['binary']['settings']>

function built(
  revision: 'base' | 'head',
  {
    symbols,
    debug,
    size = 10e6,
    settings = {},
  }: { symbols: number; debug: number; size?: number; settings?: Settings },
): BuiltReportVariant {
  const one = variant(revision, 'static')
  return {
    ...one,
    linkage: { ...one.linkage, symbols, debug },
    binary: { ...one.binary, modules: {}, direct: [], settings },
    metrics: { 'binary-size': { value: size, unit: 'B' } },
  }
}

/** What the headline names as the cause of a program size over its budget. */
function causeOf(base: BuiltReportVariant, head: BuiltReportVariant): readonly string[] | undefined {
  const report = sampleReport({
    variants: [base, head],
    comparisons: comparisons(base, head, { 'binary-size': 'fail' }),
    findings: [],
    causes: explain([base, head], { alpha: 0.001 }),
  })
  return headlineOf(report).cause?.items
}

describe('symbols and debug information', () => {
  const stripped = { symbols: 0, debug: 0 }

  test('are a cause with their bytes if they are no longer stripped', () => {
    const head = built('head', { symbols: 1_400_000, debug: 2_900_000, size: 14.4e6 })
    expect(explain([built('base', stripped), head], { alpha: 0.001 })).toEqual([
      {
        metric: 'binary-size',
        mode: 'static',
        kind: 'symbols',
        name: 'symbols-and-debug-information',
        delta: 4_300_000,
        share: expect.closeTo(4.3 / 4.4),
        change: { type: 'added' },
      },
    ])
    expect(causeOf(built('base', stripped), head)).toEqual([
      'symbols and debug information no longer stripped: binary +4.30 MB',
      'explains +4.30 MB of +4.40 MB',
    ])
  })

  test('debug information alone is a cause, as without -w', () => {
    const [base, head] = [
      built('base', { symbols: 9e5, debug: 0 }),
      built('head', { symbols: 9e5, debug: 2e6, size: 12e6 }),
    ]
    expect(causeOf(base, head)).toEqual(['debug information no longer stripped: binary +2.00 MB'])
  })

  test('are a cause if they are now stripped', () => {
    const [base, head] = [
      built('base', { symbols: 9e5, debug: 2e6 }),
      built('head', { ...stripped, size: 7.1e6 }),
    ]
    expect(explain([base, head], { alpha: 0.001 })).toMatchObject([
      { kind: 'symbols', delta: -2_900_000, change: { type: 'removed' } },
    ])
    expect(causeOf(base, head)).toEqual(['symbols and debug information now stripped: binary −2.90 MB'])
  })

  test('are not a cause if both sides have them, or neither does', () => {
    expect(
      explain([built('base', { symbols: 9e5, debug: 2e6 }), built('head', { symbols: 5e6, debug: 9e6 })], {
        alpha: 0.001,
      }),
    ).toEqual([])
    expect(explain([built('base', stripped), built('head', stripped)], { alpha: 0.001 })).toEqual([])
  })
})

test('a changed build setting is a cause without a size', () => {
  const bytes = { symbols: 0, debug: 0 }
  const base = built('base', { ...bytes, settings: { GOAMD64: 'v1', '-tags': 'nomsgpack' } })
  const head = built('head', { ...bytes, size: 12e6, settings: { GOAMD64: 'v3', '-race': 'true' } })
  expect(causeOf(base, head)).toEqual([
    'build setting `-race` now `true`',
    'build setting `-tags` no longer `nomsgpack`',
    'build setting `GOAMD64` `v1` → `v3`',
  ])
})
