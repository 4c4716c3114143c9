/** Facts about a program in its image, which `linkgate inspect` shows as they are and reports show by revision and mode. */
import type * as z from 'zod'
import type { Verdict } from '../model/verdict.ts'
import { type About, type Entry, type HeadlineWords, phrase } from './entry.ts'
import { inBrackets, type OfModes, plainQuotes, revisionAndMode } from './subject.ts'

/** The words of one fact, without what it is a fact of. */
export interface FactWords<Params> {
  /** What is wrong, as the rest of a sentence or two. */
  readonly says: (params: Params) => string
  /** What the kernel, the engine, the loader or the app prints then, in the part that does not depend on versions. */
  readonly shown?: (params: Params) => string
  readonly fix: (params: Params) => string
}

interface Given<Params extends z.ZodType> extends FactWords<z.infer<Params>> {
  readonly title: string
  readonly params: Params
}

export interface FactEntry<Verdicts extends readonly Verdict[], Params extends z.ZodType>
  extends Entry<Verdicts, Params> {
  readonly fact: FactWords<z.infer<Params>>
}

export type Fatal<T> = T & { readonly headline: HeadlineWords }

/** Follows the message of what keeps a program from starting. */
type Then<Params> = (params: Params) => string

/** @param then what follows at the end of the message */
export function fact<const Verdicts extends readonly Verdict[], Params extends z.ZodType<OfModes>>(
  verdicts: Verdicts,
  { title, params, ...words }: Given<Params>,
  then: Then<z.infer<Params>> = () => '',
): FactEntry<Verdicts, Params> {
  return {
    verdicts,
    title,
    params,
    fact: words,
    message: (given, about: About) =>
      `${revisionAndMode(about, given.modes)}: ${words.says(given)}${then(given)}`,
    fix: words.fix,
  }
}

/** What certainly keeps a program from starting; `headline` is its short form. */
export function loadProblem<Params extends z.ZodType<OfModes>>(
  given: Given<Params> & { readonly shown: (params: z.infer<Params>) => string; readonly headline: string },
): Fatal<FactEntry<readonly ['fail', 'pass'], Params>> {
  const { headline, ...words } = given
  return {
    ...fact(['fail', 'pass'], words, (params) => notStarting(given.shown(params))),
    headline: phrase((modes) => `${headline}${inBrackets(modes)}`),
  }
}

/** @param shown empty where what is printed depends on the program that prints it */
export const notStarting = (shown: string) =>
  `. The app does not start${shown === '' ? '' : `: \`${plainQuotes(shown)}\``}.`

export const staticInstead = 'link the program statically (`CGO_ENABLED=0`, without `-buildmode=pie`)'
