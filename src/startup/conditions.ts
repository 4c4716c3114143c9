/** The conditions that linkgate adds to a start. Any of them can be the reason why an app does not start. */

import { uniqueByValue } from '../common/unique.ts'
import type { StartCondition, StartConditionKind } from '../model/start-condition.ts'
import { isTimeout, type KnownFailure, type StartFailure } from '../model/start-failure.ts'

/** The most likely reason first. */
const kinds: readonly StartConditionKind[] = ['port', 'arguments', 'directory']

/** Which conditions to leave out, in the order in which that is tried: each one alone, then all together. */
export function alternatives(added: readonly StartCondition[]): readonly (readonly StartConditionKind[])[] {
  const suspects = kinds.filter((kind) => added.some((one) => one.kind === kind))
  return [...suspects.map((one) => [one]), ...(suspects.length > 1 ? [suspects] : [])]
}

/** The conditions of several variants, without duplicates. */
export function distinctConditions(all: readonly (readonly StartCondition[])[]): readonly StartCondition[] {
  return uniqueByValue(all.flat()).toSorted((a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind))
}

/** Whether a condition that linkgate adds may have caused the failure. */
export function isSuspect(failure: StartFailure): boolean {
  if (failure.kind === 'exited') return true
  // after a timeout, another attempt takes long, so it is made only if the log does not rule out the conditions
  return isTimeout(failure) && (failure.known === undefined || !isUnrelated(failure.known))
}

/** Whether the app lacks something that does not depend on linkgate's conditions. */
function isUnrelated({ kind }: KnownFailure): boolean {
  return (
    kind === 'service-unreachable' ||
    kind === 'host-unknown' ||
    kind === 'database-unreachable' ||
    kind === 'cgo-disabled'
  )
}
