import type { Report } from '../../../src/document/report.ts'
import { type Finding, finding } from '../../../src/findings/finding.ts'
import type { Budget } from '../../../src/model/budget.ts'
import type { Comparison, ComparisonVerdict } from '../../../src/model/comparison.ts'
import type { Layer, Linkage } from '../../../src/model/image.ts'
import { isMeasured, type Measurement } from '../../../src/model/measurement.ts'
import { definitionOf, type Metric } from '../../../src/model/metric.ts'
import type { Revision } from '../../../src/model/revision.ts'
import type { BuiltReportVariant, ReportVariant } from '../../../src/model/variant.ts'

/** Parts of reports: measured variants, and their comparisons. */
export const platform = 'linux/amd64'

/** A valid digest that depends only on the name, so that a failing test shows whose it is. */
function digest(of: string): string {
  let hash = 0
  for (const character of of) hash = (hash * 31 + character.charCodeAt(0)) >>> 0
  return `sha256:${hash.toString(16).padStart(8, '0').repeat(8)}`
}

export const budgets: readonly Budget[] = [
  budget('binary-size', { increase: { relative: 0.01, absolute: 64_000 } }, 'increase 1% and 64 kB'),
  budget(
    'pull-size',
    { max: 20e6, increase: { relative: 0.01, absolute: 256_000 } },
    'max 20 MB, increase 1% and 256 kB',
  ),
  budget(
    'startup',
    { max: 250, increase: { relative: 0.1, absolute: 1 } },
    'max 250 ms, increase 10% and 1 ms',
  ),
  budget(
    'memory',
    { increase: { relative: 0.05, absolute: 512_000 }, level: 'warn' },
    'increase 5% and 512 kB',
  ),
]

export function budget(metric: Metric, rule: Partial<Budget>, text: string): Budget {
  return { metric, level: 'fail', unmeasured: 'fail', source: 'config', ...rule, text }
}

const stripped = { symbols: 0, debug: 0 }
const staticLinkage: Linkage = {
  kind: 'static',
  needed: [],
  machine: 'x86_64',
  pie: false,
  go: 'go1.26.1',
  ...stripped,
}
const dynamicLinkage: Linkage = {
  kind: 'dynamic',
  interpreter: '/lib64/ld-linux-x86-64.so.2',
  needed: ['libresolv.so.2', 'libc.so.6'],
  libc: 'glibc',
  glibc: '2.34',
  machine: 'x86_64',
  pie: false,
  go: 'go1.26.1',
  ...stripped,
}

type Numbers = Readonly<Record<Metric, number>>

const numbers: Readonly<Record<string, Readonly<Record<Revision, Numbers>>>> = {
  static: {
    base: measured(9_592_832, 9_894_912, 4_207_616, 1, 6.82, 6.31, 5.9, 8_294_400, 2100),
    head: measured(11_489_280, 11_791_360, 5_021_696, 1, 8.93, 8.38, 7.8, 8_404_992, 14_350),
  },
  dynamic: {
    base: measured(9_653_248, 12_103_680, 5_189_632, 1, 7.74, 7.2, 6.6, 9_990_144, 2900),
    head: measured(11_550_720, 14_001_152, 6_003_712, 1, 9.81, 9.24, 8.5, 10_104_832, 15_020),
  },
}

function measured(...values: readonly number[]): Numbers {
  const names: readonly Metric[] = [
    'binary-size',
    'image-size',
    'pull-size',
    'layers',
    'startup',
    'listen',
    'startup-cpu',
    'memory',
    'build-time',
  ]
  return Object.fromEntries(names.map((name, index) => [name, values[index] ?? 0])) as Numbers
}

function measurement(metric: string, value: number): Measurement {
  const definition = definitionOf(metric)
  const unit = definition?.unit ?? 'count'
  if (definition?.noise !== 'noisy') return { value, unit }
  const samples = [-0.4, -0.2, -0.1, 0, 0.05, 0.1, 0.3, 0.9].map((step) => Number((value + step).toFixed(3)))
  return { value, unit, low: value - 0.16, high: value + 0.18, samples }
}

export function variant(
  revision: Revision,
  mode: string,
  given: Partial<BuiltReportVariant> = {},
): BuiltReportVariant {
  const isDynamic = mode.startsWith('dynamic')
  const values = numbers[isDynamic ? 'dynamic' : 'static']?.[revision]
  const layer: Layer = {
    diffId: digest(`layer ${revision} ${mode}`),
    size: values?.['image-size'] ?? 0,
    compressedSize: values?.['pull-size'] ?? 0,
    createdBy: 'linkgate: the binary and its run-time files',
  }
  return {
    revision,
    mode,
    platform,
    source: 'built-in',
    linkage: isDynamic ? dynamicLinkage : staticLinkage,
    image: {
      id: digest(`image ${revision} ${mode}`),
      layers: [layer],
      entrypoint: ['/orders'],
      user: '65532:65532',
      workingDir: '/',
    },
    binary: {
      sha256: digest(`binary ${revision} ${mode}`).slice(7),
      direct: ['github.com/gin-gonic/gin', ...(revision === 'head' ? ['github.com/xuri/excelize/v2'] : [])],
      modules: {
        'github.com/gin-gonic/gin': 'v1.11.0',
        ...(revision === 'head' ? { 'github.com/xuri/excelize/v2': 'v2.10.0' } : {}),
      },
    },
    metrics: Object.fromEntries(
      Object.entries(values ?? {}).map(([metric, value]) => [metric, measurement(metric, value)]),
    ),
    ...given,
  }
}

/** The comparisons of two measured variants, with given verdicts for some metrics. */
export function comparisons(
  base: ReportVariant | undefined,
  head: ReportVariant,
  verdictsOf: Readonly<Partial<Record<string, ComparisonVerdict>>> = {},
): readonly Comparison[] {
  return Object.keys(head.metrics).map((metric): Comparison => {
    const [before, after] = [base?.metrics[metric], head.metrics[metric]].map((one) =>
      one !== undefined && 'value' in one ? one.value : null,
    )
    const rule = budgets.find((one) => one.metric === metric)
    const isBoth = before != null && after != null
    return {
      metric,
      mode: head.mode,
      platform: head.platform,
      base: before ?? null,
      head: after ?? null,
      delta: isBoth ? after - before : null,
      ...(isBoth && definitionOf(metric)?.noise === 'noisy'
        ? { low: after - before - 0.31, high: after - before + 0.33 }
        : {}),
      ratio: isBoth ? after / before : null,
      verdict: verdictsOf[metric] ?? (rule === undefined ? 'info' : 'pass'),
      ...(rule === undefined ? {} : { budget: rule }),
    }
  })
}

/** The finding of a broken growth budget. */
export function broken(metric: Metric, mode: string): Finding {
  const of = (revision: Revision) => {
    const found = variant(revision, mode).metrics[metric]
    return isMeasured(found) ? found.value : 0
  }
  const [base, head] = [of('base'), of('head')]
  const { text = '' } = budgets.find((one) => one.metric === metric) ?? {}
  const params = { kind: 'measured', base, head, budget: text } as const
  return finding('budget/increase-exceeded', params, { verdict: 'fail', revision: 'head', mode, metric })
}

/** The same report for another platform. */
export function onPlatform(report: Report, other: string): Report {
  return {
    ...report,
    variants: report.variants.map((one) => ({ ...one, platform: other })),
    comparisons: report.comparisons.map((one) => ({ ...one, platform: other })),
  }
}
