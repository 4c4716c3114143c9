/** Judges budgets of metrics that were not measured at head. */

import { type Finding, finding } from '../findings/finding.ts'
import type { Budget } from '../model/budget.ts'
import type { ComparisonVerdict } from '../model/comparison.ts'
import { isSameImage } from '../model/image.ts'
import { isMeasured, type Measured, type UnmeasuredReason } from '../model/measurement.ts'
import type { Metric } from '../model/metric.ts'
import type { ReportVariant } from '../model/variant.ts'

interface Unmeasured {
  readonly metric: Metric
  readonly base: ReportVariant | undefined
  readonly head: ReportVariant
  /** Value of base; undefined if it was not measured either. */
  readonly before: Measured | undefined
  /** A fallback image may lack what the app needs to start, which is not the fault of the change. */
  readonly isFallback: boolean
}

/**
 * If both revisions have the same image, or if it was not built because nothing changed, nothing can have grown, so every
 * `increase` budget is kept. Otherwise the budget's key `unmeasured` decides. A default budget only warns while base has no
 * number either, because the user did not set it.
 */
export function judgeUnmeasured(
  { metric, base, head, before, isFallback }: Unmeasured,
  budget: Budget | undefined,
): { readonly verdict: ComparisonVerdict; readonly findings: readonly Finding[] } {
  const reason = reasonOf(head, metric)
  const isSkippedAsUnchanged = reason.kind === 'same-inputs'
  const isSame = isSkippedAsUnchanged || isSameImage(base?.image, head.image)
  if (isSame && budget?.max === undefined && budget?.overReference === undefined)
    return { verdict: 'unchanged', findings: [] }
  // a failed build has its own finding, so its metrics have none
  const isFailed = head.linkage === undefined && !isSkippedAsUnchanged
  if (budget === undefined || isFailed) return { verdict: 'unmeasured', findings: [] }
  const isDefault = budget.source === 'default'
  const warns = budget.unmeasured === 'warn' || isFallback || (isDefault && before === undefined)
  const params = {
    reason,
    budget: budget.text,
    ...(isDefault ? { isDefault } : {}),
  }
  const verdict = warns ? 'warn' : 'unmeasured'
  return {
    verdict: 'unmeasured',
    findings: [finding('budget/unmeasured', params, { mode: head.mode, metric, verdict })],
  }
}

function reasonOf(variant: ReportVariant, metric: Metric): UnmeasuredReason {
  const found = variant.metrics[metric]
  return found === undefined || isMeasured(found) ? { kind: 'absent' } : found.unmeasured
}
