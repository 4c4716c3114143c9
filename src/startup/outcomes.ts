/** What starting the variants and the control came to. */
import type { StartOutcome } from './measured-variant.ts'
import type { Start } from './probe/probe.ts'
import type { RunningVariant } from './running-variants.ts'
import { packageInits } from './sampling/inits.ts'
import { controlEvery } from './sampling/sampling.ts'

export interface ControlStarts {
  readonly outcome: StartOutcome
  /** All starts of what it is a copy of, where that went on for the control after its mode left. */
  readonly original?: readonly Start[]
}

export function controlStarts(control: RunningVariant, original: RunningVariant | undefined): ControlStarts {
  const outcome = sampledOutcome(control)
  if (original?.leftAfter === undefined || outcome.kind !== 'started') return { outcome }
  // where one of them failed, the control ends with the last round of both
  const rounds = Math.min(original.starts.length, outcome.starts.length * controlEvery)
  const shared = { ...outcome, starts: outcome.starts.slice(0, Math.ceil(rounds / controlEvery)) }
  if (rounds <= original.leftAfter) return { outcome: shared }
  return { outcome: shared, original: original.starts.slice(0, rounds) }
}

export function sampledOutcome({ state, starts, leftAfter, traced, first }: RunningVariant): StartOutcome {
  // a failure after its mode left changes nothing that was measured
  if (state.kind === 'failed' && leftAfter === undefined)
    return { kind: 'not-started', notStarted: state.notStarted }
  return {
    kind: 'started',
    starts: starts.slice(0, leftAfter),
    ...(traced === undefined ? {} : { traced }),
    inits: packageInits(traced ?? []),
    ...(first === undefined ? {} : { first }),
  }
}
