import type { UnbuiltVariant } from '../images/built-variant.ts'
import type { InspectedVariant, ReadProgram } from '../images/inspect-variants.ts'
import type { PackageInit } from '../model/variant.ts'
import type { NotStarted, Start } from './probe/probe.ts'

/** The first start in a new container. */
export interface FirstStart {
  readonly start: Start
  /** Milliseconds from the start of the container until the probe ran in it, plus those until the app was ready. */
  readonly engineMs: number
}

/** The result of starting an app repeatedly. */
export type StartOutcome =
  | {
      readonly kind: 'started'
      /** One start for each round in which its mode took part. */
      readonly starts: readonly Start[]
      /** Absent if the first start has no valid time. */
      readonly first?: FirstStart
      /** Starts with GODEBUG=inittrace=1; absent if there was no time for one. */
      readonly traced?: readonly Start[]
      readonly inits: readonly PackageInit[]
    }
  | { readonly kind: 'not-started'; readonly notStarted: NotStarted }
  /** Programs of its platform are not timed on this machine. */
  | {
      readonly kind: 'foreign'
      readonly because: 'emulated' | 'other-architecture' | 'other-platform'
      /** Starts with GODEBUG=inittrace=1, which were not timed; absent if there are none. */
      readonly traced?: readonly Start[]
      readonly inits: readonly PackageInit[]
    }
  /** Base and head give the builder the same inputs, so there is nothing to compare. */
  | { readonly kind: 'same-inputs' }

export type MeasuredVariant = InspectedVariant & {
  readonly startup:
    | StartOutcome
    /** Base with the image of head is not started again: the outcome of head is also that of base. */
    | { readonly kind: 'as-head'; readonly head: StartOutcome }
}

/** A variant after the start phase. Only built variants can have been started. */
export type VariantMeasurement = MeasuredVariant | ReadProgram | UnbuiltVariant

/** The outcome of starting the image of a variant, as base or as head. */
export function startOutcomeOf({ startup }: Pick<MeasuredVariant, 'startup'>): StartOutcome {
  return startup.kind === 'as-head' ? startup.head : startup
}

/** Whether its app became ready. */
export function hasStarted(variant: Pick<MeasuredVariant, 'startup'>): boolean {
  const outcome = startOutcomeOf(variant)
  return outcome.kind === 'started' && (outcome.starts.length > 0 || outcome.first !== undefined)
}
