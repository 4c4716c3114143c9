import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Report } from '../../../src/document/report.ts'
import { combinedText } from '../../../src/report/markdown/combined.ts'
import { detailsPlaces, markdownBodies } from '../../../src/report/markdown/markdown.ts'
import { mergeReports } from '../../../src/report/merge.ts'
import { fleetOf, nameOf, serviceReport } from '../../support/reports/fleet.ts'
import { onPlatform, sampleReport, unchangedReport } from '../../support/reports/report.ts'
import { anyReport } from '../../support/reports/reports.ts'
import { expectValue, problemOf } from '../../support/results.ts'
import { outside } from '../../support/runs/outside.ts'
import { isQuickLoop, tries } from '../../support/runs/tries.ts'
import { activeParts, tableShapes } from '../gfm.ts'

const calm = (app: string) =>
  sampleReport({ app, verdict: 'pass', findings: [], comparisons: [], causes: [] })
const onArm = (report: Report): Report => onPlatform(report, 'linux/arm64')
const whole = (reports: readonly Report[]) => combinedText(reports)(Number.POSITIVE_INFINITY) ?? ''

describe('reports of a matrix', () => {
  test('merges the platforms of one app, keeps apps separate, and orders them by name', () => {
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

  test('the merged verdict is the worst of its parts', () => {
    const [merged] = expectValue(mergeReports([calm('orders'), onArm(sampleReport())]))
    expect(merged?.verdict).toBe('fail')
  })

  test('takes the reference mode from the part that has several modes', () => {
    const one = sampleReport()
    const alone = { ...one, variants: one.variants.filter(({ mode }) => mode === 'static') }
    const [merged] = expectValue(mergeReports([alone, onArm(sampleReport({ reference: 'dynamic' }))]))
    expect(merged?.reference).toBe('dynamic')
  })

  test('rejects reports that do not belong together', () => {
    const other = { ...onArm(sampleReport()), head: { sha: 'e'.repeat(40) } }
    expect(problemOf(mergeReports([sampleReport(), other]))).toBe(
      'the reports of `orders` are about different commits: publish only reports of one run together',
    )
    expect(problemOf(mergeReports([sampleReport(), sampleReport()]))).toMatch(
      /^two reports of `orders` have the same variant \(base, static, linux\/amd64\): set a different/,
    )
  })
})

describe('one comment for several apps', () => {
  test('has the headline of the app if there is only one', () => {
    const bodies = markdownBodies(sampleReport())
    for (const body of bodies) expect(combinedText([sampleReport()])(Buffer.byteLength(body))).toBe(body)
    expect(combinedText([])(1000)).toBeUndefined()
  })

  test('has an overview with numbers, and a collapsed section for each app, expanded if it fails', () => {
    const body = whole([serviceReport('api', 2000), sampleReport(), { ...unchangedReport(), app: 'worker' }])
    expect(body).toMatch(/^### ❌ linkgate: 1 of 3 apps fails\n/)
    expect(body.replaceAll('\u{a0}', ' ')).toContain(
      '| ❌ | orders | 3 budgets broken · binary +1.90 MB (+19.8 %) · image, pulled +814.1 kB (+19.3 %) · start-up +2.1 ms (+30.9 %) |',
    )
    expect(body).toContain('<details open><summary>❌ <code>orders</code></summary>')
    expect(body).toContain('<details><summary>✅ <code>api</code></summary>')
    expect(body).toContain('No change: 1 app (worker).')
    expect(tableShapes(body)[0]).toEqual([3, 3, 3])
  })

  test('shows the commits once if all apps have the same', () => {
    const count = (text: string) => text.split('against base').length - 1
    expect(count(whole([sampleReport(), serviceReport('api', 2000)]))).toBe(1)
    const other = { ...serviceReport('api', 2000), head: { sha: 'e'.repeat(40) } }
    expect(count(whole([sampleReport(), other]))).toBe(2)
  })

  test('sorts by verdict, worst first, then by the largest change, then by name', () => {
    const given = [
      serviceReport('a-little', 2000),
      serviceReport('b-more', 3000),
      serviceReport('c-broken', 700_000),
      serviceReport('d-broken-more', 900_000),
      serviceReport('e-more', 3000),
    ]
    const rows = [...whole(given).matchAll(/^\| [❌✅] \| (\S+) \|/gmu)].map(([, app]) =>
      app?.replaceAll('`', ''),
    )
    expect(rows).toEqual(['d-broken-more', 'c-broken', 'b-more', 'e-more', 'a-little'])
  })

  test('a summary has the sections of unchanged apps, too', () => {
    const reports = [sampleReport(), { ...unchangedReport(), app: 'worker' }]
    const summary = combinedText(reports, detailsPlaces.summary)(1e6)
    expect(summary).toContain('<summary>✅ <code>worker</code></summary>')
    expect(summary).not.toContain('omitted')
  })

  test('gets shorter with less room, down to names and then to nothing', () => {
    const text = combinedText(fleetOf(6, 4))
    let room = Buffer.byteLength(text(Number.POSITIVE_INFINITY) ?? '')
    let last = ''
    for (let body = text(room); body !== undefined; body = text(room)) {
      const bytes = Buffer.byteLength(body)
      expect(bytes).toBeLessThanOrEqual(room)
      expect(body.split('<details').length).toBe(body.split('</details>').length)
      last = body
      room = bytes - 1
    }
    expect(last).not.toContain('<details')
    expect(last).toMatch(/^### ❌ linkgate: 4 of 6 apps fail\n\n… and 5 more apps\.\n/)
  })

  test('escapes any untrusted text', () => {
    fc.assert(
      fc.property(fc.array(anyReport(outside), { minLength: 2, maxLength: 3 }), (reports) => {
        const text = combinedText(reports)
        for (const body of [text(Number.POSITIVE_INFINITY) ?? '', text(3000) ?? '']) {
          expect(activeParts(body)).toEqual([])
          for (const rows of tableShapes(body)) expect(new Set(rows).size).toBe(1)
        }
      }),
      { numRuns: tries(20), endOnFailure: true },
    )
  })
})

describe.each(isQuickLoop ? [20] : [2, 20, 42, 60, 200])('a comment of %i apps', (count) => {
  const room = 64_800

  test.each([
    ['one fails', 1],
    ['half of them fail', count / 2],
    ['all fail', count],
  ])('%s: names each failing app with its numbers, and uses the available room', (_, failing) => {
    const reports = fleetOf(count, failing)
    const text = combinedText(reports)
    const body = text(room) ?? ''
    const bytes = Buffer.byteLength(body)
    expect(bytes).toBeGreaterThan(0)
    expect(bytes).toBeLessThanOrEqual(room)
    expect(body).toContain(`${failing} of ${count} apps ${failing === 1 ? 'fails' : 'fail'}`)
    const rows = [...body.matchAll(/^\| ❌ \| (\S+) \| (.*) \|$/gm)]
    expect(rows.map(([, app]) => app).toSorted()).toEqual(
      Array.from({ length: failing }, (_, index) => nameOf(index)),
    )
    for (const [, , numbers] of rows) expect(numbers).toMatch(/budgets broken · binary \+\d\.\d\d\u{a0}MB/u)
    // the lines of the worst stay longest
    const told = [...body.matchAll(/^<details(?: open)?><summary>❌ <code>(\S+)<\/code>/gm)].map(
      ([, app]) => app,
    )
    expect(told).toEqual(rows.map(([, app]) => app).slice(0, told.length))
    expect(told.length).toBeGreaterThanOrEqual(Math.min(failing, 90))
    const unchanged = reports.filter(({ app }) => !body.includes(app)).length
    if (unchanged > 0) expect(body).toContain(`No change: ${unchanged} apps`)
    // the next longer text would not have fitted
    if (body.includes('Details omitted')) expect(room - bytes).toBeLessThan(1500)
  })
})
