/** Whether an image starts, according to its bytes: its entry point and its program together. */

import { uniqueByValue } from '../../common/unique.ts'
import { isFatalProblem, type LoadProblem } from '../../findings/facts.ts'
import { hasStarted, type MeasuredVariant, startOutcomeOf } from '../../startup/measured-variant.ts'

/**
 * The problems without duplicates. Those of the entry point are left out if the app did start, because the configuration can set
 * other arguments or variables than the image. They are also left out if nothing was started, because then that is unknown.
 */
export function loadProblemsOf(variant: MeasuredVariant): readonly LoadProblem[] {
  const { check, entry } = variant.inspection
  const ofProgram = (check.ok ? check.value.load?.problems : undefined) ?? []
  const mayStart = hasStarted(variant) || startOutcomeOf(variant).kind === 'same-inputs'
  const ofEntry = mayStart ? [] : (entry?.problems ?? [])
  return uniqueByValue([...ofEntry, ...ofProgram])
}

/** Whether the bytes of the image explain why it does not start. */
export function isExplained(variant: MeasuredVariant): boolean {
  const { check } = variant.inspection
  const isFatal = check.ok && check.value.runtime.some(({ level }) => level === 'fatal')
  return isFatal || loadProblemsOf(variant).some(isFatalProblem)
}
