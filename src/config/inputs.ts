import { didYouMean } from '../common/nearest.ts'
import type { Checked, Problem, Result } from '../common/result.ts'
import { type EngineChoice, engineChoices } from '../effects/engine.ts'
import { commentPolicies } from '../model/comment-policy.ts'
import { readScans } from './scans.ts'

/** What a step does: everything, only measuring, or publishing the reports of other jobs. */
export const phases = ['check', 'measure', 'publish'] as const
export type Phase = (typeof phases)[number]

/** Options of the step or the command for one run; all others are in the configuration. */
export interface Inputs {
  /** Path of the configuration file; absent for the usual places. */
  readonly config?: string
  /** Revision to compare with; absent if it is determined from the event or from git. */
  readonly base?: string
  /** Directory of the repository, absolute. */
  readonly directory: string
  /** Maximum number of starts of each variant. */
  readonly rounds: number
  readonly engine: EngineChoice
}

export const defaultRounds = 200
export const roundLimits = { least: 7, most: 1000 } as const

/** The problem is the second half of a sentence, after the name of the input. */
type Read<T> = Result<T, string>

const taken = <T>(value: T) => ({ ok: true, value }) as const
const refused = (problem: string) => ({ ok: false, problem }) as const

function choice<T extends string>(allowed: readonly T[]) {
  return (given: string): Read<T> => {
    const value = allowed.find((word) => word === given)
    return value === undefined ? refused(`is \`${given}\`: ${didYouMean(given, allowed)}`) : taken(value)
  }
}

function yesOrNo(given: string): Read<boolean> {
  if (given === 'true' || given === 'false') return taken(given === 'true')
  return refused(`is \`${given}\`: allowed: \`true\`, \`false\``)
}

function wholeNumber(given: string): Read<number> {
  const value = Number(given)
  const { least, most } = roundLimits
  if (/^\d+$/.test(given) && value >= least && value <= most) return taken(value)
  return refused(`is \`${given}\`: write a whole number from ${least} to ${most}`)
}

const optionalText = (given: string): Read<string | undefined> => taken(given === '' ? undefined : given)
const text = (given: string): Read<string> => taken(given)

/** Parsers of the inputs. Defaults and descriptions are only in action.yml; a test compares the names. */
export const inputParsers = {
  phase: choice(phases),
  config: optionalText,
  base: optionalText,
  'working-directory': text,
  engine: choice(engineChoices),
  cache: yesOrNo,
  comment: choice(commentPolicies),
  report: optionalText,
  html: optionalText,
  scans: readScans,
  sarif: optionalText,
  sbom: optionalText,
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

/** The values that a run needs; `directory` is absolute. */
export function inputsOf({ config, base, rounds, engine }: InputValues, directory: string): Inputs {
  return {
    directory,
    rounds,
    engine,
    ...(config === undefined ? {} : { config }),
    ...(base === undefined ? {} : { base }),
  }
}

/** Reads every input; `given` returns the text of one. Reports the problems of all inputs together. */
export function readInputs(given: (name: InputName) => string): Checked<InputValues> {
  const values: Record<string, unknown> = {}
  const problems: Problem[] = []
  for (const [name, parse] of Object.entries(inputParsers)) {
    const read: Read<unknown> = parse(given(name as InputName).trim())
    if (read.ok) values[name] = read.value
    else problems.push({ message: `input \`${name}\` ${read.problem}` })
  }
  return problems.length > 0
    ? { ok: false, problem: problems }
    : { ok: true, value: values as unknown as InputValues }
}
