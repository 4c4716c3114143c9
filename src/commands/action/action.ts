/** The step of a workflow: reads its inputs, and runs the selected phase. */
import { plural } from '../../common/english.ts'
import {
  CancelledError,
  CommandError,
  exitCodes,
  InputError,
  InternalError,
  requireInput,
} from '../../common/errors.ts'
import { version } from '../../common/version.ts'
import { type InputValues, readInputs } from '../../config/inputs.ts'
import type { Log } from '../../effects/log.ts'
import { type GitHubContext, readContext } from '../../repository/event.ts'
import type { GitHubAccess, StepHandles, StepProcess } from './handles.ts'

/** Runs the selected phase; returns its exit code. Never rejects. */
export async function runAction(given: StepProcess): Promise<number> {
  try {
    const handles = await openStep(given)
    given.log.info(`linkgate ${version}, phase ${handles.values.phase}`)
    // loaded after the inputs are validated, so that invalid inputs are reported quickly
    const { phaseCommands } = await import('./phases.ts')
    const exitCode = await phaseCommands[handles.values.phase](handles)
    const uncaught = given.uncaught()
    return uncaught === undefined ? exitCode : logFailure(uncaught, given.log)
  } catch (error) {
    return logFailure(given.uncaught() ?? error, given.log)
  }
}

async function openStep({ env, readEvent, openWorld, ...given }: StepProcess): Promise<StepHandles> {
  const values = requireInput(readInputs((name) => given.step.input(name)))
  const context = requireInput(readContext(env, await readEvent()))
  const token = values['github-token']
  if (token !== undefined) given.step.maskSecret(token)
  const world = openWorld({ cache: values.cache, github: githubAccess(values, context) })
  return { ...given, world, values, context }
}

/** Phase `measure` needs no access to GitHub. */
function githubAccess(values: InputValues, context: GitHubContext | undefined): GitHubAccess | undefined {
  const { phase, 'github-token': token } = values
  if (token === undefined || context === undefined || phase === 'measure') return undefined
  const { apiUrl, owner, repo } = context
  return { token, apiUrl, owner, repo }
}

function logFailure(error: unknown, log: Log): number {
  if (error instanceof InputError) {
    for (const problem of error.problems) log.error(problem)
    log.error(`linkgate did not run: ${plural(error.problems.length, 'problem')}, see above`)
    return exitCodes.wrongInput
  }
  if (error instanceof CancelledError) {
    log.warning('cancelled: no budget was judged')
    return exitCodes.cancelled
  }
  if (error instanceof CommandError) log.error(error.message)
  else {
    const { message, trace } = error instanceof InternalError ? error : new InternalError(error)
    log.error(message)
    for (const line of trace) log.info(line)
  }
  return exitCodes.notMeasured
}
