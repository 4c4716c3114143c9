import { describe, expect, test } from 'vitest'
import { exitCodeOf, outcomeOf, outcomeOfAll } from '../../src/document/outcome.ts'
import type { Finding } from '../../src/model/finding.ts'
import type { Verdict } from '../../src/model/verdict.ts'

const accepted = { by: 'kim', at: '2026-01-02T03:04:05Z', label: 'linkgate: accept' }
const finding = (verdict: Verdict, kind = 'budget'): Finding => ({ verdict, kind, message: 'x' })
const broken = { verdict: 'fail' as const, findings: [finding('fail'), finding('warn')] }

describe('what somebody accepted', () => {
  test('is broken budgets: the check is green and says so', () => {
    expect(outcomeOf(broken)).toBe('fail')
    expect(outcomeOf({ ...broken, accepted })).toBe('accepted')
    expect(exitCodeOf('accepted')).toBe(0)
  })

  test('is nothing else: a mode that is not achieved, or what could not be measured, stays', () => {
    const mode = { ...broken, findings: [...broken.findings, finding('fail', 'mode-not-achieved')], accepted }
    expect(outcomeOf(mode)).toBe('fail')
    const unmeasured = { ...broken, findings: [...broken.findings, finding('unmeasured')], accepted }
    expect(outcomeOf(unmeasured)).toBe('unmeasured')
    expect(outcomeOf({ verdict: 'warn', findings: [finding('warn')], accepted })).toBe('warn')
  })

  test('holds for its own app only', () => {
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
