/** The parts of a catalog entry. */
import type * as z from 'zod'
import type { Revision } from '../model/revision.ts'
import type { Verdict } from '../model/verdict.ts'

/** What a finding is about, apart from its parameters. */
export interface About {
  readonly verdict: Verdict
  readonly revision?: Revision
  /** Absent if the finding is about all modes or none. */
  readonly mode?: string
  readonly metric?: string
}

/** Verdicts that make the check fail. */
export type FatalVerdict = 'fail' | 'unmeasured'

/** What a finding contributes to the headline of the report. */
export type HeadlineWords =
  /** `modes`: names of the affected modes; empty for all modes. */
  | {
      readonly kind: 'phrase'
      readonly words: (modes: string, revision: Revision) => string
      /** One phrase for both revisions in the same modes; absent for one phrase each. */
      readonly both?: (modes: string) => string
      /** It is about the whole comparison, so it comes first and is shown even if it does not fail the check. */
      readonly isState?: true
    }
  /** Budgets that are not kept are counted, not named. */
  | { readonly kind: 'budgets' }

export interface Entry<Verdicts extends readonly Verdict[], Params extends z.ZodType> {
  /** Possible verdicts; empty if only `linkgate inspect` shows it. */
  readonly verdicts: Verdicts
  readonly params: Params
  /** A few words, for places without room for the message. */
  readonly title: string
  readonly message: (params: z.infer<Params>, about: About) => string
  readonly fix?: (params: z.infer<Params>, about: About) => string | undefined
}

/** A finding that can be fatal must have a text for the headline. */
export type Headlined<Verdicts extends readonly Verdict[]> = [
  Extract<Verdicts[number], FatalVerdict>,
] extends [never]
  ? { readonly headline?: HeadlineWords }
  : { readonly headline: HeadlineWords }

export function entry<const Verdicts extends readonly Verdict[], Params extends z.ZodType>(
  definition: Entry<Verdicts, Params> & Headlined<Verdicts>,
): Entry<Verdicts, Params> & Headlined<Verdicts> {
  return definition
}

/** Text of the headline about some modes. */
export function phrase(words: (modes: string, revision: Revision) => string): HeadlineWords {
  return { kind: 'phrase', words }
}

/** Text of the headline about the whole comparison. */
export function statePhrase(
  words: (modes: string, revision: Revision) => string,
  both?: (modes: string) => string,
): HeadlineWords {
  return { kind: 'phrase', words, ...(both === undefined ? {} : { both }), isState: true }
}
