/** Facts from the measurements of one run: how the modes of head differ, and what would make its programs smaller. */
import { isFromOneJob, type Report } from '../document/report.ts'
import type { DeadCode } from '../findings/dead-code.ts'
import { isMeasured } from '../model/measurement.ts'
import { type Metric, metrics } from '../model/metric.ts'
import { referenceMode } from '../model/mode.ts'
import type { Revision } from '../model/revision.ts'
import type { BuiltReportVariant, ReportVariant } from '../model/variant.ts'
import { differInImage } from './reference.ts'
import { changeBetweenModes, type Timing, timingOf } from './timing/pairing.ts'
import { noiseFloor } from './timing/timing-rule.ts'

/** How `other` differs from the reference mode, `mode`, in one metric, in its unit. */
export interface ModeDifference {
  readonly kind: 'modes'
  readonly platform: string
  readonly mode: string
  readonly other: string
  readonly metric: Metric
  /**
   * `other` − `mode`, with its bounds. Times are compared as in a verdict, without the wait for a CPU. For an exact
   * metric, both bounds equal the value. Absent if there is no clear difference.
   */
  readonly difference?: { readonly value: number; readonly low: number; readonly high: number }
  /** Value of `mode`. */
  readonly of: number
  /** Share below which a difference cannot be distinguished from noise; absent if the metric is exact, or if it is unknown. */
  readonly floor?: number
}

/** Bytes in the program or image of a mode that it does not need. */
export type Saving =
  | { readonly kind: 'symbols'; readonly mode: string; readonly bytes: number }
  | {
      readonly kind: 'dead-code'
      readonly mode: string
      /** The revision whose program was measured. The program of head keeps the methods in either case. */
      readonly revision: Revision
      readonly measured: NonNullable<DeadCode['measured']>
    }
  | { readonly kind: 'wasted'; readonly mode: string; readonly bytes: number }

export type MeasuredAdvice = ModeDifference | Saving

const compared = [
  'binary-size',
  'image-size',
  'pull-size',
  'startup',
  'memory',
] as const satisfies readonly Metric[]
const mostOthers = 3

type ModePair = Pick<ModeDifference, 'platform' | 'mode' | 'other'>

/** @param isCompared whether two modes can be compared; only such modes count */
export function adviceOf(
  report: Report,
  isCompared: (pair: ModePair) => boolean = () => true,
): readonly MeasuredAdvice[] {
  const heads = report.variants.filter((one) => one.revision === 'head').filter(isBuiltVariant)
  return [...modeDifferences(report, heads, isCompared), ...savings(report, heads)]
}

const isBuiltVariant = (variant: ReportVariant): variant is BuiltReportVariant => variant.image !== undefined

function modeDifferences(
  report: Report,
  heads: readonly BuiltReportVariant[],
  isCompared: (pair: ModePair) => boolean,
): readonly ModeDifference[] {
  const timing = timingOf(report.variants, report.budgets, report.noise)
  return [...Map.groupBy(heads, ({ platform }) => platform).values()].flatMap((variants) => {
    const name = referenceMode(
      variants.map(({ mode }) => mode),
      report.reference,
    )
    const reference = variants.find(({ mode }) => mode === name)
    return reference === undefined
      ? []
      : variants
          .filter((one) => one !== reference)
          .filter(({ platform, mode: other }) => isCompared({ platform, mode: reference.mode, other }))
          .map((other) => differencesBetween(report, reference, other, timing))
          .filter((differences) => differences.length > 0)
          .slice(0, mostOthers)
          .flat()
  })
}

function differencesBetween(
  report: Report,
  reference: BuiltReportVariant,
  other: BuiltReportVariant,
  timing: Timing,
): readonly ModeDifference[] {
  const isOne = isFromOneJob(report, [reference.mode, other.mode], other.platform)
  return compared
    .filter((metric) => isOne || metrics[metric].noise === 'exact')
    .flatMap((metric) => differenceIn(metric, reference, other, timing) ?? [])
}

function differenceIn(
  metric: Metric,
  one: BuiltReportVariant,
  other: BuiltReportVariant,
  timing: Timing,
): ModeDifference | undefined {
  const [a, b] = [one.metrics[metric], other.metrics[metric]]
  if (!isMeasured(a) || !isMeasured(b) || a.value <= 0) return undefined
  if (differInImage(metric, [one, other])) return undefined
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
  // either mode may be the better one, so both bounds have the same error
  const change = changeBetweenModes(metric, one, other, { alpha: timing.alpha })
  if (change === undefined) return undefined
  const { estimate: value, low, high } = change.difference
  if (![value, low, high].every(Number.isFinite)) return undefined
  // the difference between two copies of the same program
  const control = timing.control(metric, change.rounds)
  const floor = control && (noiseFloor(control) ?? undefined)
  const isClear = (low > 0 || high < 0) && Math.abs(change.ratio.estimate - 1) > (floor ?? 0)
  return {
    ...about,
    ...(isClear ? { difference: { value, low, high } } : {}),
    ...(floor === undefined ? {} : { floor }),
  }
}

/** Savings on the first platform. Those on the others are similar. */
function savings(report: Report, all: readonly BuiltReportVariant[]): readonly Saving[] {
  const [first] = all
  const isOfFirst = ({ platform }: { readonly platform?: string }) =>
    first === undefined || (platform ?? first.platform) === first.platform
  const heads = all.filter(isOfFirst)
  const findings = report.findings.filter(isOfFirst)
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
