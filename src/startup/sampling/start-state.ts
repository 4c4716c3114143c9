import type { Result } from '../../common/result.ts'
import type { NotStarted, Start } from '../probe/probe.ts'

/** A start that fails now and then is dropped with its round; more of them are the app's own answer. */
export const toleratedFailures = 3
/** An app that listens elsewhere more often picks its port anew each time. */
export const toleratedMoves = 2

/** What the starts of an app so far say of the next one. */
export type StartState = Startable | { readonly kind: 'failed'; readonly notStarted: NotStarted }

/** An app that may be started once more. */
export type Startable =
  /** `address`: where the configuration says that it listens; empty: not known. */
  | { readonly kind: 'never-ready'; readonly address: string }
  | {
      readonly kind: 'ready'
      /** Where it listened last; empty where it picks another port each time. */
      readonly address: string
      readonly scheme: string
      /** Starts at which it listened elsewhere than before. */
      readonly moves: number
      readonly failures: number
      /** Starts at which it became ready. */
      readonly count: number
    }

/** The state after one more start; `start` is absent where that gave no time, or one that is not the app's own. */
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
  // the probe waited at the old address first: that time is not the app's
  return isMoved ? { state: next } : { state: next, start }
}
