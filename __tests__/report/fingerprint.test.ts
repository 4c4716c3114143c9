import { expect, test } from 'vitest'
import { fingerprintText } from '../../src/report/fingerprint.ts'
import { sampleReport } from '../support/reports/report.ts'

const report = sampleReport()
const text = fingerprintText(report)

test('is equal for another run of the same commits with other timings', () => {
  const again = sampleReport({
    comparisons: report.comparisons.map((one) =>
      one.metric === 'startup' ? { ...one, delta: 2.3, ratio: 1.33, head: 9.1 } : one,
    ),
    causes: report.causes.map((one) =>
      one.metric === 'startup' ? { ...one, delta: 2.01, share: 0.9 } : one,
    ),
    noise: { floor: 0.02, rounds: 50 },
  })
  expect(fingerprintText(again)).toBe(text)
})

test('ignores metrics that are measured only once', () => {
  const [first] = report.comparisons
  const once = ['first-start', 'engine-start', 'build-time'].map((metric) => ({
    ...(first as (typeof report.comparisons)[number]),
    metric,
    verdict: 'pass' as const,
  }))
  expect(fingerprintText(sampleReport({ comparisons: [...report.comparisons, ...once] }))).toBe(text)
})

test('differs if the verdict, a size, a cause of a size or a commit differs', () => {
  const others = [
    sampleReport({ verdict: 'warn' }),
    sampleReport({ head: { sha: 'e'.repeat(40) } }),
    sampleReport({ causes: report.causes.slice(1) }),
    sampleReport({
      comparisons: report.comparisons.map((one) =>
        one.metric === 'binary-size' ? { ...one, head: (one.head ?? 0) + 1 } : one,
      ),
    }),
    sampleReport({
      comparisons: report.comparisons.map((one) =>
        one.metric === 'startup' ? { ...one, verdict: 'inconclusive' as const } : one,
      ),
    }),
    sampleReport({
      variants: report.variants.map((one) =>
        one.image === undefined ? one : { ...one, behavior: { timeZones: { from: 'program' as const } } },
      ),
    }),
    sampleReport({ findings: report.findings.map((one) => ({ ...one, platform: 'linux/arm64' })) }),
  ]
  expect(new Set([text, ...others.map(fingerprintText)]).size).toBe(8)
})
