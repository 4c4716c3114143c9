import { didYouMean } from '../common/nearest.ts'
import { commentPolicies } from '../model/comment-policy.ts'

/** What a step does of the whole: everything; all but telling; or telling what others measured. */
export const phases = ['check', 'measure', 'publish'] as const
export type Phase = (typeof phases)[number]

/** What the person who adds the step or types the command decides about the run; the rest stands in the configuration. */
export interface Inputs {
  /** Path of the configuration file; looked for in the usual places when absent. */
  readonly config?: string
  /** Revision to compare with; worked out from the event or from git when absent. */
  readonly base?: string
  /** Directory of the repository, absolute. */
  readonly directory: string
  /** How often every variant is started at most. */
  readonly rounds: number
}

export const defaultRounds = 200

type Read<T> = { readonly value: T } | { readonly problem: string }

function choice<T extends string>(allowed: readonly T[]) {
  return (given: string): Read<T> => {
    const value = allowed.find((word) => word === given)
    return value === undefined ? { problem: `is \`${given}\`: ${didYouMean(given, allowed)}` } : { value }
  }
}

function yesOrNo(given: string): Read<boolean> {
  if (given === 'true' || given === 'false') return { value: given === 'true' }
  return { problem: `is \`${given}\`: allowed here: \`true\`, \`false\`` }
}

function wholeNumber(given: string): Read<number> {
  const value = Number(given)
  if (/^\d+$/.test(given) && value >= 7 && value <= 1000) return { value }
  return { problem: `is \`${given}\`: write a whole number from 7 to 1000` }
}

const optionalText = (given: string): Read<string | undefined> => ({
  value: given === '' ? undefined : given,
})
const text = (given: string): Read<string> => ({ value: given })

/**
 * How each input of action.yml is read. The names, defaults and descriptions stand in action.yml and nowhere else;
 * a test holds the two sets of names equal.
 */
export const inputParsers = {
  phase: choice(phases),
  config: optionalText,
  base: optionalText,
  'working-directory': text,
  cache: yesOrNo,
  comment: choice(commentPolicies),
  report: optionalText,
  combine: yesOrNo,
  'accept-label': optionalText,
  status: optionalText,
  rounds: wholeNumber,
  'github-token': optionalText,
} as const satisfies Record<string, (given: string) => Read<unknown>>

export type InputName = keyof typeof inputParsers
export type InputValues = {
  readonly [Name in InputName]: ReturnType<(typeof inputParsers)[Name]> extends Read<infer T> ? T : never
}

/** What the run needs of the values; `directory` is absolute. */
export function inputsOf({ config, base, rounds }: InputValues, directory: string): Inputs {
  return {
    directory,
    rounds,
    ...(config === undefined ? {} : { config }),
    ...(base === undefined ? {} : { base }),
  }
}

/**
 * Reads every input; `given` answers with the text of one. The problems of all of them come together.
 */
export function readInputs(
  given: (name: InputName) => string,
): { readonly values: InputValues } | { readonly problems: readonly string[] } {
  const values: Record<string, unknown> = {}
  const problems: string[] = []
  for (const [name, parse] of Object.entries(inputParsers)) {
    const read: Read<unknown> = parse(given(name as InputName).trim())
    if ('problem' in read) problems.push(`input \`${name}\` ${read.problem}`)
    else values[name] = read.value
  }
  return problems.length > 0 ? { problems } : { values: values as unknown as InputValues }
}
