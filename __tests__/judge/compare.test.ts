import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Report } from '../../src/document/report.ts'
import { type Finding, finding, findingFix, findingMessage } from '../../src/findings/finding.ts'
import { budgetFor, judgeIncrease, judgeMax } from '../../src/judge/budgets.ts'
import { compare } from '../../src/judge/compare.ts'
import { type JudgeInput, judge } from '../../src/judge/judge.ts'
import { timingOf } from '../../src/judge/timing/pairing.ts'
import type { Budget } from '../../src/model/budget.ts'
import type { Measured, Measurement } from '../../src/model/measurement.ts'
import { type Metric, metricNames, metrics } from '../../src/model/metric.ts'
import type { BuiltReportVariant, ReportVariant } from '../../src/model/variant.ts'
import { verdicts } from '../../src/model/verdict.ts'
import { shuffled } from '../../src/startup/sampling/shuffle.ts'
import { budget, variant } from '../support/reports/report.ts'
import { tries } from '../support/runs/tries.ts'
import { seededRandom } from '../support/world/world.ts'

const bytes = (value: number): Measured => ({ value, unit: 'B' })
const noisy = (value: number, low: number, high: number, unit: 'ms' | 'B' = 'ms'): Measured => ({
  value,
  unit,
  low,
  high,
})

/** A base and a head of one mode that differ in one metric. */
function pair(
  metric: Metric,
  base: Measurement | undefined,
  head: Measurement | undefined,
  mode = 'static',
): readonly BuiltReportVariant[] {
  const of = (value: Measurement | undefined) => (value === undefined ? {} : { [metric]: value })
  return [variant('base', mode, { metrics: of(base) }), variant('head', mode, { metrics: of(head) })]
}

const noNoise = { floor: null, rounds: 0 }
const compared = (
  variants: readonly ReportVariant[],
  budgets: readonly Budget[],
  noise: Report['noise'] = noNoise,
) => compare(variants, budgets, timingOf(variants, budgets, noise))

const only = (variants: readonly ReportVariant[], budgets: readonly Budget[]) => {
  const { comparisons, findings } = compared(variants, budgets)
  expect(comparisons).toHaveLength(1)
  const [comparison] = comparisons
  if (comparison === undefined) throw new Error('nothing was compared')
  return { comparison, findings, messages: findings.map(findingMessage) }
}

describe('increase of an exact metric', () => {
  const both = { relative: 0.01, absolute: 64_000 }
  test.each([
    ['percent and amount are both exceeded', both, 1_000_000, 1_100_000, 'broken'],
    ['the amount alone is exceeded', both, 100_000_000, 100_100_000, 'kept'],
    ['the percentage alone is exceeded', both, 1_000_000, 1_060_000, 'kept'],
    ['exactly the amount', both, 1_000_000, 1_064_000, 'kept'],
    ['one byte more', both, 1_000_000, 1_064_001, 'broken'],
    ['less than before', both, 1_000_000, 900_000, 'kept'],
    ['0 is a budget: nothing more', { absolute: 0 }, 1_000_000, 1_000_000, 'kept'],
    ['0 is a budget: one byte more', { absolute: 0 }, 1_000_000, 1_000_001, 'broken'],
    ['0 % is a budget: one byte more', { relative: 0 }, 1_000_000, 1_000_001, 'broken'],
    ['a percentage alone', { relative: 0.5 }, 100, 151, 'broken'],
    ['exactly the percentage', { relative: 0.5 }, 100, 150, 'kept'],
    ['exactly a percentage that has no exact binary fraction', { relative: 0.29 }, 100, 129, 'kept'],
    ['from nothing', { relative: 0.01 }, 0, 1, 'broken'],
  ] as const)('%s', (_what, increase, before, after, outcome) => {
    expect(judgeIncrease(increase, bytes(before), bytes(after), 'exact')).toBe(outcome)
  })

  test('an increase of exactly the percentage keeps the budget, one byte more does not', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 200 }),
        fc.integer({ min: 1, max: 10_000_000 }),
        (percent, hundredth) => {
          const base = hundredth * 100
          const increase = { relative: Number(`${percent}e-2`) }
          const judged = (delta: number) => judgeIncrease(increase, bytes(base), bytes(base + delta), 'exact')
          expect(judged(hundredth * percent)).toBe('kept')
          expect(judged(hundredth * percent + 1)).toBe('broken')
        },
      ),
    )
  })
})

