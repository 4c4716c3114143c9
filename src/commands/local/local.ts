/** The local command: the same program as the action, with its result in the terminal. */
import {
  CancelledError,
  CommandError,
  exitCodes,
  InputError,
  InternalError,
  requireInput,
} from '../../common/errors.ts'
import type { Terminal } from '../../effects/terminal.ts'
import { readCommandLine } from './command-line.ts'
import type { LocalCommand, LocalProcess } from './handles.ts'
import type { VerbName } from './verbs.ts'

/** Runs the command in the arguments; returns its exit code. Never rejects. */
export async function runLocalCommand(local: LocalProcess): Promise<number> {
  try {
    const exitCode = await chosenCommand(local)
    const uncaught = local.uncaught()
    return uncaught === undefined ? exitCode : printFailure(uncaught, local.terminal)
  } catch (error) {
    return printFailure(local.uncaught() ?? error, local.terminal)
  }
}

async function chosenCommand({ args, openWorld, ...given }: LocalProcess): Promise<number> {
  const { terminal } = given
  const line = requireInput(readCommandLine(args, terminal))
  if (line.kind === 'run') {
    const { verb, values, subject, other } = line
    const world = openWorld({ isQuiet: values.quiet === true })
    const command = await commandFor(verb)
    return command(values, { ...given, world }, subject, other)
  }
  if (line.isAsked) {
    terminal.print(line.text)
    return exitCodes.passed
  }
  terminal.printError(line.text)
  return exitCodes.wrongInput
}

/**
 * Loads the code of the command, which is most of the program, so that help and version print quickly. A check loads further
 * code while it reads the revisions.
 */
async function commandFor(verb: VerbName): Promise<LocalCommand> {
  if (verb === 'check') return (await import('./check.ts')).checkCommand
  return (await import('./commands.ts')).localCommands[verb]
}

function printFailure(error: unknown, terminal: Terminal): number {
  if (error instanceof InputError) {
    for (const problem of error.problems) terminal.printError(`linkgate: ${problem}\n`)
    return exitCodes.wrongInput
  }
  if (error instanceof CancelledError) {
    terminal.printError('linkgate: cancelled\n')
    return exitCodes.cancelled
  }
  if (error instanceof CommandError) terminal.printError(`linkgate: ${error.message}\n`)
  else {
    const { message, trace } = error instanceof InternalError ? error : new InternalError(error)
    terminal.printError(`linkgate: ${[message, ...trace].join('\n')}\n`)
  }
  return exitCodes.notMeasured
}
