/** Follows a script to the images that it builds, through make, scripts of the repository, bake files and compose files. */

import { readShell, type ShellCommand } from '../../shell/commands.ts'
import { isShell, mostLaunchers, prefixedBy, scriptArgument } from '../../shell/launchers.ts'
import { lineOf, sourceOfText } from '../../shell/source.ts'
import { textOf, type Word } from '../../shell/words.ts'
import { calledScripts } from '../make/makefile-readings.ts'
import { runnerScripts } from '../runners/runner.ts'
import type { RepositoryTexts } from '../texts.ts'
import { bakeBuilds, bakeCall } from './bake-call.ts'
import { buildFlags, type ImageCommand, imageCommand } from './build-command.ts'
import { composeCall, composeCallBuilds } from './compose-call.ts'
import { filledText, filledWords, type KnownVariables, movedTo, withArguments } from './environment.ts'
import { builtDirectories, type FollowedGoBuild, programBuild } from './go-build.ts'
import { makeCall } from './make-call.ts'
import { type NamedBuild, namedBuild, repositoryPath } from './named-build.ts'
import type { BuildNote } from './note.ts'
import { unreadBuild } from './other-builders.ts'
import { type WalkState, WalkStates } from './walk-state.ts'

/** A script with its initial directory and variables. */
export interface FollowedScript {
  readonly text: string
  /** Relative to the root of the repository; undefined if it is only known at run time. */
  readonly directory: string | undefined
  readonly variables: KnownVariables
  readonly file: string
  /** Line of its first line in the file. */
  readonly line: number
  /** Its callers, the nearest first. */
  readonly callers: readonly string[]
}

export interface FollowedBuilds {
  readonly builds: readonly NamedBuild[]
  /** A command pushes images. */
  readonly pushes: boolean
  /** It starts GoReleaser. */
  readonly releases: boolean
  readonly unread: readonly BuildNote[]
}

/** Maximum length of a chain of calls, longer than in files written by hand. */
const deepest = 8
/** Maximum number of recipes, scripts and shell commands to follow, because files may call each other many times. */
const mostFollowed = 5000

export class BuildWalk {
  readonly #texts: RepositoryTexts
  readonly #builds: NamedBuild[] = []
  readonly #compiled: FollowedGoBuild[] = []
  readonly #unread: BuildNote[] = []
  #followed = 0
  #pushes = false
  #releases = false

  constructor(texts: RepositoryTexts) {
    this.#texts = texts
  }

  get found(): FollowedBuilds {
    return {
      builds: this.#builds,
      pushes: this.#pushes,
      releases: this.#releases,
      unread: this.#unread,
    }
  }

  /** Go programs that are compiled outside of images. */
  get compiled(): readonly FollowedGoBuild[] {
    return this.#compiled
  }

  follow(script: FollowedScript): void {
    if (script.callers.length > deepest || this.#followed >= mostFollowed) return
    this.#followed += 1
    const states = new WalkStates(script.directory, script.variables)
    for (const command of readShell(sourceOfText(script.text)).commands) {
      if (command.kind !== 'simple') continue
      const at = (command.assignments[0] ?? command.words[0])?.range.start ?? 0
      const line = script.line + lineOf(script.text, at) - 1
      this.#command(command, states, { ...script, line })
    }
  }

  #command(command: ShellCommand, states: WalkStates, script: FollowedScript): void {
    const state = states.of(command.within)
    const known = states.lookup(state)
    const assigned = assignmentsIn(command.assignments, known, state.directory)
    if (command.words.length === 0) {
      for (const [name, value] of assigned) state.variables.set(name, value)
      return
    }
    const words = command.words.flatMap((word) => filledWords(word, known, state.directory))
    if (words[0] === 'export' || words[0] === 'declare' || words[0] === 'local') {
      const named = assignmentsIn(command.words.slice(1), known, state.directory)
      for (const [name, value] of named) state.variables.set(name, value)
    } else if (words[0] === 'cd' || words[0] === 'pushd') {
      state.directory = movedTo(state.directory, words[1])
    } else this.#launched(words, { states, state, local: assigned }, script)
  }

