import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { isBudget } from '../../../src/findings/headline-order.ts'
import { budgetAdvice } from '../../../src/report/markdown/budget-advice.ts'
import { sampleReport } from '../../support/reports/report.ts'

const broken = sampleReport()
const accepted = { by: 'octocat', at: '2026-11-29T09:41:00Z', label: 'linkgate: accept' } as const

describe('advice about broken budgets', () => {
  test('links to a section that exists', () => {
    const [line = ''] = budgetAdvice([broken])
    const [, file = '', anchor = ''] = /\/docs\/(\S+)#([a-z-]+)\)/.exec(line) ?? []
    const text = readFileSync(join(import.meta.dirname, '../../../docs', file), 'utf8')
    const anchors = [...text.matchAll(/^## (.*)$/gm)].map(([, title = '']) =>
      title.toLowerCase().replaceAll(' ', '-'),
    )
    expect(anchors).toContain(anchor)
  })

  test.each([
    ['no budget is broken', { ...broken, verdict: 'pass', findings: [] }],
    ['the change is accepted', { ...broken, accepted }],
    ['something else fails', { ...broken, findings: broken.findings.filter(({ id }) => !isBudget(id)) }],
  ] as const)('is left out if %s', (_, report) => {
    expect(budgetAdvice([report])).toEqual([])
  })

  test('appears once for several apps', () => {
    expect(budgetAdvice([broken, broken, { ...broken, accepted }])).toHaveLength(1)
  })
})
