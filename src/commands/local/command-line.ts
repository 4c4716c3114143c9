/** Parses the command line with Commander, from the definitions of the verbs. */
import { Argument, Command, CommanderError, Option } from 'commander'
import { fail, type Result, succeed } from '../../common/result.ts'
import { version } from '../../common/version.ts'
import type { Terminal } from '../../effects/terminal.ts'
import { painter } from '../../report/terminal/paint.ts'
import type { OptionValues, VerbOption } from './options.ts'
import { exitCodesOf, outputVariables, type Verb, type VerbName, verbs } from './verbs.ts'

export type CommandLine =
  /** Help or version; `isAsked` is false if help is shown because the verb is missing. */
  | { readonly kind: 'print'; readonly text: string; readonly isAsked: boolean }
  | {
      readonly kind: 'run'
      readonly verb: VerbName
      readonly values: OptionValues
      /** The operand; empty if the verb has none. */
      readonly subject: string
      /** The optional operand, if there is one. */
      readonly other: string | undefined
    }

/** The problem is one sentence with the argument. */
export function readCommandLine(
  args: readonly string[],
  terminal: Pick<Terminal, 'color' | 'width'>,
): Result<CommandLine> {
  let printed = ''
  let chosen: CommandLine | undefined
  const program = programOf(terminal, {
    write: (text) => {
      printed += text
    },
    choose: (line) => {
      chosen = line
    },
  })
  try {
    program.parse(withoutHelp(args), { from: 'user' })
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    const isHelp = error.code === 'commander.help'
    if (isHelp || error.exitCode === 0)
      return succeed({ kind: 'print', text: printed, isAsked: error.exitCode === 0 })
    return fail(problemOf(error, helpFor(args)))
  }
  if (chosen === undefined) throw new Error('Commander has chosen no command')
  return succeed(chosen)
}

/** Each verb by name, with its help as text of this width. */
export function helpTexts(terminal: Pick<Terminal, 'color' | 'width'>): ReadonlyMap<string, string> {
  const program = programOf(terminal, { write: () => {}, choose: () => {} })
  return new Map(program.commands.map((command) => [command.name(), command.helpInformation()]))
}

interface Outlets {
  readonly write: (text: string) => void
  readonly choose: (line: CommandLine) => void
}

function programOf({ color, width }: Pick<Terminal, 'color' | 'width'>, { write, choose }: Outlets): Command {
  const paint = painter(color)
  const title = (text: string) => paint(text, 'bold')
  const program = new Command('linkgate')
    .description(
      "Compare a Go service's container image, statically and dynamically linked, between two revisions",
    )
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand('help [command]', 'print the help of a command')
    .exitOverride()
    .configureOutput({
      writeOut: write,
      writeErr: write,
      outputError: () => {},
      getOutHelpWidth: () => width,
      getErrHelpWidth: () => width,
      getOutHasColors: () => color,
      getErrHasColors: () => color,
    })
    .configureHelp({ styleTitle: title, subcommandTerm: (command) => command.name() })
    .addHelpText('after', list(title('Environment:'), outputVariables))
    .addHelpText('after', '\nRun `linkgate help <command>` for the options of a command.')
  for (const verb of verbs) addVerb(program, verb, { title, choose })
  return program
}

function addVerb(
  program: Command,
  verb: Verb & { readonly name: VerbName },
  { title, choose }: Pick<Outlets, 'choose'> & { readonly title: (text: string) => string },
): void {
  const { name, operand, optionalOperand } = verb
  const command = program.command(name).summary(verb.summary).description(verb.about)
  if (operand !== undefined) command.addArgument(new Argument(`<${operand.name}>`, operand.about))
  if (optionalOperand !== undefined) {
    command.addArgument(new Argument(`[${optionalOperand.name}]`, optionalOperand.about))
  }
  for (const option of verb.options) command.addOption(new Option(option.flags, optionText(option)))
  const examples = verb.examples.flatMap((one) => [`  ${one.command}`, `      ${one.about}`])
  command
    .addHelpText('after', ['', title('Examples:'), ...examples].join('\n'))
    .addHelpText('after', list(title('Exit codes:'), exitCodesOf(verb)))
    .action(() => {
      const [subject = '', other] = command.args
      choose({ kind: 'run', verb: name, values: command.opts<OptionValues>(), subject, other })
    })
}

export const optionText = ({ about, otherwise }: VerbOption) =>
  otherwise === undefined ? about : `${about} (default: ${otherwise})`

function list(title: string, rows: readonly (readonly [unknown, string])[]): string {
  const width = Math.max(...rows.map(([term]) => String(term).length))
  return ['', title, ...rows.map(([term, about]) => `  ${String(term).padEnd(width)}  ${about}`)].join('\n')
}

/** Removes `help` and `--help` if the verb is unknown, because Commander would then print the general help. */
function withoutHelp(args: readonly string[]): readonly string[] {
  const verb = args[0] === 'help' ? args[1] : args[0]
  const isUnknown = verb !== undefined && !/^-|^help$/.test(verb) && verbs.every(({ name }) => name !== verb)
  return isUnknown ? [verb] : args
}

/** The command for the help that lists the allowed values. */
function helpFor(args: readonly string[]): string {
  const verb = verbs.find(({ name }) => name === args[0])?.name
  return `linkgate ${verb === undefined ? '' : `${verb} `}--help`
}

/** Commander's message as one sentence: the argument in backticks, and the nearest allowed one. */
function problemOf({ message }: CommanderError, help: string): string {
  const [, what = message, meant] = /^error: (.*?)(?:\n\(Did you mean (.*)\?\))?$/s.exec(message) ?? []
  const problem = what
    .replace(/\. Expected (\d+) arguments? but got (\d+):.*$/s, ' (expected $1, got $2)')
    .replace(/'(.*)'/s, '`$1`')
    .replace(/ argument missing$/, ' needs a value')
  return meant === undefined ? `${problem}: see \`${help}\`` : `${problem}: did you mean \`${meant}\`?`
}