describe('increase of a quasi-exact metric', () => {
  test('memory: only intervals that do not overlap decide', () => {
    const base = noisy(8e6, 7.9e6, 8.1e6, 'B')
    const rule = { relative: 0.05, absolute: 100_000 }
    const judged = (head: Measured) => judgeIncrease(rule, base, head, 'quasi-exact')
    expect(judged(noisy(9e6, 8.9e6, 9.1e6, 'B'))).toBe('broken')
    expect(judged(noisy(9e6, 8.05e6, 9.9e6, 'B'))).toBe('undecided')
    expect(judged(noisy(8.2e6, 8.15e6, 8.3e6, 'B'))).toBe('kept')
    expect(judged(bytes(9e6))).toBe('undecided')
  })
})

describe('max', () => {
  test.each([
    [100, 100, 'kept'],
    [100, 101, 'broken'],
    [0, 0, 'kept'],
    [0, 1, 'broken'],
  ] as const)('exact: at most %i, is %i: %s', (max, value, outcome) => {
    expect(judgeMax(max, bytes(value), 'exact')).toBe(outcome)
  })

  test.each([
    ['the whole interval above', 260, 255, 270, 'broken'],
    ['the interval on both sides, the value above', 255, 245, 260, 'undecided'],
    ['the interval on both sides, the value below', 245, 240, 251, 'undecided'],
    ['the whole interval below', 240, 235, 249, 'kept'],
    ['touching from below', 240, 235, 250, 'kept'],
    ['touching from above', 255, 250, 260, 'undecided'],
  ] as const)('with noise: %s', (_what, value, low, high, outcome) => {
    for (const noise of ['noisy', 'quasi-exact'] as const) {
      expect(judgeMax(250, noisy(value, low, high), noise)).toBe(outcome)
    }
  })

  test('a noisy metric without an interval is undecided', () => {
    expect(judgeMax(250, { value: 1000, unit: 'ms' }, 'noisy')).toBe('undecided')
  })
})

describe('the budget that applies', () => {
  const common = budget('binary-size', { max: 20e6 }, 'max 20 MB')
  const own = budget('binary-size', { max: 10e6, mode: 'lean' }, 'max 10 MB')

  test("is the mode's own before the common one, in any order", () => {
    for (const budgets of [
      [common, own],
      [own, common],
    ]) {
      expect(budgetFor(budgets, 'binary-size', 'lean')).toBe(own)
      expect(budgetFor(budgets, 'binary-size', 'static')).toBe(common)
      expect(budgetFor(budgets, 'layers', 'static')).toBeUndefined()
    }
  })

  test('is the one that is judged', () => {
    const lean = compared(pair('binary-size', bytes(1e6), bytes(15e6), 'lean'), [common, own])
    expect(lean.comparisons[0]).toMatchObject({ verdict: 'fail', budget: own })
    expect(
      compared(pair('binary-size', bytes(1e6), bytes(15e6)), [common, own]).comparisons[0],
    ).toMatchObject({
      verdict: 'pass',
      budget: common,
    })
  })
})

