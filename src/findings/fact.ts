/** Facts about a program in its image. `linkgate inspect` shows them alone, a report with revision and mode. */
import type * as z from 'zod'
import type { Verdict } from '../model/verdict.ts'
import { type About, type Entry, type HeadlineWords, phrase } from './entry.ts'
import { inBrackets, type ModeNames, plainQuotes, revisionAndMode } from './subject.ts'

/** The wording of one fact, without revision and mode. */
export interface FactWords<Params> {
  /** What is wrong; a clause that follows revision and mode. */
  readonly problem: (params: Params) => string
  /** The resulting error of the kernel, engine, loader or app, without parts that depend on versions. */
  readonly output?: (params: Params) => string
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

type Then<Params> = (params: Params) => string
/** @param then text that is appended to the message */
export function fact<const Verdicts extends readonly Verdict[], Params extends z.ZodType<ModeNames>>(
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
      `${revisionAndMode(about, given.modes)}: ${words.problem(given)}${then(given)}`,
    fix: words.fix,
  }
}

/** A fact that certainly prevents the program from starting; `headline` is its short form. */
export function loadProblem<Params extends z.ZodType<ModeNames>>(
  given: Given<Params> & { readonly output: (params: z.infer<Params>) => string; readonly headline: string },
): Fatal<FactEntry<readonly ['fail', 'pass'], Params>> {
  const { headline, ...words } = given
  return {
    ...fact(['fail', 'pass'], words, (params) => notStarting(given.output(params))),
    headline: phrase((modes) => `${headline}${inBrackets(modes)}`),
  }
}

/** @param output the resulting error; empty if it depends on the program that prints it */
export const notStarting = (output: string) =>
  `. The app does not start${output === '' ? '' : `: \`${plainQuotes(output)}\``}.`

export const staticInstead = 'link the program statically (`CGO_ENABLED=0`, without `-buildmode=pie`)'
