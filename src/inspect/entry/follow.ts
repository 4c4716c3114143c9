/** Follows the programs that an image starts one after the other, up to the last one. */
import { lastOf } from '../../common/paths.ts'
import type { Result } from '../../common/result.ts'
import type { Env } from '../../effects/exec.ts'
import type { RootFs } from '../../effects/root-fs.ts'
import { isFatalProblem, type LoadProblem } from '../../findings/facts.ts'
import { isShell, scriptArgument } from '../../shell/launchers.ts'
import { checkLoad } from '../loader/load-check.ts'
import { type Identity, identityOf, mayUse } from './accounts.ts'
import { type Executed, execute, scriptFixFactsOf } from './execute.ts'
import { variablesOf } from './expand.ts'
import { isOfBusybox, largestBusybox, launchOf } from './launchers.ts'
import { locate, type NamedProgram } from './locate.ts'
import { notPermitted, notReached } from './obstacles.ts'
import { reach } from './reach.ts'
import { breaksByLineEndings, decisiveCommand, hasErrexit } from './script.ts'
import {
  brokenLines,
  interpreterProblem,
  lineEndings,
  ofScript,
  type ScriptLine,
  withScript,
} from './script-problems.ts'

export interface EntryCheck {
  /** Why the program cannot start; empty if nothing in the image prevents it. */
  readonly problems: readonly LoadProblem[]
  /** The script or launcher whose actions are not followed. Absent if everything is known. */
  readonly unknownIn?: string
  /** Path of the last program that is reached, with links resolved. */
  readonly program?: string
}

/** A program to be started. */
interface Start extends NamedProgram {
  /** The first line of a script, if `env` or a similar launcher in it looks up the program. */
  readonly line?: ScriptLine
  /** Whether no earlier command can end the container before this program starts. */
  readonly isSure: boolean
  /** Whether the library path and the preloaded libraries are known. */
  readonly knowsLibraries: boolean
}

/** More nested launchers and scripts than real images have. */
const deepest = 12

export class Follower {
  readonly #root: RootFs
  readonly #machine: string

  constructor(root: RootFs, machine: string) {
    this.#root = root
    this.#machine = machine
  }

