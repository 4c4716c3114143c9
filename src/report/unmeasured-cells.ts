/** Table cells without a number. */
import type { Report } from '../document/report.ts'
import { isMeasured, type Measurement, type UnmeasuredReason } from '../model/measurement.ts'
import { measurementOf, variantOf } from './lookup.ts'

/** Whether it was not measured because base and head give the builder the same inputs. */
export function isSkippedAsUnchanged(one: Measurement | undefined): boolean {
  return one !== undefined && !isMeasured(one) && one.unmeasured.kind === 'same-inputs'
}

/** The word that is shown instead of a number. */
export function unmeasuredWord(one: Measurement | undefined): string {
  const kind = one === undefined || isMeasured(one) ? undefined : one.unmeasured.kind
  return kind === 'same-inputs' ? 'unchanged' : kind === 'emulated' ? 'emulated' : 'unmeasured'
}

const outOfReach: ReadonlySet<UnmeasuredReason['kind']> = new Set([
  'other-architecture',
  'other-platform',
  'not-applicable',
] as const)

/** Whether this kind of machine, or any machine, cannot measure it. */
export function isUnmeasurable(report: Report, metric: string, mode: string, platform: string): boolean {
  const one = measurementOf(variantOf(report, 'head', mode, platform), metric)
  if (one === undefined) return true
  return !isMeasured(one) && outOfReach.has(one.unmeasured.kind)
}
