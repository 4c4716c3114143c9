/** The words of what linkgate adds to a start. */
import type { StartCondition } from '../model/start-condition.ts'
import type { StartFailure } from '../model/start-failure.ts'
import { knownFailureOf, startFailureMessage } from './start-failures.ts'

interface Conditions {
  readonly conditions: readonly StartCondition[]
  readonly failure: StartFailure
  readonly isApplied: boolean
}

/** `PORT=8080`, arguments or a directory, and where they come from. */
export function conditionText(condition: StartCondition): string {
  switch (condition.kind) {
    case 'port':
      return `\`PORT=${condition.value}\`, which linkgate sets`
    case 'arguments':
      return `the arguments \`${condition.arguments.join(' ')}\`, which linkgate takes from ${condition.by}`
    case 'directory':
      return `the working directory \`${condition.path}\`, into which linkgate copies the files of the module`
  }
}

export function conditionsMessage({ conditions, failure, isApplied }: Conditions): string {
  const what = conditions.map(conditionText).join(', and ')
  const then = isApplied
    ? 'It starts without that, so all variants were started without it'
    : 'Fewer variants start without that, so all were started with it'
  return `The app does not start with ${what}: ${startFailureMessage(failure)}. ${then}`
}

/** The configuration that spares linkgate the search. */
export function conditionsFix({ conditions, failure }: Conditions): string | undefined {
  const fixes = conditions
    .map((condition) => conditionFix(condition, failure))
    .filter((fix) => fix !== undefined)
  return fixes.length === 0 ? undefined : `${fixes.join('; ')} in .github/linkgate.yml`
}

function conditionFix(condition: StartCondition, failure: StartFailure): string | undefined {
  switch (condition.kind) {
    case 'port':
      return portFix(condition.value, failure)
    case 'arguments':
      return 'give it the arguments that it starts with as `startup: { args: … }`'
    case 'directory':
      return undefined
  }
}

function portFix(value: string, failure: StartFailure): string {
  const unset = 'keep linkgate from setting it with `startup: { env: { PORT: null } }`'
  const asAddress = `\`startup: { env: { PORT: ':${value}' } }\``
  const isAddress = knownFailureOf(failure)?.kind === 'port-form'
  return isAddress
    ? `give PORT as the address that the app reads, ${asAddress}, or ${unset}`
    : `give PORT a value that the app accepts, such as ${asAddress}, or ${unset}`
}
