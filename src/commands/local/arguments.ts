/** The command line of the local commands, read. */
import type { Result } from '../../common/result.ts'

export const optionTable = {
  base: { type: 'string' },
  repo: { type: 'string' },
  config: { type: 'string' },
  report: { type: 'string' },
  markdown: { type: 'string' },
  rounds: { type: 'string' },
  json: { type: 'boolean' },
  force: { type: 'boolean' },
  'dry-run': { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean' },
} as const

export type OptionTable = typeof optionTable

/** What was given for each option. */
export type OptionValues = {
  readonly [Name in keyof OptionTable]?:
    | (OptionTable[Name]['type'] extends 'boolean' ? boolean : string)
    | undefined
}

export interface Arguments {
  readonly values: OptionValues
  /** Of what is no option: the verb first, then what it is about. */
  readonly positionals: readonly string[]
}

/** Splits the arguments of the process by a table of options; the problem is a sentence that names the argument. */
export type ArgumentReader = (options: OptionTable) => Result<Arguments>
