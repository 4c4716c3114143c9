import { describe, expect, test } from 'vitest'
import type { Report } from '../../src/document/report.ts'
import { finding } from '../../src/findings/finding.ts'
import { adviceOf, type ModeDifference } from '../../src/judge/advice.ts'
import type { Metric, Unit } from '../../src/model/metric.ts'
import { sampleReport } from '../support/reports/report.ts'
import { seededRandom } from '../support/world/world.ts'

/** A report whose variants have these samples of a metric, by mode. */
function measuredAs(
  metric: Metric,
  samples: Readonly<Record<string, readonly number[]>>,
  more: Partial<Report> = {},
): Report {
  const report = sampleReport({ findings: [], ...more })
  return {
    ...report,
    variants: report.variants.map((one) => {
      const found = samples[one.mode]
      if (one.image === undefined || found === undefined) return one
      const unit: Unit = metric === 'memory' ? 'B' : 'ms'
      return { ...one, metrics: { ...one.metrics, [metric]: { value: found[0] ?? 0, unit, samples: found } } }
    }),
  }
}

const modesIn = (report: Report, metric: Metric) =>
  adviceOf(report).find((one): one is ModeDifference => one.kind === 'modes' && one.metric === metric)

describe('differences between two modes', () => {
  const random = seededRandom(7)
  const around = (middle: number) => Array.from({ length: 60 }, () => middle + random() - 0.5)

  test('a size differs by its exact difference', () => {
    expect(modesIn(sampleReport(), 'pull-size')).toEqual({
      kind: 'modes',
      platform: 'linux/amd64',
      mode: 'static',
      other: 'dynamic',
      metric: 'pull-size',
      of: 5_021_696,
      difference: { value: 982_016, low: 982_016, high: 982_016 },
    })
  })

  test('all modes are compared with the reference mode', () => {
    const found = modesIn({ ...sampleReport(), reference: 'dynamic' }, 'pull-size')
    expect(found).toMatchObject({
      mode: 'dynamic',
      other: 'static',
      difference: { value: -982_016, low: -982_016, high: -982_016 },
    })
  })

  test('three modes are compared, without those that cannot be', () => {
    const report = sampleReport()
    const names = ['unlike', 'unmeasured', 'one', 'two', 'three', 'four']
    const variants = report.variants.flatMap((one) => {
      if (one.mode !== 'dynamic' || one.revision !== 'head') return [one]
      return names.map((mode) => ({ ...one, mode, ...(mode === 'unmeasured' ? { metrics: {} } : {}) }))
    })
    const advice = adviceOf({ ...report, variants }, ({ mode, other, platform }) => {
      expect([mode, platform]).toEqual(['static', 'linux/amd64'])
      return other !== 'unlike'
    })
    const found = advice.filter((one) => one.kind === 'modes').map(({ other }) => other)
    expect([...new Set(found)]).toEqual(['one', 'two', 'three'])
  })

  test('images of different sources are not compared', () => {
    const report = sampleReport()
    const variants = report.variants.map((one) =>
      one.mode === 'dynamic' ? one : { ...one, source: 'shipped' as const },
    )
    expect(modesIn({ ...report, variants }, 'pull-size')).toBeUndefined()
    expect(modesIn({ ...report, variants }, 'binary-size')).toBeDefined()
  })

  test('times of two jobs are not compared', () => {
    const report = measuredAs('startup', { static: around(9), dynamic: around(10) })
    const jobs = ['static', 'dynamic'].map((mode) => ({
      ...report,
      platforms: ['linux/amd64'],
      modes: [mode],
    }))
    expect(modesIn({ ...report, jobs }, 'startup')).toBeUndefined()
    expect(modesIn({ ...report, jobs }, 'pull-size')).toBeDefined()
  })

  test('times differ only if the bounds exclude 0', () => {
    const slower = modesIn(measuredAs('startup', { static: around(9), dynamic: around(10) }), 'startup')
    expect(slower?.difference?.value).toBeCloseTo(1, 0)
    expect(slower?.difference?.low).toBeGreaterThan(0)
    expect(
      modesIn(measuredAs('startup', { static: around(9), dynamic: around(9) }), 'startup'),
    ).not.toHaveProperty('difference')
  })

  test('bounds of a time do not depend on which mode is the reference', () => {
    const report = measuredAs('startup', { static: around(9), dynamic: around(10) })
    const turned = modesIn({ ...report, reference: 'dynamic' }, 'startup')?.difference
    const { value = 0, low = 0, high = 0 } = modesIn(report, 'startup')?.difference ?? {}
    expect(value).toBeGreaterThan(0)
    expect(turned?.low).toBeCloseTo(-high, 10)
    expect(turned?.high).toBeCloseTo(-low, 10)
  })

  test('waiting for a CPU is not a difference between modes', () => {
    const delays = (seed: number) => {
      const next = seededRandom(seed)
      return Array.from({ length: 60 }, () => 30 * next() ** 3)
    }
    const [one, other] = [delays(1), delays(2)]
    const times = { static: one.map((ms) => 8 + ms), dynamic: other.map((ms) => 9 + ms) }
    const waits = measuredAs('run-delay', { static: one, dynamic: other })
    const report = measuredAs('startup', times)
    const variants = report.variants.map((variant, index) => ({
      ...variant,
      metrics: { ...waits.variants[index]?.metrics, startup: variant.metrics['startup'] },
    })) as Report['variants']
    expect(modesIn(report, 'startup')).not.toHaveProperty('difference')
    expect(modesIn({ ...report, variants }, 'startup')?.difference?.value).toBeCloseTo(1, 1)
  })

  test('a mode that stopped early is compared in the rounds that both have', () => {
    const [one, other] = [around(9), around(10)]
    const compared = (samples: readonly number[]) =>
      modesIn(measuredAs('startup', { static: samples, dynamic: other.slice(0, 25) }), 'startup')
    expect(compared([...one.slice(0, 25), ...around(30)])?.difference).toEqual(
      compared(one.slice(0, 25))?.difference,
    )
    expect(compared(one)?.difference).toBeDefined()
  })

  test('a difference that two copies of base have, too, is not reported', () => {
    const [base, copy] = [around(9), around(9).map((ms) => ms * 1.3)]
    const report = measuredAs('startup', { static: base, dynamic: base.map((ms) => ms * 1.2) })
    const control = {
      mode: 'static',
      platform: 'linux/amd64',
      metrics: { startup: { value: 9, unit: 'ms' as const, samples: copy } },
    }
    const noisy = { ...report, noise: { ...report.noise, rounds: 60, limit: 60, control } }
    expect(modesIn(report, 'startup')).toHaveProperty('difference')
    expect(modesIn(noisy, 'startup')).not.toHaveProperty('difference')
    expect(modesIn(noisy, 'startup')?.floor).toBeGreaterThan(0.25)
  })
})

test('savings have the measured bytes', () => {
  const measured = { size: 60, saved: 40 }
  const kept = finding(
    'link/dead-code-kept',
    { by: 'method-lookup', chain: [], others: 0, measured },
    { verdict: 'pass', revision: 'head', mode: 'static' },
  )
  const hidden = finding(
    'image/wasted',
    { bytes: 700, files: [] },
    { verdict: 'pass', revision: 'head', mode: 'static' },
  )
  const report = sampleReport({ findings: [kept, hidden] })
  const variants = report.variants.map((one) =>
    one.linkage === undefined || one.mode !== 'dynamic'
      ? one
      : { ...one, linkage: { ...one.linkage, symbols: 10, debug: 20 } },
  )
  expect(adviceOf({ ...report, variants }).filter(({ kind }) => kind !== 'modes')).toEqual([
    { kind: 'dead-code', mode: 'static', revision: 'head', measured },
    { kind: 'symbols', mode: 'dynamic', bytes: 30 },
    { kind: 'wasted', mode: 'static', bytes: 700 },
  ])
})