describe('one comparison', () => {
  test('images that differ only in file times have no change of size', () => {
    const [base, head] = pair('pull-size', bytes(5_000_000), bytes(5_000_001))
    if (base === undefined || head === undefined) throw new Error('a pair has two sides')
    const changes = { files: [], more: 0, timesOnly: [0], same: true }
    const rebuilt = { ...head, image: { ...head.image, changes } }
    const budgets = [budget('pull-size', { increase: { absolute: 0 } }, 'increase 0 B')]
    expect(only([base, rebuilt], budgets).comparison).toMatchObject({
      base: 5_000_000,
      head: 5_000_001,
      delta: 0,
      ratio: 1,
      verdict: 'unchanged',
    })
    expect(only([base, head], budgets).comparison).toMatchObject({ delta: 1, verdict: 'fail' })
  })

  const grow = budget(
    'binary-size',
    { increase: { relative: 0.01, absolute: 64_000 } },
    'increase 1% and 64 kB',
  )
  const ceiling = budget('binary-size', { max: 20e6 }, 'max 20 MB')

  test('delta is head − base, ratio is head / base', () => {
    const { comparison, findings } = only(pair('binary-size', bytes(1000), bytes(1500)), [])
    expect(comparison).toEqual({
      metric: 'binary-size',
      mode: 'static',
      platform: 'linux/amd64',
      base: 1000,
      head: 1500,
      delta: 500,
      ratio: 1.5,
      verdict: 'info',
    })
    expect(findings).toEqual([])
  })

  test('equal images are unchanged', () => {
    expect(only(pair('binary-size', bytes(1000), bytes(1000)), [grow])).toMatchObject({
      comparison: { verdict: 'unchanged', delta: 0, ratio: 1 },
      findings: [],
    })
  })

  test('build time has no change, because base may have filled the cache', () => {
    const ms = (value: number): Measured => ({ value, unit: 'ms' })
    const image = variant('head', 'static').image
    const variants = pair('build-time', ms(1000), ms(1500))
    const none = { base: 1000, head: 1500, delta: null, ratio: null }
    expect(only(variants, []).comparison).toMatchObject({ verdict: 'info', ...none })
    const same = variants.map((one) => ({ ...one, image }))
    expect(only(same, []).comparison).toMatchObject({ verdict: 'unchanged', ...none })
  })

  test('an unchanged value above a `max` budget breaks it', () => {
    const { comparison, findings, messages } = only(pair('binary-size', bytes(21e6), bytes(21e6)), [ceiling])
    expect(comparison.verdict).toBe('fail')
    expect(findings).toMatchObject([
      {
        id: 'budget/max-exceeded',
        mode: 'static',
        metric: 'binary-size',
        params: { value: 21e6, max: 20e6 },
      },
    ])
    expect(messages).toEqual(['Binary: 21.00 MB exceeds the maximum of 20.00 MB'])
  })

  test('reports one byte above a `max` budget in bytes', () => {
    expect(only(pair('binary-size', undefined, bytes(20_000_001)), [ceiling]).messages).toEqual([
      'Binary: 20000001 B exceeds the maximum of 20000000 B',
    ])
  })

  test('an increase above its budget fails', () => {
    const { comparison, findings, messages } = only(pair('binary-size', bytes(10e6), bytes(12e6)), [grow])
    expect(comparison.verdict).toBe('fail')
    expect(findings).toMatchObject([{ id: 'budget/increase-exceeded', verdict: 'fail' }])
    expect(messages).toEqual([
      'Binary: +2.00 MB (+20.0 %), from 10.00 MB to 12.00 MB, which breaks the budget (increase 1% and 64 kB)',
    ])
  })

  test('an increase above a budget with level warn only warns', () => {
    const { comparison, findings } = only(pair('binary-size', bytes(10e6), bytes(12e6)), [
      { ...grow, level: 'warn' },
    ])
    expect(comparison.verdict).toBe('warn')
    expect(findings[0]?.verdict).toBe('warn')
  })

  test('reports both a broken `max` and a broken `increase`', () => {
    const both = { ...grow, max: 20e6 }
    expect(only(pair('binary-size', bytes(10e6), bytes(30e6)), [both]).messages).toHaveLength(2)
  })

  test('without a baseline, `max` is judged and `increase` is not', () => {
    expect(only(pair('binary-size', undefined, bytes(12e6)), [grow])).toMatchObject({
      comparison: { verdict: 'no-baseline', base: null, delta: null, ratio: null },
      findings: [],
    })
    expect(only(pair('binary-size', undefined, bytes(30e6)), [ceiling]).comparison.verdict).toBe('fail')
  })

  test('there is no ratio to a base of 0', () => {
    expect(
      only(pair('layers', { value: 0, unit: 'count' }, { value: 2, unit: 'count' }), []).comparison.ratio,
    ).toBeNull()
  })

  test('unmeasured is not a pass', () => {
    const rule = budget('memory', { max: 1e6 }, 'max 1 MB')
    const { comparison, findings, messages } = only(
      pair('memory', bytes(1), { unmeasured: { kind: 'not-started' } }),
      [rule],
    )
    expect(comparison).toMatchObject({ verdict: 'unmeasured', head: null, base: 1 })
    expect(findings).toMatchObject([
      {
        verdict: 'unmeasured',
        id: 'budget/unmeasured',
        metric: 'memory',
        mode: 'static',
      },
    ])
    expect(messages).toEqual([
      'Memory at ready: not measured (not started). The budget (max 1 MB) could not be checked, so the check does not pass.',
    ])
    expect(findings.map(findingFix)).toEqual(['set `unmeasured: warn` for `memory` under `budgets`'])
    const lenient = only(pair('memory', bytes(1), { unmeasured: { kind: 'not-started' } }), [
      { ...rule, unmeasured: 'warn' },
    ])
    expect(lenient.findings[0]?.verdict).toBe('warn')
    expect(only(pair('memory', bytes(1), { unmeasured: { kind: 'not-started' } }), []).findings).toEqual([])
  })

  describe('a metric that was not measured at head', () => {
    const failure = { kind: 'exited', exitCode: 1, ready: 'response' } as const
    const gone = { unmeasured: { kind: 'start-failed', failure } } as const
    const there = { value: 5, unit: 'ms', low: 4, high: 6 } as const
    const written = budget('startup', { increase: { relative: 0.1 } }, 'increase 10%')
    const byDefault: Budget = { ...written, source: 'default' }
    const ceiling = budget('startup', { max: 100, increase: { relative: 0.1 } }, 'max 100 ms, increase 10%')
    const image = variant('head', 'static').image

    test.each([
      ['a budget that somebody wrote', written, gone, {}, 'unmeasured'],
      ['a default, and base has a number', byDefault, there, {}, 'unmeasured'],
      ['a default, and base has none either', byDefault, gone, {}, 'warn'],
      ['a default, and there is no base', byDefault, undefined, {}, 'warn'],
      ['the same image: nothing can have grown', written, gone, { image }, undefined],
      ['the same image, whatever base has', byDefault, there, { image }, undefined],
      ['the same image, and a ceiling', ceiling, gone, { image }, 'unmeasured'],
    ] as const)('%s', (_what, rule, before, same, verdict) => {
      const [base, head] = pair('startup', before, gone)
      if (base === undefined || head === undefined) throw new Error('a pair has two')
      const { comparison, findings } = only([{ ...base, ...same }, head], [rule])
      expect(findings.map((one) => one.verdict)).toEqual(verdict === undefined ? [] : [verdict])
      expect(comparison.verdict).toBe(verdict === undefined ? 'unchanged' : 'unmeasured')
    })

    test('marks a default budget as such', () => {
      const { findings, messages } = only(pair('startup', gone, gone), [byDefault])
      expect(messages).toEqual([
        'Start-up: not measured (the app does not start). The default budget (increase 10%) was not checked.',
      ])
      expect(findings.map(findingFix)).toEqual([undefined])
    })

    test('if only head starts, its increase budgets are skipped, and that is reported', () => {
      const evidence = {
        engine: { name: 'docker', version: '29' },
        base: { sha: 'b' },
        findings: [],
        variants: pair('startup', gone, there),
        budgets: [written],
        noise: noNoise,
      } as unknown as JudgeInput
      const { findings, verdict, comparisons } = judge(evidence)
      expect(verdict).toBe('pass')
      expect(comparisons).toMatchObject([{ verdict: 'no-baseline' }])
      expect(findings).toMatchObject([
        {
          id: 'budget/no-baseline',
          verdict: 'pass',
          revision: 'base',
          params: { because: 'base-not-started' },
        },
      ])
      expect(findings[0]).not.toHaveProperty('mode')
      const oneOfTwo = [...pair('startup', gone, there), ...pair('startup', there, there, 'dynamic')]
      const ofOne = judge({ ...evidence, variants: oneOfTwo }).findings
      expect(ofOne.filter(({ id }) => id === 'budget/no-baseline')).toMatchObject([{ mode: 'static' }])
      const elsewhere = pair('startup', gone, there).map((one) => ({ ...one, platform: 'linux/arm64' }))
      const onOne = judge({
        ...evidence,
        variants: [...pair('startup', there, there), ...elsewhere],
      }).findings
      expect(onOne.filter(({ id }) => id === 'budget/no-baseline')).toMatchObject([
        { mode: 'static', platform: 'linux/arm64' },
      ])
      expect(judge({ ...evidence, budgets: [] }).findings).toEqual([])
      expect(judge({ ...evidence, variants: pair('startup', gone, gone) }).findings).not.toContainEqual(
        expect.objectContaining({ id: 'budget/no-baseline' }),
      )
    })
  })

  test('reports a head that does not build only once, not for each metric', () => {
    const why = { unmeasured: { kind: 'not-built' } } as const
    const broken = pair('memory', bytes(1), why).map((one): ReportVariant => {
      const { revision, mode, platform, source } = one
      return revision === 'head' ? { revision, mode, platform, source, metrics: { memory: why } } : one
    })
    expect(only(broken, [budget('memory', { max: 1 }, 'max 1 B')]).findings).toEqual([])
  })

  test('without a measured base there is no baseline', () => {
    expect(
      only(pair('memory', { unmeasured: { kind: 'not-started' } }, bytes(5)), []).comparison.verdict,
    ).toBe('no-baseline')
  })

  test('equal images have equal times, measured once', () => {
    const [base, head] = pair('startup', noisy(5, 4, 6), noisy(9, 8, 10))
    const image = head?.image
    if (base === undefined || head === undefined || image === undefined) throw new Error('a pair has two')
    const rule = budget('startup', { max: 7, increase: { relative: 0 } }, 'max 7 ms, increase 0%')
    const { comparison, findings } = only([{ ...base, image }, head], [{ ...rule, max: 100 }])
    expect(comparison.verdict).toBe('unchanged')
    expect(findings).toEqual([])
    expect(only([{ ...base, image }, head], [rule]).comparison.verdict).toBe('fail')
  })

  test('a value whose interval contains the `max` budget is inconclusive', () => {
    const rule = budget('startup', { max: 250 }, 'max 250 ms')
    const { comparison, findings, messages } = only(pair('startup', undefined, noisy(249, 240, 260)), [rule])
    expect(comparison.verdict).toBe('inconclusive')
    expect(findings).toMatchObject([{ id: 'budget/undecided', verdict: 'inconclusive' }])
    expect(messages[0]).toBe(
      'Start-up: 249 ms is too close to the maximum of 250 ms to decide on this noisy runner',
    )
  })

  test('each mode and platform is compared with its own base', () => {
    const arm = pair('layers', { value: 1, unit: 'count' }, { value: 3, unit: 'count' }).map((one) => ({
      ...one,
      platform: 'linux/arm64',
    }))
    const { comparisons } = compared(
      [...pair('layers', { value: 2, unit: 'count' }, { value: 2, unit: 'count' }), ...arm],
      [],
    )
    expect(comparisons.map(({ platform, delta }) => [platform, delta])).toEqual([
      ['linux/amd64', 0],
      ['linux/arm64', 2],
    ])
  })
})

