import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Report } from '../../../src/document/report.ts'
import { finding } from '../../../src/findings/finding.ts'
import { markdownBodies } from '../../../src/report/markdown/markdown.ts'
import { causesOn, sampleReport } from '../../support/reports/report.ts'
import { anyReport } from '../../support/reports/reports.ts'
import { outside } from '../../support/runs/outside.ts'
import { isQuickLoop, tries } from '../../support/runs/tries.ts'
import { activeParts, nodesOf, parseGfm, tableShapes } from '../gfm.ts'

// reports of this size take minutes to shrink, and the message names what is wrong
describe('untrusted text', () => {
  test('stays text; every table keeps its columns, and all pieces their order: one heading first, details after it', () => {
    fc.assert(
      fc.property(anyReport(outside), (report) => {
        const bodies = markdownBodies(report)
        for (const body of [bodies[0] ?? '', bodies.at(-1) ?? '']) {
          expect(activeParts(body)).toEqual([])
          for (const rows of tableShapes(body)) expect(new Set(rows).size).toBe(1)
          const tree = parseGfm(body)
          expect(tree.children?.[0]?.type).toBe('heading')
          const html = nodesOf(tree)
            .filter(({ type }) => type === 'html')
            .map(({ value = '' }) => value)
          expect(html.filter((value) => value.startsWith('<details')).length).toBe(
            html.filter((value) => value === '</details>').length,
          )
        }
      }),
      { numRuns: tries(60), endOnFailure: true },
    )
  })

  test('stays text in the label of the causes, which names a platform', () => {
    const all = markdownBodies(
      causesOn('x/<img src=x onerror=alert(1)> @octo/team <!-- a --> [a](https://evil.example)'),
    )
    expect(all[0]).toMatch(/^Cause on /m)
    for (const body of all) expect(activeParts(body)).toEqual([])
    expect(markdownBodies(causesOn('linux/arm64'))[0]).toMatch(/^Cause on linux\/arm64: /m)
  })
})

describe('bodies of decreasing length', () => {
  test('each is shorter, and has the heading and the table', () => {
    const bodies = markdownBodies(sampleReport())
    expect(bodies.length).toBeGreaterThan(4)
    const lengths = bodies.map((body) => body.length)
    expect(lengths).toEqual(lengths.toSorted((a, b) => b - a))
    expect(new Set(lengths).size).toBe(lengths.length)
    for (const body of bodies) {
      expect(body).toMatch(/^### ❌ linkgate · orders: 3 budgets broken\n/)
      expect(tableShapes(body)[0]).toEqual([4, 4, 4, 4, 4, 4, 4])
    }
    expect(bodies.at(-1)).not.toContain('<details')
    expect(bodies.at(-1)).toContain('omitted')
  })

  test.skipIf(isQuickLoop)('whatever a report holds, the shortest fits into a comment', () => {
    const [head] = sampleReport().variants.slice(1)
    const variants = Array.from({ length: 300 }, (_, index) => ({
      ...(head as Report['variants'][number]),
      mode: `mode${index % 30}${'|'.repeat(500)}`,
      platform: `linux/${Math.floor(index / 30)}${'`'.repeat(500)}`,
    }))
    const findings = Array.from({ length: 500 }, (_, index) =>
      finding(
        'load/program-missing',
        { path: `${index} ${'@x '.repeat(2000)}` },
        { verdict: 'fail', log: Array<string>(60).fill('x'.repeat(1000)) },
      ),
    )
    const last = markdownBodies(sampleReport({ variants, findings, app: 'x'.repeat(1e5) })).at(-1) ?? ''
    expect(new TextEncoder().encode(last).length).toBeLessThan(65_000)
    expect(last).toContain('more platforms')
    expect(last).toMatch(/… and \d+ more$/m)
  })
})
