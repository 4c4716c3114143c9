/** What passes into the report of platforms that this machine does not run. */
import { expect, test } from 'vitest'
import { type UnbuiltVariant, unbuilt } from '../../../src/images/built-variant.ts'
import type { ReadProgram } from '../../../src/images/inspect-variants.ts'
import { findingsOf, reportVariants } from '../../../src/judge/evidence/evidence.ts'
import { judge } from '../../../src/judge/judge.ts'
import type { Budget } from '../../../src/model/budget.ts'
import { VariantSet } from '../../../src/model/variant-set.ts'
import type { PlannedVariant } from '../../../src/plan/planned-variant.ts'
import type { MeasuredVariant, VariantMeasurement } from '../../../src/startup/measured-variant.ts'
import { sampleReport } from '../../support/reports/report.ts'
import { worded } from '../../support/reports/worded.ts'
import { inspectedAs, modeNamed, plannedAs, setOf } from '../../support/world/plan.ts'

const head = inspectedAs('head', 'static')

const notStarted = (because: 'emulated' | 'other-platform', given: object = {}): MeasuredVariant => ({
  ...head,
  platform: 'linux/arm64',
  foreign: {},
  startup: { kind: 'foreign', because, inits: [], ...given },
})

const planned: PlannedVariant = {
  revision: 'head',
  mode: modeNamed('static'),
  platform: 'windows/amd64',
  foreign: {},
  checkout: '/checkouts/head',
}

const program: ReadProgram = {
  ...planned,
  kind: 'program',
  source: 'built-in',
  image: { kind: 'none', binary: '/out/program', milliseconds: 12.4, loading: [] },
  inspection: {
    binary: head.inspection.binary,
    linkage: { kind: 'system-dynamic', needed: ['kernel32.dll'], machine: 'amd64', pie: true },
  },
}

const budget = (metric: string): Budget => ({
  metric,
  level: 'fail',
  unmeasured: 'fail',
  source: 'config',
  max: 1,
  text: 'max 1',
})

test('a program without an image has a size, but no metrics of an image or a start', () => {
  const [variant] = reportVariants(
    VariantSet.of([program], ({ mode, ...one }) => ({ ...one, mode: mode.name })),
  )
  expect(variant).not.toHaveProperty('image')
  expect(variant?.metrics).toMatchObject({
    'binary-size': { value: 7_000_000, unit: 'B' },
    'build-time': { value: 12 },
    'image-size': { unmeasured: { kind: 'not-applicable' } },
    startup: { unmeasured: { kind: 'other-platform' } },
  })
})

test('allocations in an emulator are measured, and times are not', () => {
  const start = { inits: [{ package: 'main', clockMs: 1, bytes: 2048, allocs: 12 }] }
  const traced = [start, start, start] as never
  const metrics = (variant: MeasuredVariant) =>
    reportVariants(setOf<VariantMeasurement & PlannedVariant>(variant))[0]?.metrics
  expect(metrics(notStarted('emulated', { traced }))).toMatchObject({
    'init-allocs': { value: 12 },
    'init-bytes': { value: 2048 },
    startup: { unmeasured: { kind: 'emulated' } },
    memory: { unmeasured: { kind: 'emulated' } },
  })
  expect(metrics(notStarted('other-platform'))?.['init-allocs']).toEqual({
    unmeasured: { kind: 'other-platform' },
  })
})

test('budgets do not apply to metrics that this machine cannot measure, and sizes are judged on every platform', () => {
  const native: MeasuredVariant = { ...head, startup: { kind: 'same-inputs' } }
  const variants = reportVariants(
    setOf<VariantMeasurement & PlannedVariant>(native, notStarted('emulated'), program),
  )
  const { base: _, ...report } = sampleReport()
  const { findings, comparisons } = judge({ ...report, base: null, variants, findings: [] }, [
    budget('binary-size'),
    budget('pull-size'),
    budget('memory'),
  ])
  const found = findings.filter(({ id }) => id !== 'budget/no-baseline')
  expect(found.map(({ id, metric, platform }) => [id, metric, platform])).toEqual([
    ['budget/max-exceeded', 'binary-size', 'linux/amd64'],
    ['budget/max-exceeded', 'pull-size', 'linux/amd64'],
    ['budget/unmeasured', 'memory', 'linux/amd64'],
    ['budget/max-exceeded', 'binary-size', 'linux/arm64'],
    ['budget/max-exceeded', 'pull-size', 'linux/arm64'],
    ['budget/max-exceeded', 'binary-size', 'windows/amd64'],
  ])
  const memory = comparisons.filter(({ metric }) => metric === 'memory')
  expect(memory.map(({ platform, budget }) => [platform, budget !== undefined])).toEqual([
    ['linux/amd64', true],
    ['linux/arm64', false],
    ['windows/amd64', false],
  ])
})

test('a check that excludes every mode does not pass', () => {
  const on = { ...plannedAs('head', 'dynamic'), platform: 'linux/arm64' } as const
  const need = { kind: 'need-missing', mode: 'dynamic', need: 'c-compiler', compiler: 'x-gcc' } as const
  const why = [{ ...need, platform: 'linux/arm64' }]
  const variants = setOf<UnbuiltVariant>(unbuilt(on, 'built-in', { output: [], why }))
  expect(findingsOf(variants).map(({ id, verdict }) => [id, verdict])).toEqual([
    ['build/mode-excluded', 'unmeasured'],
  ])
})

test('a mode without a compiler for one platform is a warning there, and needs no baseline', () => {
  const need = { kind: 'need-missing', mode: 'dynamic', need: 'c-compiler', compiler: 'x-gcc' } as const
  const on = (revision: 'base' | 'head') =>
    ({ ...plannedAs(revision, 'dynamic'), platform: 'linux/arm64' }) as const
  const why = [{ ...need, platform: 'linux/arm64' }]
  const variants = setOf<UnbuiltVariant | (VariantMeasurement & PlannedVariant)>(
    unbuilt(on('base'), 'built-in', { output: [], why: [{ kind: 'head-not-built' }] }),
    { ...head, startup: { kind: 'same-inputs' } } as MeasuredVariant,
    unbuilt(on('head'), 'built-in', { output: [], why }),
  )
  expect(
    findingsOf(variants)
      .filter(({ id }) => id.startsWith('build/mode'))
      .map(worded),
  ).toEqual([
    {
      id: 'build/mode-excluded',
      verdict: 'warn',
      revision: 'head',
      mode: 'dynamic',
      platform: 'linux/arm64',
      message: 'Not measured: mode `dynamic` needs a C compiler for linux/arm64, but `x-gcc` was not found',
      fix: expect.stringContaining('gcc-aarch64-linux-gnu'),
    },
  ])
})
