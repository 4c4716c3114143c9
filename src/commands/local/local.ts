/** The local command: the same program as the action, with its result in the terminal. */
import { CancelledError, exitCodes, InputError } from '../../common/errors.ts'
import { didYouMean } from '../../common/nearest.ts'
import { version } from '../../common/version.ts'
import type { Terminal } from '../../effects/terminal.ts'
import { optionTable } from './arguments.ts'
import { checkCommand } from './check.ts'
import { doctorCommand } from './doctor.ts'
import type { LocalCommand, LocalProcess } from './handles.ts'
import { initCommand } from './init.ts'
import { inspectCommand } from './inspect.ts'
import { judgeCommand } from './judge.ts'
import { usage } from './usage.ts'

const commands: ReadonlyMap<string, LocalCommand> = new Map([
  ['init', initCommand],
  ['check', checkCommand],
  ['inspect', inspectCommand],
  ['judge', judgeCommand],
  ['doctor', doctorCommand],
])

/** Runs the command that the arguments name; its exit code. Never rejects. */
export async function runLocalCommand(local: LocalProcess): Promise<number> {
  try {
    return await chosenCommand(local)
  } catch (error) {
    return printFailure(error, local.terminal)
  }
}

async function chosenCommand({ readArguments, openWorld, ...given }: LocalProcess): Promise<number> {
  const { terminal } = given
  const read = readArguments(optionTable)
  if (!read.ok) throw new InputError([read.problem.message])
  const { values, positionals } = read.value
  const [verb, subject] = positionals
  if (values.version === true) {
    terminal.print(`${version}\n`)
    return exitCodes.passed
  }
  if (values.help === true || verb === undefined) {
    terminal.print(usage)
    return values.help === true ? exitCodes.passed : exitCodes.wrongInput
  }
  const command = commands.get(verb)
  if (command === undefined) {
    throw new InputError([`there is no command \`${verb}\`: ${didYouMean(verb, [...commands.keys()])}`])
  }
  return command(values, { ...given, world: openWorld() }, subject)
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
  terminal.printError(`linkgate: ${error instanceof Error ? error.message : String(error)}\n`)
  return exitCodes.notMeasured
}
