import { type Command, shellCommands } from '../../shell/commands.ts'
import { lineOf } from '../../shell/source.ts'
import { textOf, type Word } from '../../shell/words.ts'
import { type Dockerfile, heredocSource, type Instruction } from './parse.ts'
import { type Setting, settingOf } from './variables.ts'

/** A program that a RUN starts, what only passes it on (`env`, `time`, `sh -c`) taken away. */
export interface Invocation {
  /** Last element of its path; empty for a command that only assigns. */
  readonly program: string
  /** The program and its arguments. */
  readonly words: readonly Word[]
  /** Variables set for this program alone; for a command that only assigns, for the shell. */
  readonly settings: readonly Setting[]
  /** The subshells that it is in, those of `sh -c` among them, outermost first: where each begins in the file. */
  readonly within: readonly number[]
  /** Where the text may not get quotes of its own: inside `sh -c '…'` and JSON. */
  readonly quoted: boolean
  /** Where its first word stands, counted from 1. */
  readonly line: number
}

const shells = new Set(['ash', 'bash', 'dash', 'sh', 'zsh'])

/** Programs that start the one after them, with those of their flags that take a value. */
const wrappers: Readonly<Record<string, readonly string[]>> = {
  command: [],
  doas: ['-u'],
  env: ['-u', '--unset', '-C', '--chdir'],
  exec: ['-a'],
  nice: ['-n'],
  nohup: [],
  sudo: ['-u', '-g'],
  time: [],
}

/**
 * The programs that an instruction starts, in the order of its text: of a RUN in shell or exec form, and of heredocs that
 * are its script. Undefined when its shell script cannot be read.
 */
export function invocationsOf(
  dockerfile: Dockerfile,
  instruction: Instruction,
): readonly Invocation[] | undefined {
  if (instruction.keyword !== 'RUN') return []
  const { exec, rest, heredocs } = instruction
  const lineAt = (offset: number) => lineOf(dockerfile.text, offset)
  if (exec !== undefined) return unwrap({ assignments: [], words: exec, within: [] }, lineAt, true)
  const own = script(shellCommands(rest), lineAt)
  if (own === undefined) return undefined
  const runsHeredocs =
    own.length === 0 || own.every(({ program, words }) => shells.has(program) && words.length === 1)
  if (!runsHeredocs) return own
  const bodies = heredocs.map((heredoc) => heredocSource(dockerfile, heredoc))
  const inside = bodies.map((body) => {
    const interpreter = /^#!.*?(\w+)\s*$/m.exec(body.text.split('\n')[0] ?? '')?.[1]
    if (interpreter !== undefined && !shells.has(interpreter)) return []
    return script(shellCommands(body), lineAt)
  })
  return inside.includes(undefined) ? undefined : inside.flatMap((each) => each ?? [])
}

type LineAt = (offset: number) => number

function script(commands: readonly Command[] | undefined, lineAt: LineAt): readonly Invocation[] | undefined {
  const all = commands?.map((command) => unwrap(command, lineAt, false))
  return all === undefined || all.includes(undefined) ? undefined : all.flatMap((each) => each ?? [])
}

/** The invocations of one command: several for `sh -c`; undefined when the script in it cannot be read. */
function unwrap(command: Command, lineAt: LineAt, quoted: boolean): readonly Invocation[] | undefined {
  const settings = command.assignments.map(settingOf)
  let words = command.words
  for (;;) {
    const [first] = words
    const program = first === undefined ? '' : (textOf(first).split('/').at(-1) ?? '')
    const takesValue = wrappers[program]
    if (first === undefined || takesValue === undefined || words.length === 1) {
      const inner = shells.has(program) ? scriptWord(words) : undefined
      if (inner === undefined) {
        const line = lineAt((first ?? command.assignments[0])?.range.start ?? 0)
        return [{ program, words, settings, within: command.within, quoted, line }]
      }
      const nested = shellCommands(inner.source)?.map((each) =>
        unwrap({ ...each, within: [...command.within, inner.range.start, ...each.within] }, lineAt, true),
      )
      if (nested === undefined || nested.includes(undefined)) return undefined
      return nested
        .flatMap((each) => each ?? [])
        .map((each) => ({ ...each, settings: [...settings, ...each.settings] }))
    }
    let at = 1
    for (; at < words.length; at += 1) {
      const word = words[at]
      const text = word === undefined ? '' : textOf(word)
      if (takesValue.includes(text)) at += 1
      else if (/^[A-Za-z_]\w*=/.test(text) && word !== undefined && program !== 'exec') {
        settings.push(settingOf(word))
      } else if (!text.startsWith('-')) break
    }
    words = words.slice(at)
  }
}

/** The script of `sh -c script`, with whatever flags before it. */
function scriptWord(words: readonly Word[]): Word | undefined {
  const at = words.findIndex((word, index) => index > 0 && /^-[a-z]*c$/.test(textOf(word)))
  return at < 0 ? undefined : words[at + 1]
}