  /** Skips launchers, and reads the program that they start. */
  #launched(words: readonly string[], place: CommandPlace, script: FollowedScript, depth = 0): void {
    const launched = depth < mostLaunchers ? prefixedBy(words) : undefined
    if (launched === undefined) {
      this.#program(words, place, script)
      return
    }
    const local = new Map(place.local)
    for (const at of launched.assignments) {
      const [, name = '', value = ''] = /^(\w+)=([\s\S]*)$/.exec(words[at] ?? '') ?? []
      local.set(name, value.includes('$') ? undefined : value)
    }
    this.#launched(words.slice(launched.program), { ...place, local }, script, depth + 1)
  }

  #program(words: readonly string[], { states, state, local }: CommandPlace, script: FollowedScript): void {
    const [program = '', ...rest] = words
    const variables = states.lookup(state, local)
    const place = { ...script, directory: state.directory, variables }
    const image = imageCommand(words)
    const go = programBuild(words)
    if (go !== undefined) {
      const directories = builtDirectories(this.#texts, go, state.directory)
      this.#compiled.push({ directories, by: callChain(place) })
    } else if (image !== undefined) this.#image(image, place)
    else if (/^g?make$/.test(program)) this.#make(rest, place)
    else if (program === 'goreleaser') this.#releases ||= rest[0] === 'release' || rest.length === 0
    else if (isShell(program) || program === '.' || program === 'source') this.#shell(rest, place)
    else if (/^[\w./-]*\/[\w.-]+$/.test(program)) this.#file(program, rest, place)
    else {
      const run = runnerScripts(this.#texts, { program, words: rest, ...place })
      const callers = [`${place.file}:${place.line}`, ...place.callers]
      for (const one of run ?? []) this.follow({ ...one, callers })
      const note = run === undefined ? unreadBuild(words) : undefined
      if (note !== undefined) this.#unread.push({ text: note, by: callChain(place) })
    }
  }

  #image({ verb, rest }: ImageCommand, place: FollowedScript): void {
    const { directory, variables } = place
    const by = callChain(place)
    if (verb === 'push') this.#pushes = true
    if (directory === undefined) return
    if (verb === 'build') {
      const flags = buildFlags(rest, directory)
      const build = flags && namedBuild(flags, directory, by, variables)
      if (build !== undefined) this.#builds.push(build)
    } else if (verb === 'bake') {
      this.#take(bakeBuilds(this.#texts, { ...bakeCall(rest), directory, by, environment: variables }))
    } else if (verb === 'compose') {
      const call = composeCall(rest)
      if (call?.verb === 'push') this.#pushes = true
      else if (call !== undefined)
        this.#builds.push(...composeCallBuilds(this.#texts, call, { directory, by, variables }))
    }
  }

  #take({ builds, unread }: Pick<FollowedBuilds, 'builds' | 'unread'>): void {
    this.#builds.push(...builds)
    this.#unread.push(...unread)
  }

  #make(rest: readonly string[], place: FollowedScript): void {
    const call = makeCall(rest, place.directory, this.#texts.paths)
    if (call === undefined) return
    const callers = [`${place.file}:${place.line}`, ...place.callers]
    for (const { text, file, line, environment: added } of calledScripts(
      this.#texts,
      call,
      place.variables,
    )) {
      const variables: KnownVariables = (name) =>
        Object.hasOwn(added, name) ? added[name] : place.variables(name)
      this.follow({ text, directory: call.directory, variables, file, line, callers })
    }
  }

  #shell(rest: readonly string[], place: FollowedScript): void {
    const given = scriptArgument(rest)
    const script = given === undefined ? undefined : rest[given.at]
    if (given === undefined || script === undefined) return
    const more = rest.slice(given.arguments)
    if (given.kind === 'file') this.#file(script, more, place)
    else this.follow({ ...place, text: script, variables: withArguments(place.variables, undefined, more) })
  }

  /** Follows a script of the repository. */
  #file(program: string, given: readonly string[], place: FollowedScript): void {
    const path = place.directory === undefined ? undefined : repositoryPath(program, place.directory)
    if (path === undefined || !this.#texts.paths.includes(path)) return
    const text = this.#texts.text(path)
    if (text === undefined || (/^#!/.test(text) && !/^#!.*\b(?:ba|da|a|z)?sh\b/.test(text))) return
    this.follow({
      ...place,
      text,
      file: path,
      line: 1,
      variables: withArguments(place.variables, program, given),
      callers: [`${place.file}:${place.line}`, ...place.callers],
    })
  }
}

interface CommandPlace {
  readonly states: WalkStates
  readonly state: WalkState
  /** Variables of this command only. */
  readonly local: ReadonlyMap<string, string | undefined>
}

/** A place and its callers: `build.sh:4, run by Makefile:7`. */
export function callChain({
  file,
  line,
  callers,
}: Pick<FollowedScript, 'file' | 'line' | 'callers'>): string {
  return [`${file}:${line}`, ...callers.map((caller) => `run by ${caller}`)].join(', ')
}

function assignmentsIn(
  words: readonly Word[],
  known: KnownVariables,
  directory: string | undefined,
): ReadonlyMap<string, string | undefined> {
  return new Map(
    words.flatMap((word) => {
      const name = /^(\w+)=/.exec(textOf(word))?.[1]
      if (name === undefined) return []
      const value = filledText(word, known, directory).slice(name.length + 1)
      return [[name, value.includes('$') ? undefined : value] as const]
    }),
  )
}
