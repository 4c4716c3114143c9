/** Facts from the measurements of one run: how the modes of head differ, and what would make its programs smaller. */
import type { Report } from '../document/report.ts'
import type { DeadCode } from '../findings/dead-code.ts'
import { isMeasured } from '../model/measurement.ts'
import { type Metric, metrics } from '../model/metric.ts'
import type { BuiltReportVariant, ReportVariant, Revision } from '../model/variant.ts'
import { pairedDifference, pairedRatio } from '../startup/statistics.ts'
import { samplesOf, timingOf } from './timing/pairing.ts'
import { noiseFloor } from './timing/timing-rule.ts'

/** How `other` differs from `mode` in one metric, in its unit. */
export interface ModeDifference {
  readonly kind: 'modes'
  readonly platform: string
  readonly mode: string
  readonly other: string
  readonly metric: Metric
  /** `other` − `mode`; bounds of 99.9 % each, equal to the value where the metric is exact. absent: no difference was found. */
  readonly difference?: { readonly value: number; readonly low: number; readonly high: number }
  /** Value of `mode`. */
  readonly of: number
  /** Share below which a difference cannot be distinguished from noise; absent where the metric has none, or it is not known. */
  readonly floor?: number
}

/** Bytes of the program of a mode that it does not need. */
export type Saving =
  | { readonly kind: 'symbols'; readonly mode: string; readonly bytes: number }
  | {
      readonly kind: 'dead-code'
      readonly mode: string
      /** Whose program was measured: head keeps the methods as well. */
      readonly revision: Revision
      readonly measured: NonNullable<DeadCode['measured']>
    }
  | { readonly kind: 'wasted'; readonly mode: string; readonly bytes: number }

export type MeasuredAdvice = ModeDifference | Saving

/** One-sided error of each bound. */
const alpha = 0.001
const compared = [
  'binary-size',
  'image-size',
  'pull-size',
  'startup',
  'memory',
] as const satisfies readonly Metric[]
/** What depends on where the image comes from, which may be another Dockerfile. */
const ofImages: ReadonlySet<Metric> = new Set(['image-size', 'pull-size'] as const)
const mostOthers = 3

export function adviceOf(report: Report): readonly MeasuredAdvice[] {
  const heads = report.variants.filter((one) => one.revision === 'head').filter(isBuiltVariant)
  return [...modeDifferences(report, heads), ...savings(report, heads)]
}

const isBuiltVariant = (variant: ReportVariant): variant is BuiltReportVariant => variant.image !== undefined

function modeDifferences(report: Report, heads: readonly BuiltReportVariant[]): readonly ModeDifference[] {
  const floors = floorsOf(report)
  return [...Map.groupBy(heads, ({ platform }) => platform).values()].flatMap(([first, ...others]) =>
    first === undefined
      ? []
      : others
          .slice(0, mostOthers)
          .flatMap((other) => compared.flatMap((metric) => differenceIn(metric, first, other, floors) ?? [])),
  )
}

type Floors = (metric: Metric, rounds: number) => number | undefined

/** By the A/A control of the run: what two copies of the same program differ by. */
function floorsOf({ variants, budgets, noise }: Report): Floors {
  const { control } = timingOf(variants, budgets, noise)
  return (metric, rounds) => {
    const change = control(metric, rounds)
    return change === undefined ? undefined : (noiseFloor(change) ?? undefined)
  }
}

function differenceIn(
  metric: Metric,
  one: BuiltReportVariant,
  other: BuiltReportVariant,
  floors: Floors,
): ModeDifference | undefined {
  const [a, b] = [one.metrics[metric], other.metrics[metric]]
  if (!isMeasured(a) || !isMeasured(b) || a.value <= 0) return undefined
  const isOfBuiltIn = (variant: BuiltReportVariant) => variant.source === 'built-in'
  if (ofImages.has(metric) && isOfBuiltIn(one) !== isOfBuiltIn(other)) return undefined
  const about = {
    kind: 'modes',
    platform: one.platform,
    mode: one.mode,
    other: other.mode,
    metric,
    of: a.value,
  } as const
  if (metrics[metric].noise === 'exact') {
    const value = b.value - a.value
    return value === 0 ? about : { ...about, difference: { value, low: value, high: value } }
  }
  const samples = [samplesOf(one, metric), samplesOf(other, metric)] as const
  // one of them may have left after fewer rounds
  const rounds = Math.min(...samples.map(({ length }) => length))
  if (rounds === 0) return undefined
  const [before, after] = [samples[0].slice(0, rounds), samples[1].slice(0, rounds)]
  const { estimate: value, low, high } = pairedDifference(before, after, alpha)
  if (![value, low, high].every(Number.isFinite)) return undefined
  const floor = floors(metric, rounds)
  const share = Math.abs(pairedRatio(before, after, alpha).estimate - 1)
  const isClear = (low > 0 || high < 0) && share > (floor ?? 0)
  return {
    ...about,
    ...(isClear ? { difference: { value, low, high } } : {}),
    ...(floor === undefined ? {} : { floor }),
  }
}

function savings({ findings }: Report, heads: readonly BuiltReportVariant[]): readonly Saving[] {
  const deadCode = findings.flatMap((one): readonly Saving[] => {
    if (one.id !== 'link/dead-code-kept' && one.id !== 'link/dead-code-lost') return []
    const { measured } = one.params
    const { mode = '', revision = 'head' } = one
    return measured === undefined ? [] : [{ kind: 'dead-code', mode, revision, measured }]
  })
  const symbols = heads.flatMap(({ mode, linkage }): readonly Saving[] => {
    const bytes = (linkage.symbols ?? 0) + (linkage.debug ?? 0)
    return bytes === 0 ? [] : [{ kind: 'symbols', mode, bytes }]
  })
  const wasted = findings.flatMap((one): readonly Saving[] =>
    one.id === 'image/wasted' ? [{ kind: 'wasted', mode: one.mode ?? '', bytes: one.params.bytes }] : [],
  )
  return [...deadCode, ...symbols, ...wasted]
}
