import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Report } from '../../../src/document/report.ts'
import { combinedBodies } from '../../../src/report/markdown/combined.ts'
import { markdownBodies } from '../../../src/report/markdown/markdown.ts'
import { mergeReports } from '../../../src/report/merge.ts'
import { sampleReport } from '../../support/reports/report.ts'
import { anyReport } from '../../support/reports/reports.ts'
import { expectValue, problemOf } from '../../support/results.ts'
import { outside } from '../../support/runs/outside.ts'
import { tries } from '../../support/runs/tries.ts'
import { activeParts, tableShapes } from '../gfm.ts'

const calm = (app: string) =>
  sampleReport({ app, verdict: 'pass', findings: [], comparisons: [], causes: [] })
const onArm = (report: Report): Report => ({
  ...report,
  variants: report.variants.map((one) => ({ ...one, platform: 'linux/arm64' })),
  comparisons: report.comparisons.map((one) => ({ ...one, platform: 'linux/arm64' })),
})

describe('reports of a matrix', () => {
  test('platforms of one app are one report, apps stay apart, in the order of their names', () => {
    const merged = expectValue(mergeReports([sampleReport(), calm('api'), onArm(sampleReport())]))
    expect(merged.map(({ app }) => app)).toEqual(['api', 'orders'])
    const [, orders] = merged
    expect(new Set(orders?.variants.map(({ platform }) => platform))).toEqual(
      new Set(['linux/amd64', 'linux/arm64']),
    )
    expect(orders?.variants).toHaveLength(8)
    expect(orders?.verdict).toBe('fail')
    expect(orders?.budgets).toEqual(sampleReport().budgets)
  })

  test('the worst verdict of its parts is that of the whole', () => {
    const [merged] = expectValue(mergeReports([calm('orders'), onArm(sampleReport())]))
    expect(merged?.verdict).toBe('fail')
  })

  test('what does not belong together is not mixed', () => {
    const other = { ...onArm(sampleReport()), head: { sha: 'e'.repeat(40) } }
    expect(problemOf(mergeReports([sampleReport(), other]))).toBe(
      'the reports of `orders` are about different commits: publish those of one run together',
    )
    expect(problemOf(mergeReports([sampleReport(), sampleReport()]))).toMatch(
      /^two reports of `orders` measured the same \(base, static, linux\/amd64\): give each/,
    )
  })
})

describe('one comment for several apps', () => {
  test('of one app, what it says by itself', () => {
    expect(combinedBodies([sampleReport()])).toEqual(markdownBodies(sampleReport()))
    expect(combinedBodies([])).toEqual([])
  })

  test('an overview, and each app behind a fold, open where it fails', () => {
    const [body = ''] = combinedBodies([calm('api'), sampleReport(), calm('worker')])
    expect(body).toMatch(/^### ❌ linkgate: 1 of 3 apps fails\n/)
    expect(body).toContain('| ❌ | orders | 3 budgets broken |')
    expect(body).toContain('<details open><summary>❌ <code>orders</code></summary>')
    expect(body).toContain('<details><summary>✅ <code>api</code></summary>')
    expect(tableShapes(body)[0]).toEqual([3, 3, 3, 3])
  })

  test('each body is shorter than the one before, down to the overview alone', () => {
    const lengths = combinedBodies([calm('api'), sampleReport()]).map((one) => one.length)
    expect(lengths).toEqual(lengths.toSorted((a, b) => b - a))
    expect(new Set(lengths).size).toBe(lengths.length)
    expect(combinedBodies([calm('api'), sampleReport()]).at(-1)).not.toContain('<details')
  })

  test('any text from outside stays text', () => {
    fc.assert(
      fc.property(fc.array(anyReport(outside), { minLength: 2, maxLength: 3 }), (reports) => {
        const bodies = combinedBodies(reports)
        for (const body of [bodies[0] ?? '', bodies.at(-1) ?? '']) {
          expect(activeParts(body)).toEqual([])
          for (const rows of tableShapes(body)) expect(new Set(rows).size).toBe(1)
        }
      }),
      { numRuns: tries(20), endOnFailure: true },
    )
  })
})
