/** The wording of findings about start conditions. */
import { enumerate } from '../common/english.ts'
import type { StartCondition } from '../model/start-condition.ts'
import type { StartFailure } from '../model/start-failure.ts'
import { knownFailureOf, startFailureMessage } from './start-failures.ts'

interface Conditions {
  readonly conditions: readonly StartCondition[]
  readonly failure: StartFailure
  readonly isApplied: boolean
}

export function conditionText(condition: StartCondition): string {
  switch (condition.kind) {
    case 'port':
      return `\`PORT=${condition.value}\` (set by linkgate)`
    case 'arguments':
      return `the arguments \`${condition.arguments.join(' ')}\` (from ${condition.by})`
    case 'directory':
      return `the working directory \`${condition.path}\` (with the files of the module)`
  }
}

export function conditionsMessage({ conditions, failure, isApplied }: Conditions): string {
  const what = enumerate(conditions.map(conditionText))
  const them = conditions.length === 1 ? 'it' : 'them'
  const then = isApplied
    ? `All variants were started without ${them}.`
    : `Fewer variants start without ${them}, so all were started with ${them}.`
  return `The app does not start with ${what}; ${startFailureMessage(failure)}. ${then}`
}

/** Configuration that makes linkgate's own conditions unnecessary. */
export function conditionsFix({ conditions, failure }: Conditions): string | undefined {
  const fixes = conditions
    .map((condition) => conditionFix(condition, failure))
    .filter((fix) => fix !== undefined)
  return fixes.length === 0 ? undefined : `in .github/linkgate.yml, ${fixes.join('; ')}`
}

function conditionFix(condition: StartCondition, failure: StartFailure): string | undefined {
  switch (condition.kind) {
    case 'port':
      return portFix(condition.value, failure)
    case 'arguments':
      return 'set `startup: { args: … }` to the arguments that the app accepts'
    case 'directory':
      return undefined
  }
}

function portFix(value: string, failure: StartFailure): string {
  const unset = 'set `startup: { env: { PORT: null } }` to leave PORT unset'
  const asAddress = `\`startup: { env: { PORT: ':${value}' } }\``
  const isAddress = knownFailureOf(failure)?.kind === 'port-form'
  return isAddress
    ? `set ${asAddress}, because the app uses PORT as an address, or ${unset}`
    : `set PORT to a value that the app accepts, such as ${asAddress}, or ${unset}`
}
