import { describe, expect, test } from 'vitest'
import type { Report } from '../../src/document/report.ts'
import { finding } from '../../src/findings/finding.ts'
import { judge } from '../../src/judge/judge.ts'
import { outsideImageFindings, relaxFindings } from '../../src/judge/outside-image.ts'
import type { Budget } from '../../src/model/budget.ts'
import { sampleReport, variant } from '../support/reports/report.ts'

const outside: Report['engine'] = {
  name: 'embedded',
  version: '0.1.0',
  isolation: {
    kind: 'none',
    namespaces: [],
    by: 'user',
    refused: [
      { kind: 'namespaces', namespaces: ['user', 'mount'], by: 'user', because: 'operation not permitted' },
    ],
  },
}
const inside: Report['engine'] = {
  ...outside,
  isolation: { kind: 'namespaces', namespaces: ['user', 'mount'], by: 'user', refused: [] },
}

/** One mode, whose starts take 10 ms. */
const measured = { value: 10, low: 9, high: 11, samples: Array.from({ length: 20 }, (_, at) => 9 + at / 10) }
const variants = ['base', 'head'].map((revision) =>
  variant(revision as 'base' | 'head', 'static', {
    metrics: {
      startup: { ...measured, unit: 'ms' },
      memory: { unmeasured: { kind: 'no-proc' } },
      'binary-size': { value: 12e6, unit: 'B' },
    },
  }),
)
const max = (metric: string, most: number): Budget => ({
  metric,
  max: most,
  level: 'fail',
  unmeasured: 'fail',
  text: `at most ${most}`,
  source: 'config',
})

function judged(engine: Report['engine'], budgets: readonly Budget[]): Report {
  return judge(sampleReport({ engine, variants, budgets, findings: [], noise: { floor: null, rounds: 20 } }))
}

describe('an app that was started outside its image', () => {
  test('cannot fail the check by its starts, but by its sizes', () => {
    const started = [max('startup', 1)]
    expect(judged(inside, started).verdict).toBe('fail')
    const report = judged(outside, started)
    expect(report.verdict).toBe('warn')
    expect(report.comparisons.find(({ metric }) => metric === 'startup')?.verdict).toBe('warn')
    expect(report.findings).toMatchObject([{ id: 'budget/max-exceeded', metric: 'startup', verdict: 'warn' }])
    expect(judged(outside, [max('binary-size', 1)]).verdict).toBe('fail')
  })

  test('cannot fail the check by unmeasured starts or by not starting', () => {
    const report = judged(outside, [max('memory', 1)])
    expect(report.findings).toMatchObject([{ id: 'budget/unmeasured', verdict: 'warn' }])
    expect(judged(inside, [max('memory', 1)]).verdict).toBe('unmeasured')
    const failure = { kind: 'exec', detail: 'a script' } as const
    const notReady = finding('start/not-ready', { failure }, { verdict: 'fail', revision: 'head' })
    expect(relaxFindings({ engine: outside }, [notReady])).toMatchObject([{ verdict: 'warn' }])
    expect(relaxFindings({ engine: inside }, [notReady])).toEqual([notReady])
  })

  test('in one of several jobs affects only the modes of that job', () => {
    const job = { ...sampleReport(), platforms: ['linux/amd64'] }
    const jobs = [
      { ...job, modes: ['static'], engine: outside },
      { ...job, modes: ['dynamic'], engine: inside },
    ]
    const about = (mode: string) => ({ verdict: 'fail', mode, metric: 'startup' }) as const
    const both = ['static', 'dynamic'].map((mode) =>
      finding('budget/max-exceeded', { value: 2, max: 1 }, about(mode)),
    )
    const relaxed = relaxFindings({ engine: inside, jobs }, both)
    expect(relaxed.map(({ verdict }) => verdict)).toEqual(['warn', 'fail'])
  })

  test('in one of several jobs affects only the platforms of that job', () => {
    const job = { ...sampleReport(), modes: ['static'] }
    const jobs = [
      { ...job, platforms: ['linux/amd64'], engine: outside },
      { ...job, platforms: ['linux/arm64'], engine: inside },
    ]
    const both = ['linux/amd64', 'linux/arm64'].map((platform) =>
      finding(
        'budget/max-exceeded',
        { value: 2, max: 1 },
        { verdict: 'fail', mode: 'static', platform, metric: 'startup' },
      ),
    )
    const relaxed = relaxFindings({ engine: inside, jobs }, both)
    expect(relaxed.map(({ verdict }) => verdict)).toEqual(['warn', 'fail'])
  })

  test('is a warning with the reason why the machine refused isolation', () => {
    expect(outsideImageFindings(outside)).toMatchObject([
      { id: 'start/outside-image', verdict: 'warn', params: { because: 'operation not permitted' } },
    ])
    expect(outsideImageFindings(inside)).toEqual([])
    expect(outsideImageFindings({ name: 'docker', version: '29' })).toEqual([])
  })
})
