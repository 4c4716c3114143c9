import type { Result } from '../../common/result.ts'
import type { NotStarted, Start } from '../probe/probe.ts'

/** Maximum number of failed starts of an app that was ready before. Each is dropped with its round; with one more, the app has failed. */
export const toleratedFailures = 3
/** Maximum number of changes of the address. With one more, the app is assumed to choose another port at each start. */
export const toleratedMoves = 2

/** What is known from the starts of an app so far. */
export type StartState = Startable | { readonly kind: 'failed'; readonly notStarted: NotStarted }

/** An app that may be started once more. */
export type Startable =
  /** `address`: the configured address; empty if unknown. */
  | { readonly kind: 'never-ready'; readonly address: string }
  | {
      readonly kind: 'ready'
      /** Where it listened last; empty if it chooses another port each time. */
      readonly address: string
      readonly scheme: string
      /** Number of starts at which its address changed. */
      readonly moves: number
      readonly failures: number
      /** Number of starts at which it became ready. */
      readonly count: number
    }

/** The state after one more start. `start` is absent if the start failed, or if its time is not valid. */
export function afterStart(
  state: Startable,
  result: Result<Start, NotStarted>,
): { readonly state: StartState; readonly start?: Start } {
  if (!result.ok) {
    const before = state.kind === 'ready' ? { before: state.count } : {}
    const failed = { kind: 'failed', notStarted: { ...result.problem, ...before } } as const
    if (state.kind === 'never-ready' || state.failures >= toleratedFailures) return { state: failed }
    return { state: { ...state, failures: state.failures + 1 } }
  }
  const start = result.value
  const { scheme, moves, failures, count } =
    state.kind === 'ready' ? state : { scheme: '', moves: 0, failures: 0, count: 0 }
  const isMoved = state.address !== '' && start.address !== undefined && state.address !== start.address
  const moved = isMoved ? moves + 1 : moves
  const next: StartState = {
    kind: 'ready',
    address: moved > toleratedMoves ? '' : (start.address ?? ''),
    scheme: start.scheme ?? scheme,
    moves: moved,
    failures,
    count: count + 1,
  }
  // the probe first waited at the old address, so the time is not valid
  return isMoved ? { state: next } : { state: next, start }
}
