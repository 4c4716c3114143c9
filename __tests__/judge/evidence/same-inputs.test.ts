import { expect, test } from 'vitest'
import { notNeeded, type UnbuiltVariant } from '../../../src/images/built-variant.ts'
import type { InspectedVariant } from '../../../src/images/inspect-variants.ts'
import { findingsOf, reportVariants } from '../../../src/judge/evidence/evidence.ts'
import { judge } from '../../../src/judge/judge.ts'
import type { Budget } from '../../../src/model/budget.ts'
import type { MeasuredVariant } from '../../../src/startup/measured-variant.ts'
import { areSameImages, unstarted } from '../../../src/startup/unstarted.ts'
import { sampleReport } from '../../support/reports/report.ts'
import { worded } from '../../support/reports/worded.ts'
import { inspectedAs, plannedAs, setOf } from '../../support/world/plan.ts'

const head = inspectedAs('head', 'static')
const same = { ...inspectedAs('base', 'static'), inspection: head.inspection }
const other = (revision: 'base' | 'head') => notNeeded(plannedAs(revision, 'dynamic'), 'derived')
const inspected = setOf<InspectedVariant | UnbuiltVariant>(same, other('base'), head, other('head'))
const { variants } = unstarted(inspected)

test('a variant that was not built or started has equal inputs as its reason', () => {
  const reasons = reportVariants(variants).map(({ mode, metrics }) => [
    mode,
    metrics['binary-size'],
    metrics['startup'],
  ])
  const unmeasured = { unmeasured: { kind: 'same-inputs' } }
  const ofEach = [
    ['static', { value: 7_000_000, unit: 'B' }, unmeasured],
    ['dynamic', unmeasured, unmeasured],
  ]
  expect(reasons).toEqual([...ofEach, ...ofEach])
})

test('equal inputs are reported once, and are no failure', () => {
  expect(findingsOf(variants).map(worded)).toMatchObject([
    {
      id: 'build/same-inputs',
      verdict: 'pass',
      message:
        'Base and head give the builder the same inputs, so no change is possible. linkgate built `static` once for both; `dynamic` was not built, and the app was not started.',
    },
  ])
})

test('a mode on several platforms is named once', () => {
  const both = [...variants].flatMap((one) => [one, { ...one, platform: 'linux/arm64' as const }])
  const [found, ...others] = findingsOf(setOf(...both)).filter(({ id }) => id === 'build/same-inputs')
  expect(found?.params).toEqual({ built: ['static'], notBuilt: ['dynamic'], isStarted: false })
  expect(others).toEqual([])
})

test('no finding if everything was built and started', () => {
  const started = { kind: 'started', starts: [], traced: [], inits: [] } as const
  const all = setOf<MeasuredVariant>({ ...same, startup: started }, { ...head, startup: started })
  expect(findingsOf(all)).toEqual([])
})

test('images are started unless all of them are equal in base and head', () => {
  expect(areSameImages(inspected)).toBe(true)
  expect(areSameImages(setOf(inspectedAs('base', 'static'), head))).toBe(false)
  expect(areSameImages(setOf(head))).toBe(false)
  expect(areSameImages(setOf(other('base'), other('head')))).toBe(false)
})

/** The verdict, and that of each comparison, with one budget for everything. */
function judgedWith(budget: Partial<Budget>) {
  const budgets = (['binary-size', 'startup'] as const).map(
    (metric): Budget => ({
      metric,
      level: 'fail',
      unmeasured: 'fail',
      text: 'a budget',
      source: 'config',
      ...budget,
    }),
  )
  const report = judge({ ...sampleReport(), variants: reportVariants(variants), findings: [], budgets })
  return { report, verdicts: new Set(report.comparisons.map(({ verdict }) => verdict)) }
}

test('every increase budget is kept', () => {
  const { report, verdicts } = judgedWith({ increase: { relative: 0 } })
  expect([report.verdict, verdicts]).toEqual(['pass', new Set(['unchanged'])])
})

test('a `max` budget that is added later cannot be judged without a number', () => {
  const { report } = judgedWith({ max: 8_000_000 })
  expect(report.verdict).toBe('unmeasured')
  expect(report.findings.map(worded)).toMatchObject(
    Array(3).fill({
      id: 'budget/unmeasured',
      message: expect.stringContaining('base and head give the builder the same inputs'),
      fix: expect.stringContaining('`build: { skip-unchanged: false }`'),
    }),
  )
})
