import { CommandError } from '../../common/errors.ts'
import type { Env, Exec, Output } from '../../effects/exec.ts'

/** The directory and the repository of git commands. */
export interface GitPlace {
  readonly directory: string
  /** The git directory, if `directory` is its working tree but has no `.git`. */
  readonly gitDirectory?: string
  /** Index to use instead of the repository's own. */
  readonly index?: string
  /** Whether the repository may belong to another user. */
  readonly trusted?: boolean
  readonly variables?: Env
}

export interface Runner {
  query(...args: readonly string[]): Promise<Output>
  change(...args: readonly string[]): Promise<Output>
  /** For commands that can take long; they are killed if the run is cancelled. */
  run(...args: readonly string[]): Promise<Output>
  /** The first line of a query's output; undefined if it prints nothing or ends with exit code 1. Rejects if it fails. */
  first(...args: readonly string[]): Promise<string | undefined>
  /** The same, but undefined also if it fails, as outside of a repository. */
  firstOrNone(...args: readonly string[]): Promise<string | undefined>
  /** The output of a query. Rejects if it fails. */
  must(...args: readonly string[]): Promise<string>
  /** Runs a command that changes something. Rejects if it fails. */
  mustChange(...args: readonly string[]): Promise<void>
  /** The NUL-separated parts of a query's output. Rejects if it fails. */
  parts(...args: readonly string[]): Promise<readonly string[]>
  /** Settings that `git config -z` prints, with these options; empty if there are none. Rejects if it fails. */
  settings(...options: readonly string[]): Promise<readonly string[]>
}

export function runnerIn(exec: Exec, place: GitPlace): Runner {
  const { directory, gitDirectory, index, trusted } = place
  const start = [
    'git',
    ...(trusted === true ? ['-c', 'safe.directory=*'] : []),
    ...(gitDirectory === undefined ? [] : [`--git-dir=${gitDirectory}`, `--work-tree=${directory}`]),
  ]
  const variables = { ...place.variables, ...(index === undefined ? {} : { GIT_INDEX_FILE: index }) }
  const options = { cwd: directory, ...(Object.keys(variables).length === 0 ? {} : { variables }) }
  const query: Runner['query'] = (...args) => exec.query([...start, ...args], options)
  const change: Runner['change'] = (...args) => exec.commit([...start, ...args], options)
  return {
    query,
    change,
    run: (...args) => exec.run([...start, ...args], options),
    first: async (...args) => firstLine(existing(args, await query(...args))),
    async firstOrNone(...args) {
      const output = await query(...args)
      return output.exitCode === 0 ? firstLine(output.stdout) : undefined
    },
    must: async (...args) => checked(args, await query(...args)),
    async mustChange(...args) {
      checked(args, await change(...args))
    },
    parts: async (...args) => partsOf(checked(args, await query(...args))),
    async settings(...options) {
      const args = ['config', '-z', ...options]
      return partsOf(existing(args, await query(...args)))
    },
  }
}

const partsOf = (stdout: string) => stdout.split('\0').filter((part) => part !== '')

function firstLine(stdout: string): string | undefined {
  const line = stdout.split('\n')[0]?.trim() ?? ''
  return line === '' ? undefined : line
}

/** With exit code 1, git reports that there is no such thing; if it fails, it ends with another one. */
function existing(args: readonly string[], output: Output): string {
  return output.exitCode === 1 ? '' : checked(args, output)
}

function checked(args: readonly string[], { exitCode, stdout, stderr }: Output): string {
  if (exitCode !== 0) throw new CommandError(['git', ...args], exitCode, nonEmptyLines(stderr).slice(-3))
  return stdout
}

export function nonEmptyLines(text: string): readonly string[] {
  return text.split('\n').filter((line) => line.trim() !== '')
}

/** Options of git that disable hooks, which are meant for the user's own checkout and may install or build something. */
export const withoutHooks = ['-c', 'core.hooksPath=/dev/null'] as const

/** The most informative line in the output of git or a filter. */
export function errorLine(output: string): string | undefined {
  const lines = nonEmptyLines(output)
  return lines.find((line) => /\b(?:error|fatal|cannot|unable|not found|denied)\b/i.test(line)) ?? lines[0]
}

/** Maximum number of items per command line, or of parallel file operations. */
const portionSize = 200

export function portions<T>(all: readonly T[]): readonly (readonly T[])[] {
  const found: (readonly T[])[] = []
  for (let at = 0; at < all.length; at += portionSize) found.push(all.slice(at, at + portionSize))
  return found
}

/** The git directory that all worktrees of a repository share; undefined outside of a repository. */
export async function commonDirectory(git: Runner, directory: string): Promise<string | undefined> {
  const found = await git.firstOrNone('rev-parse', '--git-common-dir')
  return found === undefined || found.startsWith('/') ? found : `${directory}/${found}`
}
