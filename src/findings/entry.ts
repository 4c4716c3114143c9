/** What an entry of the catalogue is made of. */
import type * as z from 'zod'
import type { Revision } from '../model/revision.ts'
import type { Verdict } from '../model/verdict.ts'

/** What a finding is about, apart from its parameters. */
export interface About {
  readonly verdict: Verdict
  readonly revision?: Revision
  /** Absent: about all modes, or about none. */
  readonly mode?: string
  readonly metric?: string
}

/** Verdicts with which a finding makes the check fail. */
export type FatalVerdict = 'fail' | 'unmeasured'

/** What a finding contributes to the headline of the report. */
export type HeadlineWords =
  /** `modes`: their names, empty where it is all of them. */
  | {
      readonly kind: 'phrase'
      readonly words: (modes: string, revision: Revision) => string
      /** For both revisions in the same modes; absent: one phrase each. */
      readonly both?: (modes: string) => string
      /** It is about the whole comparison: shown even where it fails nothing, and before everything else. */
      readonly isState?: true
    }
  /** Budgets that are not kept are counted together. */
  | { readonly kind: 'budgets' }

export interface Entry<Verdicts extends readonly Verdict[], Params extends z.ZodType> {
  /** The verdicts that it may have; none: only `linkgate inspect` shows it. */
  readonly verdicts: Verdicts
  readonly params: Params
  /** A few words, for where there is no room for the message. */
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

/** Words of the headline that name the modes. */
export function phrase(words: (modes: string, revision: Revision) => string): HeadlineWords {
  return { kind: 'phrase', words }
}

/** Words of the headline about the whole comparison. */
export function statePhrase(
  words: (modes: string, revision: Revision) => string,
  both?: (modes: string) => string,
): HeadlineWords {
  return { kind: 'phrase', words, ...(both === undefined ? {} : { both }), isState: true }
}
