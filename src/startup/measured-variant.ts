import type { UnbuiltVariant } from '../images/built-variant.ts'
import type { InspectedVariant, ReadProgram } from '../images/inspect-variants.ts'
import type { PackageInit } from '../model/variant.ts'
import type { NotStarted, Start } from './probe/probe.ts'

/** The first start in a fresh container. */
export interface FirstStart {
  readonly start: Start
  /** Milliseconds from the start of the container until the probe ran in it, and from then on until the app was ready. */
  readonly engineMs: number
}

/** What starting an app again and again gave. */
export type StartOutcome =
  | {
      readonly kind: 'started'
      /** One for each round, from the first one up to that after which its mode left. */
      readonly starts: readonly Start[]
      /** Absent where that gave no time of the app's own. */
      readonly first?: FirstStart
      /** Starts with GODEBUG=inittrace=1; absent where there was no time for one. */
      readonly traced?: readonly Start[]
      readonly inits: readonly PackageInit[]
    }
  | { readonly kind: 'not-started'; readonly notStarted: NotStarted }
  /** Programs of its platform do not run natively here, or not for those of another architecture. */
  | {
      readonly kind: 'foreign'
      readonly because: 'emulated' | 'other-architecture' | 'other-platform'
      /** Starts with GODEBUG=inittrace=1, which were not timed; absent where there are none. */
      readonly traced?: readonly Start[]
      readonly inits: readonly PackageInit[]
    }
  /** Base and head give the builder the same inputs: there is nothing to compare. */
  | { readonly kind: 'same-inputs' }

export type MeasuredVariant = InspectedVariant & {
  readonly startup:
    | StartOutcome
    /** A base with the image of head is not started a second time: the starts of head are its own. */
    | { readonly kind: 'as-head'; readonly head: StartOutcome }
}

/** What starting gives of a variant. */
export type VariantMeasurement = MeasuredVariant | ReadProgram | UnbuiltVariant

/** What came of starting the image of a variant, whichever revision it was started as. */
export function startOutcomeOf({ startup }: Pick<MeasuredVariant, 'startup'>): StartOutcome {
  return startup.kind === 'as-head' ? startup.head : startup
}

/** Whether its app became ready. */
export function hasStarted(variant: Pick<MeasuredVariant, 'startup'>): boolean {
  const outcome = startOutcomeOf(variant)
  return outcome.kind === 'started' && (outcome.starts.length > 0 || outcome.first !== undefined)
}
