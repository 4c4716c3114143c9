import type { Report } from '../../../src/document/report.ts'
import { finding } from '../../../src/findings/finding.ts'
import { judge } from '../../../src/judge/judge.ts'
import type { Cause } from '../../../src/model/cause.ts'
import { type Metric, metricNames } from '../../../src/model/metric.ts'
import type { StartFailure } from '../../../src/model/start-failure.ts'
import type { BuiltReportVariant, ReportVariant } from '../../../src/model/variant.ts'
import { broken, budgets, comparisons, onPlatform, platform, variant } from './report-parts.ts'

export * from './report-parts.ts'

const baseSha = '4be81d9c2a6f0e57d3b1c8a94e60f2d7b5a3c1e8'
const headSha = 'c07f3a1e9d52b8640fa7e3c1d92b5f8e06a4d713'

const modes = ['static', 'dynamic']

const excelize = 'github.com/xuri/excelize/v2'

function causes(mode: string): readonly Cause[] {
  const added = { type: 'added' } as const
  return [
    {
      metric: 'binary-size',
      mode,
      kind: 'module',
      name: excelize,
      direct: true,
      delta: 1_318_912,
      share: 0.695,
      change: { ...added, version: '' },
    },
    {
      metric: 'binary-size',
      mode,
      kind: 'module',
      name: 'golang.org/x/net',
      delta: 301_056,
      share: 0.159,
      change: { type: 'changed', from: 'v0.46.0', to: 'v0.48.0' },
    },
    {
      metric: 'binary-size',
      mode,
      kind: 'toolchain',
      name: 'go',
      delta: 118_784,
      share: 0.063,
      change: { type: 'changed', from: 'go1.26.0', to: 'go1.26.1' },
    },
    { metric: 'startup', mode, kind: 'init', name: excelize, delta: 1.87, share: 0.886, change: added },
    {
      metric: 'pull-size',
      mode,
      kind: 'file',
      name: '/orders',
      delta: 814_080,
      share: 1,
      change: { type: 'modified' },
    },
  ]
}

/** A pull request that adds a heavy module: three budgets are broken in both modes. */
export function sampleReport(overrides: Partial<Report> = {}): Report {
  const grown = { 'binary-size': 'fail', 'pull-size': 'fail', startup: 'fail' } as const
  return {
    schema: 1,
    app: 'orders',
    verdict: 'fail',
    tool: { version: '0.1.0' },
    runner: { os: 'linux', arch: 'amd64', cpus: 4, image: 'ubuntu24 20261116.1' },
    go: { version: 'go1.26.1' },
    engine: { name: 'docker', version: '29.1.2' },
    base: { sha: baseSha, ref: 'main' },
    head: { sha: headSha, ref: 'export-orders' },
    variants: modes.flatMap((mode) => [variant('base', mode), variant('head', mode)]),
    budgets,
    comparisons: modes.flatMap((mode) => comparisons(variant('base', mode), variant('head', mode), grown)),
    findings: modes.flatMap((mode) => [
      broken('binary-size', mode),
      broken('pull-size', mode),
      broken('startup', mode),
    ]),
    causes: modes.flatMap(causes),
    noise: { floor: 0.011, rounds: 40 },
    phases: [
      { name: 'plan', seconds: 0.8 },
      { name: 'build', seconds: 38.4 },
      { name: 'inspect', seconds: 1.9 },
      { name: 'link', seconds: 0.9, within: 'inspect' },
      { name: 'attribute', seconds: 0.6, within: 'inspect' },
      { name: 'start-up', seconds: 12.6 },
      { name: 'judge', seconds: 0.1 },
    ],
    ...overrides,
  }
}

/** The sample report on two platforms, of which only the second has causes. */
export function causesOn(second: string): Report {
  const report = sampleReport()
  const other = onPlatform(report, second)
  return {
    ...report,
    variants: [...report.variants, ...other.variants],
    comparisons: [...report.comparisons, ...other.comparisons],
    causes: report.causes.map((cause) => ({ ...cause, platform: second })),
  }
}

/** A pull request that changes only a README outside the build context: one mode was built, and nothing was started. */
export function sameInputsReport(earlier?: { readonly at: number; readonly sha: string }): Report {
  const reason = { unmeasured: { kind: 'same-inputs' } } as const
  const sizes: readonly string[] = ['binary-size', 'image-size', 'pull-size', 'layers']
  const variants = modes.flatMap((mode) =>
    (['base', 'head'] as const).map((revision): ReportVariant => {
      const { metrics, inits: _, ready: __, ...one } = variant('base', mode) as BuiltReportVariant
      const isBuilt = mode === 'static'
      const left = Object.entries(metrics).map(([metric, found]) => [
        metric,
        isBuilt && sizes.includes(metric) ? found : reason,
      ])
      const given = { metrics: Object.fromEntries(left), revision }
      if (isBuilt) return { ...one, source: 'shipped', ...given }
      return { mode, platform: one.platform, source: 'derived', ...given }
    }),
  )
  const params = { built: ['static'], notBuilt: ['dynamic'], isStarted: false }
  return judge({
    ...sampleReport(),
    budgets: budgets.map(({ max: _, ...budget }) => budget),
    variants,
    findings: [
      finding(
        'build/same-inputs',
        { ...params, ...(earlier === undefined ? {} : { earlier }) },
        { verdict: 'pass' },
      ),
    ],
    noise: { floor: null, rounds: 0 },
  })
}

