/** Whether a cell of the table says that a change counts. */
import { describe, expect, test } from 'vitest'
import type { Report } from '../../src/document/report.ts'
import type { Comparison } from '../../src/model/comparison.ts'
import type { Metric } from '../../src/model/metric.ts'
import { markdownBodies } from '../../src/report/markdown/markdown.ts'
import { terminalTable } from '../../src/report/terminal/terminal.ts'
import { budget, sampleReport, variant } from '../support/reports/report.ts'

const grow = budget(
  'binary-size',
  { increase: { relative: 0.01, absolute: 64_000 } },
  'increase 1% and 64 kB',
)
const slower = budget('startup', { increase: { relative: 0.1, absolute: 1 } }, 'increase 10% and 1 ms')

function reportWith(metric: Metric, given: Partial<Comparison>): Report {
  const variants = [variant('base', 'static'), variant('head', 'static')]
  const comparison: Comparison = {
    metric,
    mode: 'static',
    platform: 'linux/amd64',
    base: 10_000_000,
    head: 10_000_000,
    delta: 0,
    ratio: 1,
    verdict: 'pass',
    ...given,
  }
  return sampleReport({ verdict: 'pass', variants, comparisons: [comparison], findings: [], causes: [] })
}

const cell = (report: Report, label: string) =>
  (markdownBodies(report)[0] ?? '')
    .replaceAll('\u{a0}', ' ')
    .match(new RegExp(`^\\| \\*\\*${label}\\*\\* \\| (.*) \\|$`, 'm'))?.[1]
    ?.split('<br>')[1]

describe('a size', () => {
  test.each<[string, Partial<Comparison>, string]>([
    ['clearly smaller', { delta: -200_000, ratio: 0.98, budget: grow }, '−200.0 kB 🟢'],
    ['a little smaller', { delta: -50_000, ratio: 0.995, budget: grow }, '−50.00 kB'],
    ['smaller by less than the share', { delta: -90_000, ratio: 0.991, budget: grow }, '−90.00 kB'],
    ['smaller, without a budget', { delta: -200_000, ratio: 0.98, verdict: 'info' }, '−200.0 kB'],
    ['larger, within the budget', { delta: 50_000, ratio: 1.005, budget: grow }, '+50.00 kB'],
    ['over the budget', { delta: 200_000, ratio: 1.02, verdict: 'fail', budget: grow }, '+200.0 kB ❌'],
    ['the same', { verdict: 'unchanged', budget: grow }, '0 B'],
  ])('%s: %s', (_, given, expected) => {
    expect(cell(reportWith('binary-size', given), 'Binary')).toBe(expected)
  })
})

describe('a time', () => {
  const ms = { base: 20, head: 20 }
  test.each<[string, Partial<Comparison>, string]>([
    ['that noise alone may change', { delta: 0.1, low: -0.3, high: 0.5, ratio: 1.005 }, 'within noise'],
    ['clearly longer, within the budget', { delta: 0.5, low: 0.3, high: 0.7, ratio: 1.025 }, '+0.50 ms'],
    ['clearly shorter', { delta: -3, low: -3.2, high: -2.8, ratio: 0.85 }, '−3.0 ms 🟢'],
    ['shorter by chance', { delta: -3, low: -7, high: 1, ratio: 0.85 }, 'within noise'],
    ['undecided', { delta: 2, low: -1, high: 5, ratio: 1.1, verdict: 'inconclusive' }, '+2.0 ms ❔'],
  ])('%s: %s', (_, given, expected) => {
    expect(cell(reportWith('startup', { ...ms, budget: slower, ...given }), 'Start-up')).toBe(expected)
  })
})

test('explains the mark of an improvement if it is used', () => {
  const better = reportWith('binary-size', { delta: -200_000, ratio: 0.98, budget: grow })
  expect(markdownBodies(better)[0]).toContain('🟢: improved.</sub>')
  expect(terminalTable(better, { color: false, width: 100 })).toContain('−200.0 kB ↓')
  expect(markdownBodies(sampleReport())[0]).not.toContain('🟢')
})
