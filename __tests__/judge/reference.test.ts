import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { judge, openModes } from '../../src/judge/judge.ts'
import { judgeReferences } from '../../src/judge/reference.ts'
import { timingOf } from '../../src/judge/timing/pairing.ts'
import type { Budget } from '../../src/model/budget.ts'
import type { ReportVariant } from '../../src/model/variant.ts'
import { sampleReport, variant } from '../support/reports/report.ts'
import { worded } from '../support/reports/worded.ts'
import { seededRandom } from '../support/world/world.ts'

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
  judgeReferences(variants, budgets, timingOf(variants, budgets, { floor: null, rounds: 0 })).findings.map(
    worded,
  )

describe('a budget between modes', () => {
  test('has a finding with both sizes if it is broken', () => {
    expect(found([sized('static', 1_200_000), sized('dynamic', 1_000_000)], budget())).toEqual([
      expect.objectContaining({
        id: 'budget/reference-exceeded',
        verdict: 'fail',
        mode: 'static',
        metric: 'binary-size',
        message:
          'Binary: 1.20 MB, +200.0 kB (+20.0 %) compared with mode `dynamic` (1.00 MB), which breaks the budget (over-reference 10%)',
      }),
    ])
  })

  test('is broken exactly if every part is exceeded', () => {
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

  test('of all modes does not apply to the reference mode itself', () => {
    const { mode: _, ...common } = budget({ level: 'warn' })
    const variants = [sized('static', 1000), sized('dynamic', 1000), sized('pie', 2000)]
    expect(found(variants, common).map(({ mode, verdict }) => [mode, verdict])).toEqual([['pie', 'warn']])
  })

  test('depends neither on base nor on another platform', () => {
    const elsewhere = sized('dynamic', 1, { platform: 'linux/arm64' })
    const base = { ...sized('dynamic', 1), revision: 'base' } as const
    expect(found([base, elsewhere, sized('static', 1000), sized('dynamic', 1000)], budget())).toEqual([])
  })

  test('does not pass if the reference mode was not measured', () => {
    const [one] = found([sized('static', 1000)], budget())
    expect(one).toMatchObject({ id: 'budget/reference-unmeasured', verdict: 'unmeasured' })
    expect(found([sized('static', 1000)], budget({ unmeasured: 'warn' }))[0]?.verdict).toBe('warn')
  })

  test('has no finding if the platform does not have the reference mode, or if that was not built', () => {
    const windows = sized('static', 1000, { platform: 'windows/amd64' })
    const variants = [sized('static', 1000), sized('dynamic', 1000), windows]
    expect(found(variants, budget())).toEqual([])
    const excluded: ReportVariant = {
      revision: 'head',
      mode: 'dynamic',
      platform: 'linux/arm64',
      source: 'built-in',
      metrics: { 'binary-size': { unmeasured: { kind: 'not-built' } } },
    }
    expect(found([sized('static', 1000, { platform: 'linux/arm64' }), excluded], budget())).toEqual([])
  })

  test('does not compare the image of a Dockerfile with a built-in one, but compares their programs', () => {
    const variants = [
      sized('static', 5000, { source: 'shipped' }),
      sized('dynamic', 1000, { source: 'built-in' }),
    ]
    const ids = found(variants, budget(), budget({ metric: 'image-size' })).map(({ id }) => id)
    expect(ids).toEqual(['budget/reference-exceeded', 'budget/reference-unmeasured'])
  })
})

describe('for a time', () => {
  const random = seededRandom(3)
  const around = (middle: number, rounds = 100, width = 1) =>
    Array.from({ length: rounds }, () => middle + width * (random() - 0.5))
  const timed = (mode: string, samples: readonly number[], metric = 'startup') => {
    const measured = { value: samples[0] ?? 0, unit: 'ms', samples } as const
    return { ...variant('head', mode), metrics: { [metric]: measured } } as ReportVariant
  }
  const overTime = budget({ metric: 'startup', overReference: { mode: 'dynamic', relative: 0.1 } })
  const noise = { floor: null, rounds: 100, limit: 200 }
  const judgedOf = (variants: readonly ReportVariant[], ...budgets: readonly Budget[]) =>
    judgeReferences(variants, budgets, timingOf(variants, budgets, noise))

  test('is broken if that is clear, by the same rule as for base and head', () => {
    const variants = [timed('static', around(13)), timed('dynamic', around(10))]
    const { findings, undecided, broken } = judgedOf(variants, overTime)
    expect(findings).toMatchObject([
      {
        id: 'budget/reference-exceeded',
        verdict: 'fail',
        mode: 'static',
        metric: 'startup',
        params: {
          reference: 'dynamic',
          timed: { difference: expect.closeTo(3, 0), ratio: expect.closeTo(0.3, 1) },
        },
      },
    ])
    const [{ timed: { low = 0 } = {} }] = findings.map(({ params }) => params) as [
      { timed?: { low: number } },
    ]
    expect(low).toBeGreaterThan(0.05)
    expect(low).toBeLessThan(0.3)
    expect(undecided).toEqual([])
    expect(broken.map(({ mode }) => mode)).toEqual(['static', 'dynamic'])
    expect(findings.map(worded)[0]?.message).toMatch(
      /^Start-up: \+[\d.]+ ms \(\+[\d.]+ %\) between starts of mode `dynamic` and of this mode, at least \+[\d.]+ % with 99 % confidence, which breaks the budget/,
    )
  })

  test('is kept if the mode is clearly faster, or within the budget', () => {
    for (const middle of [8, 10, 10.3])
      expect(judgedOf([timed('static', around(middle)), timed('dynamic', around(10))], overTime)).toEqual({
        findings: [],
        undecided: [],
        broken: [],
      })
  })

  test('does not fail while it is undecided, and both modes continue', () => {
    const variants = [timed('static', around(11, 25, 4)), timed('dynamic', around(10, 25, 4))]
    const { findings, undecided } = judgedOf(variants, overTime)
    expect(findings).toMatchObject([
      {
        id: 'budget/reference-undecided',
        verdict: 'inconclusive',
        mode: 'static',
        params: { kind: 'timed' },
      },
    ])
    expect(undecided).toMatchObject([
      { mode: 'static', metric: 'startup' },
      { mode: 'dynamic', metric: 'startup' },
    ])
    const open = openModes({ variants, budgets: [overTime], noise: { ...noise, rounds: 25 } })
    expect(open.undecided.map(({ mode, metric }) => [mode, metric])).toEqual([
      ['static', 'startup'],
      ['dynamic', 'startup'],
    ])
  })

  test('uses only the rounds that both modes have', () => {
    const [one, other] = [around(10, 50), around(10, 50)]
    const longer = [timed('static', [...one, ...around(90, 50)]), timed('dynamic', other)]
    expect(judgedOf(longer, overTime).findings).toEqual([])
  })

  test('is undecided without samples, or if some are 0', () => {
    const none = { ...timed('static', []), metrics: { startup: { value: 9, unit: 'ms' } } } as ReportVariant
    for (const one of [none, timed('static', [0, 0, 0])]) {
      const { findings } = judgedOf([one, timed('dynamic', around(10))], overTime)
      expect(findings).toMatchObject([{ id: 'budget/reference-undecided', params: { kind: 'unpaired' } }])
      expect(findings.map(worded)[0]?.message).toBe(
        'Start-up: no starts of this mode and mode `dynamic` can be compared, so the budget (over-reference 10%) cannot be judged',
      )
    }
  })

  test('is undecided for a quasi-exact metric if the intervals overlap', () => {
    const allocs = (mode: string, low: number, value: number, high: number) =>
      ({
        ...variant('head', mode),
        metrics: { 'init-allocs': { value, low, high, unit: 'count' } },
      }) as ReportVariant
    const over = budget({ metric: 'init-allocs', overReference: { mode: 'dynamic', absolute: 5 } })
    const ids = (head: ReportVariant) =>
      judgedOf([head, allocs('dynamic', 95, 100, 105)], over).findings.map(({ id }) => id)
    expect(ids(allocs('static', 110, 112, 114))).toEqual(['budget/reference-exceeded'])
    expect(ids(allocs('static', 104, 107, 110))).toEqual(['budget/reference-undecided'])
    expect(ids(allocs('static', 101, 104, 110))).toEqual([])
  })

  test('is one more test that shares the error of all', () => {
    const variants = [timed('static', around(13)), timed('dynamic', around(10))]
    const alphaOf = (...budgets: readonly Budget[]) => timingOf(variants, budgets, noise).alpha
    const second = { ...overTime, metric: 'startup', mode: 'pie' }
    expect(alphaOf(overTime, second)).toBe(alphaOf(overTime))
    const both = [...variants, timed('pie', around(10))]
    expect(timingOf(both, [overTime, second], noise).alpha).toBeCloseTo(alphaOf(overTime) / 2, 12)
  })

  test('has its finding replaced when the report is judged again', () => {
    const variants = [timed('static', around(13)), timed('dynamic', around(10))]
    const report = judge({
      ...sampleReport({ findings: [] }),
      variants,
      budgets: [overTime],
      noise: { ...noise },
    })
    const again = judge(report, [overTime])
    expect(again.findings.filter(({ id }) => id.startsWith('budget/reference'))).toHaveLength(1)
    expect(report.verdict).toBe('fail')
  })
})