const number = fc.integer({ min: 0, max: 50_000_000 })
const someMeasured = (metric: Metric): fc.Arbitrary<Measurement> => {
  const { unit, noise } = metrics[metric]
  if (noise === 'exact' || noise === 'info') return number.map((value) => ({ value, unit }))
  return fc
    .tuple(number, fc.nat({ max: 1000 }), fc.nat({ max: 1000 }))
    .map(([value, below, above]) => ({ value, unit, low: value - below, high: value + above }))
}
const someMeasurement = (metric: Metric) =>
  fc.oneof({ weight: 5, arbitrary: someMeasured(metric) }, fc.constant({ unmeasured: 'for a reason' }))
const someMetrics = fc.record(
  Object.fromEntries(metricNames.map((metric) => [metric, someMeasurement(metric)])) as Record<
    Metric,
    fc.Arbitrary<Measurement>
  >,
  { requiredKeys: [] },
)
const someBudget = fc
  .record({
    metric: fc.constantFrom(...metricNames.filter((metric) => metric !== 'build-time')),
    mode: fc.constantFrom(undefined, 'static', 'dynamic'),
    max: fc.option(number, { nil: undefined }),
    relative: fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: undefined }),
    absolute: fc.option(fc.nat({ max: 1_000_000 }), { nil: undefined }),
    level: fc.constantFrom('fail', 'warn'),
    unmeasured: fc.constantFrom('fail', 'warn'),
    source: fc.constantFrom('config', 'default'),
  })
  .map(({ mode, max, relative, absolute, ...rest }): Budget => {
    const increase = {
      ...(relative === undefined ? {} : { relative }),
      ...(absolute === undefined ? {} : { absolute }),
    }
    return {
      ...rest,
      ...(mode === undefined ? {} : { mode }),
      ...(max === undefined ? {} : { max }),
      ...(Object.keys(increase).length === 0 ? {} : { increase }),
      text: 'as written',
    }
  })
