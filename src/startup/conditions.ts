/** The conditions that linkgate adds to a start, each of which may be what keeps an app from starting. */

import { uniqueByValue } from '../common/unique.ts'
import type { StartCondition, StartConditionKind } from '../model/start-condition.ts'
import { isTimeout, type KnownFailure, type StartFailure } from '../model/start-failure.ts'

/** The most likely first. */
const kinds: readonly StartConditionKind[] = ['port', 'arguments', 'directory']

/** Which conditions to leave out, in the order in which they are tried: each by itself, then all. */
export function alternatives(added: readonly StartCondition[]): readonly (readonly StartConditionKind[])[] {
  const suspects = kinds.filter((kind) => added.some((one) => one.kind === kind))
  return [...suspects.map((one) => [one]), ...(suspects.length > 1 ? [suspects] : [])]
}

/** The conditions of several variants, each once. */
export function distinctConditions(all: readonly (readonly StartCondition[])[]): readonly StartCondition[] {
  return uniqueByValue(all.flat()).toSorted((a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind))
}

/** Whether it may be a condition of linkgate's that the app does not start under. */
export function isSuspect(failure: StartFailure): boolean {
  if (failure.kind === 'exited') return true
  // trying again costs as long as waiting did
  return isTimeout(failure) && (failure.known === undefined || !isOutside(failure.known))
}

/** It waits for something that no condition of linkgate's takes away. */
function isOutside({ kind }: KnownFailure): boolean {
  return (
    kind === 'service-unreachable' ||
    kind === 'host-unknown' ||
    kind === 'database-unreachable' ||
    kind === 'cgo-disabled'
  )
}