  async follow(start: Start, depth = 0): Promise<EntryCheck> {
    const { by = 'its entry point' } = start
    if (depth > deepest) return unknown(by)
    const located = await locate(this.#root, start)
    if (located === undefined) return unknown(by)
    if (typeof located !== 'string')
      return failed(ofScript(located, start, await scriptFixFactsOf(this.#root)))
    const executed = await execute({ root: this.#root, ...start }, located, start.words)
    if (executed.kind === 'problem') return failed(executed.problem)
    // the engine cannot start a text without an interpreter line, but shells and some launchers can
    if (executed.kind === 'text') return start.by === undefined ? failed(executed.problem) : unknown(by)
    if (executed.kind === 'unknown') return unknown(located)
    const { entry, elf } = executed
    const { env, identity, directory = '/' } = start
    const path = absolutePath(executed.path, directory)
    const user = identity === undefined ? '' : `${identity.user}`
    const load = await checkLoad(
      this.#root,
      { path, elf },
      {
        machine: this.#machine,
        env,
        user,
        workingDir: directory,
        ...(identity === undefined ? {} : { identity }),
      },
    )
    const fatal = load.problems.filter(isFatalProblem)
    // a script may have changed the mode
    if (identity === undefined && fatal.some(({ id }) => id === 'load/not-executable')) return unknown(by)
    if (!start.knowsLibraries && load.loader !== undefined && fatal.length > 0) return unknown(by)
    if (fatal.length > 0) return { problems: fatal.map((one) => withScript(one, executed.line, located)) }
    const reached = await this.#through(executed, start, depth)
    if (reached !== undefined) return reached
    // scripts in other languages are not parsed
    const decider = executed.line?.script ?? (start.isSure ? undefined : by)
    return { ...(decider === undefined ? { problems: [] } : unknown(decider)), program: entry.path }
  }

  /** Follows what a shell or a launcher starts; undefined for a program that is neither. */
  async #through(
    executed: Extract<Executed, { readonly kind: 'program' }>,
    start: Start,
    depth: number,
  ): Promise<EntryCheck | undefined> {
    const { entry, line } = executed
    const bytes = entry.size < largestBusybox ? await this.#root.read(entry.path) : undefined
    const isBusybox = lastOf(entry.path) === 'busybox' || (bytes !== undefined && isOfBusybox(bytes))
    const named = lastOf(executed.words[0] ?? '') === 'busybox' && isBusybox
    const words = named ? executed.words.slice(1) : executed.words
    const [name = ''] = words
    const here = { ...start, ...(line === undefined ? {} : { line }) }
    if (isShell(name)) return this.#shell(words, here, depth)
    const launch = launchOf(words, start.env, isBusybox)
    if (launch === undefined) return undefined
    if (launch.kind === 'unknown') return unknown(name)
    if (launch.kind === 'no-split')
      return line === undefined ? unknown(name) : failed(interpreterProblem(line, { kind: 'no-split' }))
    const { user, env } = launch
    // a set-user-ID or set-group-ID program has other permissions than the program that starts it
    const identityBefore = (entry.mode & 0o6000) === 0 ? start.identity : undefined
    if (user === undefined)
      return this.follow({ ...here, identity: identityBefore, words: launch.words, env, by: name }, depth + 1)
    const identity = await this.#switch(name, user, identityBefore)
    if (!identity.ok) return failed(identity.problem)
    return this.follow({ ...here, words: launch.words, env, identity: identity.value, by: name }, depth + 1)
  }

  async #switch(
    launcher: string,
    user: string,
    identityBefore: Identity | undefined,
  ): Promise<Result<Identity, LoadProblem>> {
    const refused = (because: 'not-root' | 'no-user' | 'no-group', name: string) => ({
      ok: false as const,
      problem: { id: 'load/cannot-switch-user' as const, params: { launcher, user, because, from: name } },
    })
    if (identityBefore !== undefined && identityBefore.user !== 0)
      return refused('not-root', identityBefore.name)
    const found = await identityOf(this.#root, user)
    return found.ok ? found : refused(found.problem.kind === 'user' ? 'no-user' : 'no-group', 'root')
  }

  async #shell(words: readonly string[], start: Start, depth: number): Promise<EntryCheck> {
    const [shell = '', ...given] = words
    const script = scriptArgument(given)
    if (script === undefined) return unknown(shell)
    const { line } = start
    const options = given.slice(0, script.at)
    const text = given[script.at] ?? ''
    const rest = given.slice(script.arguments)
    if (script.kind === 'text') return this.#script({ text, name: shell }, rest, options, { start, depth })
    const broken = line === undefined ? undefined : lineEndings(line)
    if (broken !== undefined && options.length > 0) return failed(broken)
    const read = await this.#readScript(text, shell, start)
    if (read === undefined) return unknown(shell)
    if (typeof read !== 'string') return failed(read)
    return this.#script({ text: read, name: text }, rest, options, { start, depth })
  }

  /** The text of a script in the arguments of a shell. */
  async #readScript(
    path: string,
    shell: string,
    { directory, identity }: Start,
  ): Promise<string | LoadProblem | undefined> {
    if (directory === undefined && !path.startsWith('/')) return undefined
    const reached = await reach(this.#root, path, directory ?? '/', identity)
    if (reached.kind !== 'found') {
      const found = notReached(path, reached, identity)
      // some shells then search for the name on PATH
      if (!path.includes('/')) return undefined
      return found.id === 'load/program-missing'
        ? { ...found, params: { ...found.params, by: shell } }
        : found
    }
    const { entry } = reached
    if (entry.kind === 'file' && identity !== undefined && !mayUse(entry, identity, 'read'))
      return notPermitted(path, entry, 'read', identity)
    const bytes = await this.#root.read(entry.path)
    if (bytes === undefined || bytes.includes(0)) return undefined
    return new TextDecoder().decode(bytes)
  }

  async #script(
    { text, name }: { readonly text: string; readonly name: string },
    given: readonly string[],
    options: readonly string[],
    { start, depth }: { readonly start: Start; readonly depth: number },
  ): Promise<EntryCheck> {
    if (breaksByLineEndings(text)) return failed(brokenLines(name))
    const { directory, env } = start
    const command = await decisiveCommand(
      text,
      { ...variablesOf(env, given), directory },
      {
        errexit: hasErrexit(options),
        isDirectory: async (path) => (await this.#root.resolve(path))?.kind === 'directory',
      },
    )
    if (command === undefined) return unknown(name)
    const { line: _, ...rest } = start
    return this.follow(
      {
        ...rest,
        words: command.words,
        env: knownEnv(command.values),
        identity: command.keepsModes ? start.identity : undefined,
        directory: command.directory,
        by: name,
        isSure: start.isSure && command.isSure,
        knowsLibraries:
          start.knowsLibraries && !loaderVariables.some((one) => isUnknown(command.values, one)),
      },
      depth + 1,
    )
  }
}

function absolutePath(path: string, directory: string): string {
  return (path.startsWith('/') ? path : `${directory}/${path}`).replaceAll(/\/(\.?\/)+/g, '/')
}

const loaderVariables = ['LD_LIBRARY_PATH', 'LD_PRELOAD']

function isUnknown(values: ReadonlyMap<string, string | undefined>, name: string): boolean {
  return values.has(name) && values.get(name) === undefined
}

function knownEnv(values: ReadonlyMap<string, string | undefined>): Env {
  return Object.fromEntries(
    [...values].flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])),
  )
}

function failed(problem: LoadProblem): EntryCheck {
  return { problems: [problem] }
}

function unknown(where: string): EntryCheck {
  return { problems: [], unknownIn: where }
}