const someVariants = fc
  .record({
    'base static': fc.option(someMetrics),
    'base dynamic': fc.option(someMetrics),
    'head static': someMetrics,
    'head dynamic': fc.option(someMetrics),
  })
  .map((given) =>
    Object.entries(given).flatMap(([name, found]) => {
      const [revision, mode = ''] = name.split(' ')
      return found === null ? [] : [variant(revision === 'base' ? 'base' : 'head', mode, { metrics: found })]
    }),
  )
const someFindings = fc.array(
  fc.constantFrom<Finding>(
    finding('build/failed', { why: [] }, { verdict: 'pass', revision: 'base' }),
    finding('build/failed', { why: [] }, { verdict: 'unmeasured', revision: 'head', mode: 'dynamic' }),
    finding('load/not-executable', { path: '/api' }, { verdict: 'fail', revision: 'head', mode: 'static' }),
    finding(
      'load/not-checked',
      { detail: 'its layers were not read' },
      { verdict: 'pass', revision: 'head', mode: 'static' },
    ),
  ),
  { maxLength: 3 },
)
const someEvidence: fc.Arbitrary<JudgeInput> = fc
  .record({
    variants: someVariants,
    budgets: fc.array(someBudget, { maxLength: 6 }),
    findings: someFindings,
    hasBase: fc.boolean(),
  })
  .map(({ hasBase, ...rest }) => ({
    schema: 1,
    app: 'api',
    tool: { version: '0.0.0' },
    runner: { os: 'linux', arch: 'amd64', cpus: 2 },
    go: { version: 'go1.26.1' },
    engine: { name: 'docker', version: '28' },
    base: hasBase ? { sha: 'b'.repeat(40) } : null,
    head: { sha: 'a'.repeat(40) },
    noise: { floor: null, rounds: 0 },
    phases: [],
    ...rest,
  }))

