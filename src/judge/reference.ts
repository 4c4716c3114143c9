/** Judges budgets between modes: head of one mode is compared with head of the reference mode. */
import { type Finding, finding } from '../findings/finding.ts'
import { withPlatform } from '../findings/platform-findings.ts'
import type { Budget } from '../model/budget.ts'
import { isExempt, isMeasured, type Measured } from '../model/measurement.ts'
import { type Metric, metrics } from '../model/metric.ts'
import { hasImages } from '../model/platform.ts'
import type { ReportVariant } from '../model/variant.ts'
import { judgeIncrease } from './budgets.ts'
import { pairsWithReference, type ReferencePair } from './reference-pairs.ts'
import { changeBetweenModes, type Timing } from './timing/pairing.ts'
import { decideTimed, type TimingDoubt } from './timing/timed-budget.ts'

const imageMetrics: readonly string[] = ['image-size', 'pull-size', 'layers'] satisfies readonly Metric[]

/** The starts of a mode in one metric, which a budget compares. */
export interface ComparedStarts {
  readonly mode: string
  readonly platform: string
  readonly metric: Metric
}

export interface JudgedReferences {
  /** One finding for each budget that is broken, undecided or unmeasured. */
  readonly findings: readonly Finding[]
  /** Starts whose budgets more rounds may decide. */
  readonly undecided: readonly ComparedStarts[]
  /** Starts that break a budget of a sampled metric. */
  readonly broken: readonly ComparedStarts[]
}

export function judgeReferences(
  variants: readonly ReportVariant[],
  budgets: readonly Budget[],
  timing: Timing,
): JudgedReferences {
  const all = pairsWithReference(variants, budgets).map((pair) => ({ pair, ...judged(pair, timing) }))
  const isOne = new Set(variants.map(({ platform }) => platform)).size <= 1
  const startsOf = (state: 'open' | 'broken') =>
    all
      .filter((one) => one.starts === state)
      .flatMap(({ pair: { metric, head, reference } }) =>
        [head, ...(reference === undefined ? [] : [reference])].map(({ mode, platform }) => ({
          mode,
          platform,
          metric,
        })),
      )
  return {
    findings: all.flatMap(({ pair: { head }, findings }) =>
      findings.map((one) => (isOne ? one : withPlatform(one, head.platform))),
    ),
    undecided: startsOf('open'),
    broken: startsOf('broken'),
  }
}

interface Judged {
  readonly findings: readonly Finding[]
  /** For sampled metrics. `open`: more rounds may decide the budget. */
  readonly starts?: 'open' | 'broken'
}

function judged({ metric, head, reference, budget, over }: ReferencePair, timing: Timing): Judged {
  const value = measuredOf(head, metric)
  // if the mode itself has no number, another finding reports that; the same holds for a reference mode that was not built
  if (value === undefined || isExemptReference({ metric, head, reference })) return { findings: [] }
  const about = { mode: head.mode, metric }
  const of = { reference: over.mode, budget: budget.text }
  const isOther = differInImage(metric, [head, reference])
  const compared = isOther || reference === undefined ? undefined : measuredOf(reference, metric)
  if (compared === undefined) {
    const params = { ...of, because: isOther ? 'other-image' : 'not-measured' } as const
    const verdict = budget.unmeasured === 'warn' ? 'warn' : 'unmeasured'
    return { findings: [finding('budget/reference-unmeasured', params, { ...about, verdict })] }
  }
  const params = { ...of, value: value.value, referenceValue: compared.value }
  const broken = (timed?: { readonly difference: number; readonly ratio: number; readonly low: number }) =>
    finding(
      'budget/reference-exceeded',
      { ...params, ...(timed === undefined ? {} : { timed }) },
      { ...about, verdict: budget.level },
    )
  const undecided = (more: UndecidedParams) =>
    finding('budget/reference-undecided', { ...params, ...more }, { ...about, verdict: 'inconclusive' })
  if (metrics[metric].noise !== 'noisy') {
    const outcome = judgeIncrease(over, compared, value, metrics[metric].noise)
    if (outcome === 'kept') return { findings: [] }
    return { findings: [outcome === 'broken' ? broken() : undecided({ kind: 'measured' })] }
  }
  const change = changeBetweenModes(metric, reference, head, timing)
  const decided = decideTimed(metric, over, change, timing)
  switch (decided.outcome) {
    case 'kept':
      return { findings: [] }
    case 'unpaired':
      return { findings: [undecided({ kind: 'unpaired' })] }
    case 'broken':
      return { findings: [broken({ ...decided.moved, low: decided.low })], starts: 'broken' }
    case 'undecided': {
      const { moved, doubt, isFinal } = decided
      const findings = [undecided({ kind: 'timed', ...moved, doubt })]
      return isFinal ? { findings } : { findings, starts: 'open' }
    }
  }
}

/** Whether the reference mode needs no number: the platform has no such mode, it was not built, or it is not started here. */
function isExemptReference({ metric, head, reference }: Omit<ReferencePair, 'budget' | 'over'>): boolean {
  if (reference === undefined) return !hasImages(head.platform)
  const found = reference.metrics[metric]
  return (
    found !== undefined &&
    !isMeasured(found) &&
    (found.unmeasured.kind === 'not-built' || isExempt(found.unmeasured))
  )
}

type UndecidedParams =
  | { readonly kind: 'measured' | 'unpaired' }
  | {
      readonly kind: 'timed'
      readonly difference: number
      readonly ratio: number
      readonly doubt: TimingDoubt
    }

/** Whether one has the user's image and the other the built-in image, which differ in more than their mode. */
export function differInImage(
  metric: string,
  [one, other]: readonly [ReportVariant | undefined, ReportVariant | undefined],
): boolean {
  if (one === undefined || other === undefined || !imageMetrics.includes(metric)) return false
  return (one.source === 'built-in') !== (other.source === 'built-in')
}

function measuredOf(variant: ReportVariant, metric: Metric): Measured | undefined {
  const found = variant.metrics[metric]
  return isMeasured(found) ? found : undefined
}