/** A pull request that changes a README: every file of both images is the same. */
export function unchangedReport(): Report {
  const variants = modes.flatMap((mode) => {
    const base = variant('base', mode)
    return [base, { ...base, revision: 'head' as const }]
  })
  const noisy = {
    startup: 'unchanged',
    listen: 'unchanged',
    'startup-cpu': 'unchanged',
    memory: 'unchanged',
  } as const
  return sampleReport({
    verdict: 'pass',
    variants,
    comparisons: modes.flatMap((mode) => {
      const base = variant('base', mode)
      return comparisons(base, { ...base, revision: 'head' }, noisy)
    }),
    findings: [],
    causes: [],
  })
}

/** The first pull request of a service. */
export function noBaselineReport(): Report {
  return sampleReport({
    verdict: 'pass',
    base: null,
    variants: modes.map((mode) => variant('head', mode)),
    comparisons: modes.flatMap((mode) =>
      comparisons(
        undefined,
        variant('head', mode),
        Object.fromEntries(metricNames.map((metric) => [metric, 'no-baseline'])),
      ),
    ),
    findings: [finding('budget/no-baseline', { because: 'no-base' }, { verdict: 'pass' })],
    causes: [],
  })
}

/** Head does not compile, so no metric of it is measured. That is reported once, not for each metric. */
export function brokenBuildReport(): Report {
  const metrics = Object.fromEntries(
    metricNames.map((metric) => [metric, { unmeasured: { kind: 'not-built' as const } }]),
  )
  const heads = modes.map(
    (mode): ReportVariant => ({ revision: 'head', mode, platform, source: 'built-in', metrics }),
  )
  return sampleReport({
    verdict: 'unmeasured',
    variants: heads.flatMap((head) => [variant('base', head.mode), head]),
    comparisons: heads.flatMap((head) =>
      comparisons(variant('base', head.mode), head, unmeasured(metricNames)),
    ),
    findings: [
      finding(
        'build/not-compiled',
        {
          why: [{ kind: 'not-compiled', first: 'internal/store/store.go:41:9: undefined: orderIndex' }],
        },
        {
          verdict: 'unmeasured',
          revision: 'head',
          log: [
            '# example.com/orders/internal/store',
            'internal/store/store.go:41:9: undefined: orderIndex',
            'internal/store/store.go:58:17: cannot use total (variable of type int64) as string value in argument to s.note',
          ],
        },
      ),
    ],
    causes: [],
    noise: { floor: null, rounds: 0 },
  })
}

/** Head is built but never responds, unlike base. */
export function notStartedReport(): Report {
  const failure: StartFailure = {
    kind: 'never-listened',
    addresses: [],
    timeoutMs: 30_000,
    detached: false,
    known: { kind: 'variable-missing', name: 'ORDERS_DB' },
  }
  const reason = { kind: 'start-failed', failure } as const
  const gone: readonly Metric[] = ['startup', 'listen', 'startup-cpu', 'memory']
  const heads = modes.map((mode) => {
    const whole = variant('head', mode)
    const metrics = Object.fromEntries(gone.map((metric) => [metric, { unmeasured: reason }]))
    return { ...whole, metrics: { ...whole.metrics, ...metrics } }
  })
  const notJudged = (mode: string) =>
    budgets
      .filter(({ metric }) => gone.some((one) => one === metric))
      .map(({ metric, text }) =>
        finding('budget/unmeasured', { reason, budget: text }, { verdict: 'unmeasured', mode, metric }),
      )
  return sampleReport({
    verdict: 'fail',
    variants: heads.flatMap((head) => [variant('base', head.mode), head]),
    comparisons: heads.flatMap((head) => comparisons(variant('base', head.mode), head, unmeasured(gone))),
    findings: [
      finding(
        'start/not-ready',
        { failure, variants: modes.map((mode) => ({ revision: 'head', mode })), baseStarts: true },
        {
          verdict: 'fail',
          revision: 'head',
          log: [
            '2026/11/23 17:04:11 listening needs ORDERS_DB to be set',
            '2026/11/23 17:04:11 waiting for the index',
            'panic: open /var/lib/orders/index: no such file or directory',
            '',
            'goroutine 1 [running]:',
            'main.main()',
            '\tcmd/orders/main.go:27 +0x1d4',
          ],
        },
      ),
      ...modes.flatMap(notJudged),
    ],
    causes: [],
  })
}

function unmeasured(metrics: readonly Metric[]) {
  return Object.fromEntries(metrics.map((metric) => [metric, 'unmeasured' as const]))
}
