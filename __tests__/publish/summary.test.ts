import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { finding } from '../../src/findings/finding.ts'
import { commentsOf } from '../../src/publish/comment/comments.ts'
import { summaryLimit } from '../../src/publish/limits.ts'
import { summaryOf } from '../../src/publish/summary.ts'
import { detailsPlaces } from '../../src/report/markdown/markdown.ts'
import { sampleReport } from '../support/reports/report.ts'
import { isQuickLoop } from '../support/runs/tries.ts'

const rest = 'the report file (output `report`)'

/** Apps whose logs are as long as they may be: 25 findings of one have more than a megabyte. */
const reports = fc
  .record({ apps: fc.integer({ min: 1, max: 3 }), findings: fc.nat(25), text: fc.string() })
  .map(({ apps, findings, text }) =>
    Array.from({ length: apps }, (_, app) =>
      sampleReport({
        app: `app${app}`,
        findings: Array.from({ length: findings }, (_, index) =>
          finding(
            'start/not-ready',
            { failure: { kind: 'container-error', detail: `${index}${text}` } },
            { verdict: 'warn', log: Array<string>(40).fill('😀'.repeat(300)) },
          ),
        ),
      }),
    ),
  )

describe('a summary', () => {
  test.skipIf(isQuickLoop)('fits, is complete Markdown, and links to the rest if it is shortened', () => {
    let shortened = 0
    fc.assert(
      fc.property(reports, (given) => {
        const text = summaryOf(given)
        const chosen = text(summaryLimit) ?? ''
        const fullest = text(Number.POSITIVE_INFINITY)
        // counted without the code that is tested
        expect(Buffer.byteLength(chosen)).toBeGreaterThan(0)
        expect(Buffer.byteLength(chosen)).toBeLessThan(1024 * 1024)
        const count = (text: string) => chosen.split(text).length
        expect(count('<details')).toBe(count('</details>'))
        expect(chosen).not.toContain('job summary')
        expect(chosen.includes(rest)).toBe(chosen !== fullest)
        if (chosen !== fullest) shortened++
      }),
      { numRuns: 20, endOnFailure: true },
    )
    expect(shortened).toBeGreaterThan(0)
  })

  test('names all of many apps with the longest possible texts', () => {
    const app = (index: number) => `${index}-${'x'.repeat(1000)}`
    const all = Array.from({ length: 130 }, (_, index) =>
      sampleReport({ app: app(index), variants: [], comparisons: [], causes: [] }),
    )
    const text = summaryOf(all)(100_000) ?? ''
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(100_000)
    for (const index of all.keys()) expect(text).toContain(`${index}-xxx`)
    expect(text).toContain(`Details omitted; see ${rest}.`)
  })
})

test('a shortened comment refers to the job summary, if there is one', () => {
  const given = [sampleReport(), sampleReport({ app: 'api' })]
  for (const reports of [given, given.slice(0, 1)]) {
    const shortest = (rest?: typeof detailsPlaces.withoutSummary) =>
      commentsOf(reports, true, () => '', rest)[0]?.text(2000)
    expect(shortest()).toContain('Details omitted; see the job summary.')
    expect(shortest(detailsPlaces.withoutSummary)).toContain('the JSON report of the run (output `report`).')
    expect(shortest(detailsPlaces.withoutSummary)).not.toContain('summary has')
  }
})
