/** The outcomes of starting the variants and the control. */

import type { InspectedVariant } from '../images/inspect-variants.ts'
import { isSameImage } from '../model/image.ts'
import type { VariantSet } from '../model/variant-set.ts'
import type { MeasuredVariant, StartOutcome } from './measured-variant.ts'
import type { Start } from './probe/probe.ts'
import type { RunningVariant } from './running-variants.ts'
import { packageInits } from './sampling/inits.ts'
import { controlEvery } from './sampling/sampling.ts'

export interface ControlStarts {
  readonly outcome: StartOutcome
  /** All starts of the variant that it is a copy of, if that continued for the control after its own mode had stopped. */
  readonly original?: readonly Start[]
}

export function controlStarts(control: RunningVariant, original: RunningVariant | undefined): ControlStarts {
  const outcome = sampledOutcome(control)
  if (original?.leftAfter === undefined || outcome.kind !== 'started') return { outcome }
  // if one of them failed, the control ends with the last round of both
  const rounds = Math.min(original.starts.length, outcome.starts.length * controlEvery)
  const shared = { ...outcome, starts: outcome.starts.slice(0, Math.ceil(rounds / controlEvery)) }
  if (rounds <= original.leftAfter) return { outcome: shared }
  return { outcome: shared, original: original.starts.slice(0, rounds) }
}

export function sampledOutcome({ state, starts, leftAfter, traced, first }: RunningVariant): StartOutcome {
  // a failure after its mode has stopped does not affect its measurements
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

/** Whether it is base with the image of head. Such an image is started only once, as head. */
export function isTwin(all: VariantSet<InspectedVariant>, one: InspectedVariant): boolean {
  const head = all.pair(one.mode.name, one.platform)?.head
  return one.revision === 'base' && isSameImage(one.inspection.image, head?.inspection.image)
}

/** A variant of a platform whose programs are not timed on this machine. */
export function notNative(variant: InspectedVariant): MeasuredVariant {
  const by = variant.foreign?.runBy?.kind
  const because = by === undefined ? 'other-platform' : by === 'processor' ? 'other-architecture' : 'emulated'
  return { ...variant, startup: { kind: 'foreign', because, inits: [] } }
}
