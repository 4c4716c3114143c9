/** Whether a command generates a path of the repository, as far as the files show. */

import { joinPath, lastOf, parentOf, relativeTo } from '../../common/paths.ts'
import { isShell, mostLaunchers, prefixedBy, scriptArgument } from '../../shell/launchers.ts'
import type { RepositoryTexts } from '../texts.ts'
import { commandsIn, type FoundCommand, pathIn, type Script } from './commands.ts'
import { type PackageCall, packageCall, packageScripts } from './package-scripts.ts'
import type { Recipes } from './recipes.ts'
import { buildDirectory, configures, defaultOutputs, isInert } from './tools.ts'
import { fits, type Wanted } from './wanted.ts'

/** Maximum length of a chain of scripts. */
const deepest = 8

/** The sources of a search. */
export interface MakerSources {
  readonly texts: RepositoryTexts
  /** The commands of all `//go:generate` lines. */
  readonly generators: readonly FoundCommand[]
  readonly recipes: Recipes
}

export class Makers {
  readonly #sources: MakerSources

  constructor(sources: MakerSources) {
    this.#sources = sources
  }

  makes(command: FoundCommand, wanted: Wanted, depth = 0): boolean {
    const { writes, directory } = command
    if (directory === undefined || depth > deepest) return false
    if (this.#names(directory, writes, wanted)) return true
    const own = withoutLaunchers(command.words)
    const program = programOf(own[0] ?? '')
    if (isInert(program) || isReading(program, own)) return false
    if (/^(?:cp|install|ln|mv|rsync)$/.test(program)) return this.#moves(own, directory, wanted)
    const scripts = this.scriptsOf({ ...command, words: own })
    if (scripts.length > 0) {
      return (
        scripts.flatMap(commandsIn).some((one) => this.makes(one, wanted, depth + 1)) ||
        this.#isFrontEnd({ ...command, words: own }, wanted)
      )
    }
    if (program === 'go' && own[1] === 'generate') {
      return this.generatorsOf({ ...command, words: own }).some((one) => this.makes(one, wanted, depth + 1))
    }
    return (
      this.#names(directory, own.slice(1), wanted) || this.#writes({ directory, program, words: own }, wanted)
    )
  }

  /** The scripts in other files that a command runs. */
  scriptsOf(command: FoundCommand): readonly Script[] {
    const { words, directory } = command
    const [first = '', ...others] = words
    if (directory === undefined) return []
    const call = packageCall(command, this.#sources.texts)
    if (call !== undefined) return packageScripts(call, this.#sources.texts)
    if (/^g?make$/.test(first)) return this.#madeBy(directory, others)
    const given = isShell(first) ? scriptArgument(others) : undefined
    if (given?.kind === 'text') {
      const [file = '', line = '1'] = command.at.split(/:(?=\d+$)/)
      return [{ text: others[given.at] ?? '', file, line: Number(line), directory }]
    }
    const file = pathIn(directory, given === undefined ? first : (others[given.at] ?? ''))
    const isPath = given !== undefined || first.includes('/')
    if (file === undefined || !isPath || !this.#sources.texts.paths.includes(file)) return []
    return [{ text: this.#sources.texts.text(file) ?? '', file, line: 1, directory }]
  }

  /** The generators that `go generate` runs. */
  generatorsOf({ words, directory = '.' }: FoundCommand): readonly FoundCommand[] {
    const patterns = words.slice(2).filter((one) => !one.startsWith('-'))
    return this.#sources.generators.filter(({ directory: at = '.', at: place }) =>
      (patterns.length === 0 ? ['.'] : patterns).some((pattern) => {
        const above = pathIn(directory, pattern.replace(/\/?\.\.\.$/, '') || '.')
        if (above === undefined) return false
        if (pattern.endsWith('.go')) return place.startsWith(`${above}:`)
        return pattern.endsWith('...') ? relativeTo(above, at) !== undefined : above === at
      }),
    )
  }

  #madeBy(directory: string, words: readonly string[]): readonly Script[] {
    let at: string | undefined = directory
    let file: string | undefined
    const targets: string[] = []
    for (let index = 0; index < words.length; index += 1) {
      const word = words[index] ?? ''
      if (word === '-C' || word === '--directory') at = at && pathIn(at, words[++index] ?? '')
      else if (word === '-f' || word === '--file') file = words[++index]
      else if (!word.startsWith('-') && !word.includes('=')) targets.push(word)
    }
    return at === undefined ? [] : this.#sources.recipes.scripts(at, targets, file)
  }

  /** Whether the path is an argument of the command, alone or as the value of an option. */
  #names(directory: string, words: readonly string[], wanted: Wanted): boolean {
    return words.some((word) =>
      word.split(/[=:,]/).some((part) => {
        const path = part === '' ? undefined : pathIn(directory, part)
        return path !== undefined && fits(wanted, path)
      }),
    )
  }

  /** Whether `cp` or a similar command writes there. */
  #moves(words: readonly string[], directory: string, wanted: Wanted): boolean {
    const paths = words.slice(1).filter((word) => !word.startsWith('-'))
    const to = pathIn(directory, paths.at(-1) ?? '')
    if (to === undefined) return false
    const inside = paths.slice(0, -1).map((from) => joinPath(to, lastOf(from.replace(/\/+$/, ''))))
    return [to, ...inside].some((path) => fits(wanted, path))
  }

  /** Whether a tool writes there, by default or by its configuration. */
  #writes(
    {
      directory,
      program,
      words,
    }: { readonly directory: string; readonly program: string; readonly words: readonly string[] },
    wanted: Wanted,
  ): boolean {
    const { texts } = this.#sources
    if (defaultOutputs(program).some((output) => fits(wanted, joinPath(directory, output)))) return true
    if (program === 'templ' && words[1] === 'generate') return /_templ\.go$/.test(wanted.path)
    return texts.paths
      .filter((path) => parentOf(path) === directory && configures(lastOf(path), program))
      .some((path) => this.#names(directory, pathsIn(texts.text(path) ?? ''), wanted))
  }

  /** Whether it is the build script of the package that contains the path, if none of its commands shows where it writes. */
  #isFrontEnd(command: FoundCommand, wanted: Wanted): boolean {
    const call: PackageCall | undefined = packageCall(command, this.#sources.texts)
    if (call === undefined || !/build|bundle|compile|dist|export|generate|prod/.test(call.script))
      return false
    const inside = relativeTo(call.directory, wanted.path)
    return inside !== undefined && buildDirectory.test(inside.split('/')[0] ?? '')
  }
}

/** Whether a program that can write only reads with these arguments. */
function isReading(program: string, words: readonly string[]): boolean {
  if (program === 'docker' || program === 'podman') {
    return !words.some((word) => /^(?:-o|--output|cp|run)\b/.test(word))
  }
  if (program === 'git') return !/^(?:clone|submodule|worktree)$/.test(words[1] ?? '')
  return program === 'tar' && /^-?\w*c/.test(words[1] ?? '')
}

/** All words in a configuration that may be paths. */
function pathsIn(text: string): readonly string[] {
  return text.match(/[\w@.-]*(?:\/[\w@.-]+)+|[\w@.-]+/g) ?? []
}

/** The words without launchers: `env`, `npx`, `go run` of a tool. */
function withoutLaunchers(words: readonly string[], depth = 0): readonly string[] {
  if (depth === mostLaunchers) return words
  const launched = prefixedBy(words)
  if (launched !== undefined && words.length > 1 && launched.program < words.length) {
    return withoutLaunchers(words.slice(launched.program), depth + 1)
  }
  const runner = runners.find((one) => one.every((word, at) => words[at] === word))
  if (runner === undefined) return words
  const own = words.slice(runner.length)
  const first = own.findIndex((word) => !word.startsWith('-'))
  return first < 0 ? words : withoutLaunchers(own.slice(first), depth + 1)
}

const runners: readonly (readonly string[])[] = [
  ['npx'],
  ['bunx'],
  ['pnpm', 'exec'],
  ['pnpm', 'dlx'],
  ['yarn', 'exec'],
  ['yarn', 'dlx'],
  ['npm', 'exec'],
  ['go', 'tool'],
  ['go', 'run'],
]

/** The name of a program, from its path or its Go package. */
function programOf(word: string): string {
  return lastOf(word.replace(/@[^/]*$/, '').replace(/\/v\d+$/, ''))
}
