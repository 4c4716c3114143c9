import { lastOf } from '../../common/paths.ts'
import { readShell, type ShellCommand } from '../../shell/commands.ts'
import { isShell, mostLaunchers, prefixedBy, scriptArgument } from '../../shell/launchers.ts'
import { lineOf, type Source } from '../../shell/source.ts'
import { textOf, type Word } from '../../shell/words.ts'
import { type Dockerfile, heredocSource, type Instruction } from './parse.ts'
import { type Setting, settingOf } from './variables.ts'

/** A program that a RUN starts, without launchers (`env`, `time`, `sh -c`). */
export interface Invocation {
  /** Base name of its path; empty for a command that only assigns variables. */
  readonly program: string
  /** The program and its arguments. */
  readonly words: readonly Word[]
  /** Variables that are set only for this program, or for the shell if the command only assigns variables. */
  readonly settings: readonly Setting[]
  /** Offsets in the file of the subshells around it, including those of `sh -c`, outermost first. */
  readonly within: readonly number[]
  /** Whether edits must not add quotes, because it is inside of `sh -c '…'` or JSON. */
  readonly quoted: boolean
  /** Line of its first word, counted from 1. */
  readonly line: number
}

/**
 * The programs that a RUN in shell or exec form starts, in textual order, including those of a heredoc script. undefined if the
 * shell script cannot be parsed.
 */
export function invocationsOf(
  dockerfile: Dockerfile,
  instruction: Instruction,
): readonly Invocation[] | undefined {
  if (instruction.keyword !== 'RUN') return []
  const { exec, rest, heredocs } = instruction
  const lineAt = (offset: number) => lineOf(dockerfile.text, offset)
  if (exec !== undefined) return unwrap({ assignments: [], words: exec, within: [] }, lineAt, true)
  const own = script(rest, lineAt)
  if (own === undefined) return undefined
  const runsHeredocs =
    own.length === 0 || own.every(({ program, words }) => isShell(program) && words.length === 1)
  if (!runsHeredocs) return own
  const bodies = heredocs.map((heredoc) => heredocSource(dockerfile, heredoc))
  const inside = bodies.map((body) => {
    const interpreter = /^#!.*?(\w+)\s*$/m.exec(body.text.split('\n')[0] ?? '')?.[1]
    return interpreter !== undefined && !isShell(interpreter) ? [] : script(body, lineAt)
  })
  return allOf(inside)
}

type LineAt = (offset: number) => number
type SimpleCommand = Pick<ShellCommand, 'assignments' | 'words' | 'within'>

function script(source: Source, lineAt: LineAt): readonly Invocation[] | undefined {
  const commands = readCommands(source)
  return commands && allOf(commands.map((command) => unwrap(command, lineAt, false)))
}

/** The commands of a shell script; undefined if its syntax is invalid. */
function readCommands(source: Source): readonly ShellCommand[] | undefined {
  const { commands, faultAt } = readShell(source)
  if (faultAt !== undefined) return undefined
  return commands.filter(({ assignments, words }) => assignments.length + words.length > 0)
}

function allOf(lists: readonly (readonly Invocation[] | undefined)[]): readonly Invocation[] | undefined {
  return lists.includes(undefined) ? undefined : lists.flatMap((each) => each ?? [])
}

/** The invocations of one command, which can be several for `sh -c`; undefined if its script cannot be parsed. */
function unwrap(command: SimpleCommand, lineAt: LineAt, quoted: boolean): readonly Invocation[] | undefined {
  const { words, settings } = withoutLaunchers(command)
  const [first] = words
  const program = first === undefined ? '' : lastOf(textOf(first))
  const inner = isShell(program) ? scriptText(words) : undefined
  if (inner === undefined) {
    const line = lineAt((first ?? command.assignments[0])?.range.start ?? 0)
    return [{ program, words, settings, within: command.within, quoted, line }]
  }
  const nested = readCommands(inner.source)?.map((each) =>
    unwrap({ ...each, within: [...command.within, inner.range.start, ...each.within] }, lineAt, true),
  )
  return (
    nested &&
    allOf(nested)?.map((invocation) => ({
      ...invocation,
      settings: [...settings, ...invocation.settings],
    }))
  )
}

/** The words of the program itself, and the variables that launchers such as `env` set for it. */
function withoutLaunchers({ assignments, words }: SimpleCommand): {
  readonly words: readonly Word[]
  readonly settings: readonly Setting[]
} {
  const settings = assignments.map(settingOf)
  let own = words
  for (let depth = 0; ; depth += 1) {
    const launched = depth < mostLaunchers ? prefixedBy(own.map(textOf)) : undefined
    if (launched === undefined || own.length === 1) return { words: own, settings }
    settings.push(...launched.assignments.flatMap((at) => own[at] ?? []).map(settingOf))
    own = own.slice(launched.program)
  }
}

/** The script of `sh -c script`. */
function scriptText(words: readonly Word[]): Word | undefined {
  const given = scriptArgument(words.slice(1).map(textOf))
  return given?.kind === 'text' ? words[given.at + 1] : undefined
}
