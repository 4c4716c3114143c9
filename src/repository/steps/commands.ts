/** The commands of scripts, each with its place and its working directory. */

import { cleanPath, longestPath } from '../../common/paths.ts'
import { readShell, type ShellCommand } from '../../shell/commands.ts'
import { lineOf, sourceOfText } from '../../shell/source.ts'
import { textOf } from '../../shell/words.ts'

/** A command that a file of the repository runs. */
export interface FoundCommand {
  /** Program and arguments, without quotes. */
  readonly words: readonly string[]
  /** Files to which its output is redirected, as written. */
  readonly writes: readonly string[]
  /** The command as written, in one line. */
  readonly written: string
  /** The same in parts; undefined if it cannot run by itself, as in a loop. */
  readonly text: WrittenCommand | undefined
  /** Its working directory, relative to the root of the repository; undefined if it is only known at run time. */
  readonly directory: string | undefined
  /** `file:line` */
  readonly at: string
}

export interface WrittenCommand {
  /** Text before its program; empty, or with a blank at its end. */
  readonly assignments: string
  readonly program: string
  /** Text after its program, including the blank between them. */
  readonly rest: string
}

/** A script and its working directory. */
export interface Script {
  readonly text: string
  readonly file: string
  /** Line number of its first line. */
  readonly line: number
  /** Its working directory, relative to the root of the repository; undefined if it is only known at run time. */
  readonly directory: string | undefined
  /** Assignments for all of its commands, in shell syntax. */
  readonly environment?: string
}

export function commandsIn(script: Script): readonly FoundCommand[] {
  const { text, file, line } = script
  // the state of each subshell, whose changes are lost after it
  const directories = new Map<number, string | undefined>([[outermost, script.directory]])
  const directoryOf = (within: readonly number[]): string | undefined =>
    directories.get(within.findLast((one) => directories.has(one)) ?? outermost)
  const found: FoundCommand[] = []
  const all = readShell(sourceOfText(text)).commands
  for (const [at, command] of all.entries()) {
    const words = command.words.map(textOf)
    const [program, to = ''] = words
    const start = (command.assignments[0] ?? command.words[0])?.range.start
    if (command.kind !== 'simple' || program === undefined || start === undefined) continue
    const directory = directoryOf(command.within)
    if (program === 'cd' || program === 'pushd') {
      directories.set(command.within.at(-1) ?? outermost, directory && pathIn(directory, to))
      continue
    }
    found.push({
      words,
      writes: command.redirections.flatMap(({ operator, target }) =>
        operator.includes('>') && target !== undefined ? [textOf(target)] : [],
      ),
      ...writtenCommand(text, command, {
        isPiped: isPipe(command) || isPipe(all[at + 1]),
        environment: script.environment ?? '',
      }),
      directory,
      at: `${file}:${line + lineOf(text, start) - 1}`,
    })
  }
  return found
}

/** The key of the script itself among the offsets of its subshells. */
const outermost = -1

const workspace =
  /^(?:\/github\/workspace|\$(?:GITHUB_WORKSPACE|\{GITHUB_WORKSPACE\}|\{\{\s*github\.workspace\s*\}\}))(?=\/|$)/

/** A path argument of a command, relative to the root of the repository; undefined if it is outside or unknown. */
export function pathIn(directory: string, written: string): string | undefined {
  if (directory.length + written.length > longestPath) return undefined
  if (workspace.test(written)) return cleanPath(written.replace(workspace, '.'))
  return /[$`]|^[-~]/.test(written) ? undefined : cleanPath(`${directory}/${written}`)
}

function isPipe(command: ShellCommand | undefined): boolean {
  return command?.after === '|' || command?.after === '|&'
}

function writtenCommand(
  script: string,
  { assignments, words, redirections, inside }: ShellCommand,
  { isPiped, environment }: { readonly isPiped: boolean; readonly environment: string },
): Pick<FoundCommand, 'written' | 'text'> {
  const slice = (from: number, to: number) =>
    script.slice(from, to).replaceAll(/(?:(?<!\s)\s+)?\\\r?\n\s*/g, ' ')
  const ends = [...words, ...redirections.flatMap(({ target }) => target ?? [])].map(({ range }) => range.end)
  const { start = 0, end = 0 } = words[0]?.range ?? {}
  const text = {
    assignments: environment + slice(assignments[0]?.range.start ?? start, start),
    program: slice(start, end),
    rest: slice(end, Math.max(end, ...ends)),
  }
  const written = `${text.program}${text.rest}`
  const isOwn = inside.every((one) => one === 'group' || one === 'subshell') && !isPiped
  const isWhole = isOwn && redirections.every(({ body }) => body === undefined)
  const isKnown = isWhole && !/[\r\n]|\$\{\{/.test(text.assignments + written)
  return { written: written.replaceAll(/\s+/g, ' '), text: isKnown ? text : undefined }
}

/** Options that set the working directory of a program. */
const directoryOptions: ReadonlyMap<string, string> = new Map([
  ['bun', '--cwd'],
  ['make', '-C'],
  ['npm', '--prefix'],
  ['pnpm', '--dir'],
  ['yarn', '--cwd'],
])

/** Commands as one shell line that runs in the root of the repository; undefined if one of them is unknown. */
export function inOneLine(commands: readonly FoundCommand[]): string | undefined {
  const lines: string[] = []
  for (const { text, directory } of commands) {
    if (text === undefined || directory === undefined) return undefined
    const { assignments, program, rest } = text
    const option = directoryOptions.get(program)
    if (directory === '.') lines.push(`${assignments}${program}${rest}`)
    else if (option !== undefined) lines.push(`${assignments}${program} ${option} ${directory}${rest}`)
    else {
      const changed = `cd ${directory} && ${assignments}${program}${rest}`
      lines.push(commands.length === 1 ? changed : `(${changed})`)
    }
  }
  return lines.length === 0 ? undefined : [...new Set(lines)].join(' && ')
}
