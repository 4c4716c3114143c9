import type { Report } from '../../../src/document/report.ts'
import type { Cause } from '../../../src/model/cause.ts'
import type { Finding } from '../../../src/model/finding.ts'
import { type Metric, metricNames } from '../../../src/model/metric.ts'
import type { ReportVariant } from '../../../src/model/variant.ts'
import { broken, budgets, comparisons, platform, variant } from './report-parts.ts'

export * from './report-parts.ts'

const baseSha = '4be81d9c2a6f0e57d3b1c8a94e60f2d7b5a3c1e8'
const headSha = 'c07f3a1e9d52b8640fa7e3c1d92b5f8e06a4d713'

const modes = ['static', 'dynamic']

const excelize = 'github.com/xuri/excelize/v2'

function causes(mode: string): readonly Cause[] {
  const change = 'new'
  return [
    { metric: 'binary-size', mode, kind: 'module', name: excelize, delta: 1_318_912, share: 0.695, change },
    {
      metric: 'binary-size',
      mode,
      kind: 'module',
      name: 'golang.org/x/net',
      delta: 301_056,
      share: 0.159,
      change: 'v0.46.0 → v0.48.0',
    },
    {
      metric: 'binary-size',
      mode,
      kind: 'package',
      name: 'encoding/xml',
      delta: 118_784,
      share: 0.063,
      change,
    },
    { metric: 'startup', mode, kind: 'init', name: excelize, delta: 1.87, share: 0.886, change },
    {
      metric: 'pull-size',
      mode,
      kind: 'file',
      name: '/orders',
      delta: 814_080,
      share: 1,
      change: '9.59 MB → 11.49 MB',
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
      broken('binary-size', mode, `Binary of \`${mode}\` grew by 1.90 MB (+19.8 %): budget 1% and 64 kB`),
      broken('pull-size', mode, `Image of \`${mode}\`, pulled, grew by 814 kB: budget 1% and 256 kB`),
      broken('startup', mode, `Start-up of \`${mode}\` grew by 2.1 ms: budget 10% and 1 ms`),
    ]),
    causes: modes.flatMap(causes),
    noise: { floor: 0.011, rounds: 40 },
    phases: [
      { name: 'plan', seconds: 0.8 },
      { name: 'build', seconds: 38.4 },
      { name: 'inspect', seconds: 1.9 },
      { name: 'start-up', seconds: 12.6 },
      { name: 'judge', seconds: 0.1 },
    ],
    ...overrides,
  }
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
    findings: [
      {
        verdict: 'pass',
        kind: 'no-baseline',
        message: 'The base does not hold `./cmd/orders` yet: only absolute budgets were judged.',
      },
    ],
    causes: [],
  })
}

/** Head does not compile: nothing of it is measured, which is said once and not for each metric. */
export function brokenBuildReport(): Report {
  const metrics = Object.fromEntries(
    metricNames.map((metric) => [metric, { unmeasured: 'it does not build' }]),
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
      {
        verdict: 'unmeasured',
        kind: 'build-failed',
        revision: 'head',
        message: 'Head does not build',
        log: [
          '# example.com/orders/internal/store',
          'internal/store/store.go:41:9: undefined: orderIndex',
          'internal/store/store.go:58:17: cannot use total (variable of type int64) as string value in argument to s.note',
        ],
        fix: 'run `go build ./cmd/orders` and fix what it prints',
      },
    ],
    causes: [],
    noise: { floor: null, rounds: 0 },
  })
}

/** Head is built but never answers. */
export function notStartedReport(): Report {
  const why = 'the app did not answer within 30 s'
  const gone: readonly Metric[] = ['startup', 'listen', 'startup-cpu', 'memory']
  const heads = modes.map((mode) => {
    const whole = variant('head', mode)
    const metrics = Object.fromEntries(gone.map((metric) => [metric, { unmeasured: why }]))
    return { ...whole, metrics: { ...whole.metrics, ...metrics } }
  })
  const notJudged = (mode: string) =>
    budgets
      .filter(({ metric }) => gone.some((one) => one === metric))
      .map(
        ({ metric, text }): Finding => ({
          verdict: 'unmeasured',
          kind: 'budget',
          mode,
          metric,
          message: `\`${metric}\` could not be measured: ${why}; its budget (${text}) counts as not kept`,
          fix: `see to it that it can be measured, or set \`unmeasured: warn\` for \`${metric}\` under \`budgets\``,
        }),
      )
  return sampleReport({
    verdict: 'unmeasured',
    variants: heads.flatMap((head) => [variant('base', head.mode), head]),
    comparisons: heads.flatMap((head) => comparisons(variant('base', head.mode), head, unmeasured(gone))),
    findings: [
      ...modes.map(
        (mode): Finding => ({
          verdict: 'pass',
          kind: 'not-started',
          revision: 'head',
          mode,
          message: `Head, mode \`${mode}\`: the app did not become ready: ${why}`,
          log: [
            '2026/11/23 17:04:11 listening needs ORDERS_DB to be set',
            '2026/11/23 17:04:11 waiting for the index',
            'panic: open /var/lib/orders/index: no such file or directory',
            '',
            'goroutine 1 [running]:',
            'main.main()',
            '\tcmd/orders/main.go:27 +0x1d4',
          ],
          fix: 'set what the app needs under `startup.env` in `.github/linkgate.yml`',
        }),
      ),
      ...modes.flatMap(notJudged),
    ],
    causes: [],
  })
}

function unmeasured(metrics: readonly Metric[]) {
  return Object.fromEntries(metrics.map((metric) => [metric, 'unmeasured' as const]))
}
