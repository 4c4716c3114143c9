import { describe, expect, test } from 'vitest'
import { exitCodeOf, outcomeOf, outcomeOfAll } from '../../src/document/outcome.ts'
import { finding } from '../../src/findings/finding.ts'

const accepted = { by: 'kim', at: '2026-01-02T03:04:05Z', label: 'linkgate: accept' }
const exceeded = (verdict: 'fail' | 'warn') =>
  finding('budget/max-exceeded', { value: 2, max: 1 }, { verdict, metric: 'layers' })
const broken = { verdict: 'fail' as const, findings: [exceeded('fail'), exceeded('warn')] }

describe('an accepted failure', () => {
  test('keeps the broken budgets but lets the check pass', () => {
    expect(outcomeOf(broken)).toBe('fail')
    expect(outcomeOf({ ...broken, accepted })).toBe('accepted')
    expect(exitCodeOf('accepted')).toBe(0)
  })

  test('does not cover other failures, such as a missing program or unmeasured metrics', () => {
    const missing = finding('load/program-missing', { path: '/api' }, { verdict: 'fail' })
    const mode = { ...broken, findings: [...broken.findings, missing], accepted }
    expect(outcomeOf(mode)).toBe('fail')
    const absent = finding(
      'budget/unmeasured',
      { reason: { kind: 'absent' }, budget: 'max 1' },
      { verdict: 'unmeasured' },
    )
    const unmeasured = { ...broken, findings: [...broken.findings, absent], accepted }
    expect(outcomeOf(unmeasured)).toBe('unmeasured')
    expect(outcomeOf({ verdict: 'warn', findings: [exceeded('warn')], accepted })).toBe('warn')
  })

  test('applies only to its own app', () => {
    const passing = { verdict: 'pass' as const, findings: [] }
    expect(outcomeOfAll([{ ...broken, accepted }, passing])).toBe('accepted')
    expect(outcomeOfAll([{ ...broken, accepted }, broken])).toBe('fail')
    expect(
      outcomeOfAll([
        { ...broken, accepted },
        { verdict: 'unmeasured', findings: [] },
      ]),
    ).toBe('unmeasured')
    expect(outcomeOfAll([passing, { verdict: 'warn', findings: [] }])).toBe('warn')
  })
})
