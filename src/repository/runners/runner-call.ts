import type { KnownVariables } from '../builds/environment.ts'

/** A script that a runner gives to a shell. */
export interface RunnerScript {
  readonly text: string
  /** From the root of the repository. */
  readonly directory: string
  readonly variables: KnownVariables
  readonly file: string
  /** Of its first line in that file. */
  readonly line: number
}

/** How a runner is called. */
export interface RunnerCall {
  readonly program: string
  readonly words: readonly string[]
  /** undefined where only a run knows it. */
  readonly directory: string | undefined
  readonly variables: KnownVariables
}

/** Tasks that call each other in a longer chain are none that somebody wrote. */
export const deepestTask = 8
/** Tasks that one command runs: those that call each other may do it many times over. */
export const mostTasks = 1000

/** The command line of a task runner. */
export interface RunnerLine {
  /** Value of the last option of each name; empty for one without a value. */
  readonly options: ReadonlyMap<string, string>
  /** Words that are no options, before `--`. */
  readonly plain: readonly string[]
  /** Words after `--`. */
  readonly rest: readonly string[]
}

/** @param withValue names of options that take the next word */
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