const rank = (report: Report) => verdicts.indexOf(report.verdict)

describe('judging', () => {
  test('gives the same report when it judges a report again', () => {
    fc.assert(
      fc.property(someEvidence, (evidence) => {
        const report = judge(evidence)
        expect(judge(report)).toEqual(report)
        expect(judge(judge(report, []), evidence.budgets)).toEqual(report)
      }),
      { numRuns: tries(200) },
    )
  })

  test('does not depend on the order of variants and of budgets for different metrics', () => {
    fc.assert(
      fc.property(someEvidence, fc.nat(), (evidence, seed) => {
        const sorted = (report: Report) => ({
          verdict: report.verdict,
          comparisons: report.comparisons.map((one) => JSON.stringify(one)).sort(),
          findings: report.findings.map((one) => JSON.stringify(one)).sort(),
          causes: report.causes.map((one) => JSON.stringify(one)).sort(),
        })
        const mixed = { ...evidence, variants: shuffled(evidence.variants, seededRandom(seed)) }
        expect(sorted(judge(mixed))).toEqual(sorted(judge(evidence)))
      }),
      { numRuns: tries(200) },
    )
  })

  test('never improves a verdict if an exact metric of head grows', () => {
    const exact = metricNames.filter((metric) => metrics[metric].noise === 'exact')
    fc.assert(
      fc.property(
        someEvidence,
        fc.constantFrom(...exact),
        fc.nat({ max: 1_000_000 }),
        (evidence, metric, more) => {
          const larger = {
            ...evidence,
            variants: evidence.variants.map((one): ReportVariant => {
              const found = one.metrics[metric]
              if (one.revision === 'base' || one.linkage === undefined) return one
              if (found === undefined || !('value' in found)) return one
              return {
                ...one,
                metrics: { ...one.metrics, [metric]: { ...found, value: found.value + more } },
              }
            }),
          }
          expect(rank(judge(larger))).toBeGreaterThanOrEqual(rank(judge(evidence)))
          // nothing that failed before may pass now
          const failed = judge(evidence).comparisons.filter(({ verdict }) => verdict === 'fail')
          const now = judge(larger).comparisons
          for (const one of failed) {
            expect(now.find(({ mode, metric }) => mode === one.mode && metric === one.metric)?.verdict).toBe(
              'fail',
            )
          }
        },
      ),
      { numRuns: tries(300) },
    )
  })

  test('has the worst finding as its verdict, and a finding for every broken budget', () => {
    fc.assert(
      fc.property(someEvidence, (evidence) => {
        const report = judge(evidence)
        const ranks = report.findings.map(({ verdict }) => verdicts.indexOf(verdict))
        expect(rank(report)).toBe(Math.max(0, ...ranks))
        for (const { verdict, metric, mode } of report.comparisons) {
          if (verdict !== 'fail' && verdict !== 'warn' && verdict !== 'inconclusive') continue
          expect(report.findings.some((one) => one.metric === metric && one.mode === mode)).toBe(true)
        }
      }),
      { numRuns: tries(200) },
    )
  })

  test('reports that there is nothing to compare with if there is no base', () => {
    const [evidence] = fc.sample(someEvidence, { numRuns: 1, seed: 1 })
    if (evidence === undefined) throw new Error('nothing sampled')
    const report = judge({ ...evidence, base: null, findings: [] })
    expect(report.findings[0]).toMatchObject({ id: 'budget/no-baseline', verdict: 'pass' })
    const built = finding('build/failed', { why: [] }, { verdict: 'pass', revision: 'base', mode: 'static' })
    const failed = judge({ ...evidence, base: { sha: 'b' }, findings: [built] })
    const noBaseline = failed.findings.filter(({ id }) => id === 'budget/no-baseline')
    expect(noBaseline).toMatchObject([{ mode: 'static', params: { because: 'base-not-built' } }])
    const lost = finding('build/engine-lost', { why: [] }, { verdict: 'unmeasured', revision: 'base' })
    const another = judge({ ...evidence, base: { sha: 'b' }, findings: [lost] })
    expect(another.findings.map(({ id }) => id)).not.toContain('budget/no-baseline')
    const skipped = finding('build/skipped', {}, { verdict: 'pass', revision: 'base' })
    const withoutHead = judge({ ...evidence, base: { sha: 'b' }, findings: [skipped] })
    expect(withoutHead.findings.map(({ id }) => id)).not.toContain('budget/no-baseline')
    expect(noBaseline.map(findingMessage).join()).toContain('Base was not built in mode `static`')
  })
})
