import type { KnownVariables } from '../builds/environment.ts'

/** A shell script that a task runner runs. */
export interface RunnerScript {
  readonly text: string
  /** Relative to the root of the repository. */
  readonly directory: string
  readonly variables: KnownVariables
  readonly file: string
  /** Line number of its first line in the file. */
  readonly line: number
}

/** A call of a task runner. */
export interface RunnerCall {
  readonly program: string
  readonly words: readonly string[]
  /** undefined if it is only known at run time. */
  readonly directory: string | undefined
  readonly variables: KnownVariables
}

/** Maximum length of a chain of tasks, longer than in files written by hand. */
export const deepestTask = 8
/** Maximum number of tasks that one command runs, because tasks may call each other many times. */
export const mostTasks = 1000

/** The command line of a task runner. */
export interface RunnerLine {
  /** The value of the last option of each name; empty for an option without a value. */
  readonly options: ReadonlyMap<string, string>
  /** Words before `--` that are not options. */
  readonly plain: readonly string[]
  /** Words after `--`. */
  readonly rest: readonly string[]
}

/** @param withValue names of options whose value is the next word */
export function runnerLine(words: readonly string[], withValue: ReadonlySet<string>): RunnerLine {
  const options = new Map<string, string>()
  const plain: string[] = []
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? ''
    if (word === '--') return { options, plain, rest: words.slice(at + 1) }
    const [, name, value] = /^(--?[\w-]+)(?:=(.*))?$/s.exec(word) ?? []
    if (name === undefined) plain.push(word)
    else if (value === undefined && withValue.has(name)) options.set(name, words[++at] ?? '')
    else options.set(name, value ?? '')
  }
  return { options, plain, rest: [] }
}
