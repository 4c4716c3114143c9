import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { referenceFindings } from '../../src/judge/reference.ts'
import type { Budget } from '../../src/model/budget.ts'
import type { ReportVariant } from '../../src/model/variant.ts'
import { variant } from '../support/reports/report.ts'
import { worded } from '../support/reports/worded.ts'

const sized = (mode: string, value: number, more: Partial<ReportVariant> = {}) =>
  ({
    ...variant('head', mode),
    metrics: { 'binary-size': { value, unit: 'B' }, 'image-size': { value, unit: 'B' } },
    ...more,
  }) as ReportVariant

function budget(given: Partial<Budget> = {}): Budget {
  return {
    metric: 'binary-size',
    mode: 'static',
    overReference: { mode: 'dynamic', relative: 0.1 },
    level: 'fail',
    unmeasured: 'fail',
    text: 'over-reference 10%',
    source: 'config',
    ...given,
  }
}

const found = (variants: readonly ReportVariant[], ...budgets: readonly Budget[]) =>
  referenceFindings(variants, budgets).map(worded)

describe('a budget between modes', () => {
  test('broken: the finding has both sizes', () => {
    expect(found([sized('static', 1_200_000), sized('dynamic', 1_000_000)], budget())).toEqual([
      expect.objectContaining({
        id: 'budget/reference-exceeded',
        verdict: 'fail',
        mode: 'static',
        metric: 'binary-size',
        message:
          'Binary: 1.20 MB, +200.0 kB (+20.0 %) compared with mode `dynamic` (1.00 MB), which exceeds the budget (over-reference 10%)',
      }),
    ])
  })

  test('is broken exactly where every part is exceeded', () => {
    const size = fc.integer({ min: 0, max: 10_000 })
    fc.assert(
      fc.property(size, size, fc.integer({ min: 0, max: 50 }), size, (value, other, percent, absolute) => {
        const overReference = { mode: 'dynamic', relative: percent / 100, absolute }
        const isBroken = 100 * (value - other) > percent * other && value - other > absolute
        expect(
          found([sized('static', value), sized('dynamic', other)], budget({ overReference })).length > 0,
        ).toBe(isBroken)
      }),
    )
  })

  test('of all modes: the reference mode itself is compared with nothing', () => {
    const { mode: _, ...common } = budget({ level: 'warn' })
    const variants = [sized('static', 1000), sized('dynamic', 1000), sized('pie', 2000)]
    expect(found(variants, common).map(({ mode, verdict }) => [mode, verdict])).toEqual([['pie', 'warn']])
  })

  test('base plays no part, nor does another platform', () => {
    const elsewhere = sized('dynamic', 1, { platform: 'linux/arm64' })
    const base = { ...sized('dynamic', 1), revision: 'base' } as const
    expect(found([base, elsewhere, sized('static', 1000), sized('dynamic', 1000)], budget())).toEqual([])
  })

  test('without a number of the reference mode it is not a pass', () => {
    const [one] = found([sized('static', 1000)], budget())
    expect(one).toMatchObject({ id: 'budget/reference-unmeasured', verdict: 'unmeasured' })
    expect(found([sized('static', 1000)], budget({ unmeasured: 'warn' }))[0]?.verdict).toBe('warn')
  })

  test('the image of a Dockerfile is not compared with a built-in one; programs are', () => {
    const variants = [
      sized('static', 5000, { source: 'shipped' }),
      sized('dynamic', 1000, { source: 'built-in' }),
    ]
    const ids = found(variants, budget(), budget({ metric: 'image-size' })).map(({ id }) => id)
    expect(ids).toEqual(['budget/reference-exceeded', 'budget/reference-unmeasured'])
  })
})
