/** Expands the variables and functions of a Makefile. */

import { filePattern } from '../../common/file-pattern.ts'
import { joinPath } from '../../common/paths.ts'
import {
  absolutePath,
  isUnknown,
  patternReplaced,
  relativeFrom,
  textFunctions,
  unknownText,
  wordsOf,
} from './functions.ts'
import { argumentsOf, findOutside, referenceEnd } from './lines.ts'
import { automatic, type MakeFiles, type MakeVariable, type MakeVariables } from './variable.ts'

/** Maximum nesting; only a recursive definition is deeper. */
const deepest = 60
const longest = 200_000
/**
 * Maximum number of characters read and written, plus a hundred for each call. Only Makefiles whose variables multiply
 * each other need more.
 */
const mostWork = 10_000_000

/** Expands texts with the current variables of a Makefile. */
export class MakeExpansion {
  readonly #variables: MakeVariables
  readonly #files: MakeFiles
  readonly #directory: string
  /** Receives the text that `$(eval …)` adds to the Makefile. */
  readonly #onEval: (text: string) => void
  /** The variables that are being expanded. */
  readonly #within = new Set<string>()
  #depth = 0
  #work = 0

  /** @param directory the working directory of make, relative to the root of the repository */
  constructor(
    variables: MakeVariables,
    files: MakeFiles,
    directory: string,
    onEval: (text: string) => void = () => {},
  ) {
    this.#variables = variables
    this.#files = files
    this.#directory = directory
    this.#onEval = onEval
  }

  /** The expanded text for a shell. A variable that nothing sets remains a shell variable, because the environment may set it. */
  expand(text: string, local: MakeVariables = new Map()): string {
    if (this.#depth >= deepest || this.#work >= mostWork) return unknownText
    this.#depth += 1
    let expanded = ''
    let at = 0
    while (at < text.length && expanded.length < longest) {
      const next = text.indexOf('$', at)
      expanded += text.slice(at, next < 0 ? text.length : next)
      if (next < 0) break
      at = referenceEnd(text, next)
      expanded += this.#reference(text.slice(next, at), local)
    }
    this.#depth -= 1
    this.#work += text.length + expanded.length + 100
    return this.#work >= mostWork ? unknownText : expanded
  }

  /** Like `expand`, but variables that nothing sets are empty; undefined if the result depends on a run. */
  decided(text: string, local: MakeVariables = new Map()): string | undefined {
    const expanded = this.expand(text, local).replaceAll(/\$\{\w+\}/g, '')
    return expanded.includes(unknownText) ? undefined : expanded
  }

  #reference(written: string, local: MakeVariables): string {
    const inner = /^\$[({]/.test(written) ? written.replace(/^..|[)}]$/g, '') : written.slice(1)
    if (inner === '$') return '$'
    const [, name = '', rest] = /^([a-z][a-z-]*)(?:[ \t]+([\s\S]*))?$/.exec(inner) ?? []
    if (written.length > 2 && rest !== undefined) {
      const found = this.#function(name, rest, local)
      if (found !== undefined) return found
    }
    const colon = findOutside(inner, (character) => character === ':')
    const equals = colon < 0 ? -1 : findOutside(inner.slice(colon), (character) => character === '=')
    if (colon > 0 && equals > 0) {
      const [from, to] = [inner.slice(colon + 1, colon + equals), inner.slice(colon + equals + 1)].map(
        (part) => this.expand(part, local),
      ) as [string, string]
      const value = this.value(this.expand(inner.slice(0, colon), local), local)
      return from.includes('%')
        ? patternReplaced(from, to, value)
        : patternReplaced(`%${from}`, `%${to}`, value)
    }
    return this.value(this.expand(inner, local), local)
  }

  /** The value of a variable, expanded. */
  value(name: string, local: MakeVariables = new Map()): string {
    if (name.includes(unknownText)) return unknownText
    const found = local.get(name) ?? this.variable(name)
    if (found?.recursive === true) return this.#recursive(name, found.text, local)
    if (found !== undefined) return found.text
    const part = /^([@<^+?*|%])([DF])$/.exec(name)
    if (part !== null) {
      const whole = this.value(part[1] ?? '', local)
      const use = textFunctions.get(part[2] === 'D' ? 'dir' : 'notdir')?.use([whole]) ?? ''
      return part[2] === 'D' ? use.replaceAll(/\/(?=\s|$)/g, '') : use
    }
    if (name === 'CURDIR') return joinPath(this.#files.root, this.#directory)
    if (name === 'MAKE') return 'make'
    return /^\w+$/.test(name) && !/^MAKE(?:FLAGS|CMDGOALS|LEVEL|OVERRIDES)$/.test(name) ? `\${${name}}` : ''
  }

  /** The variable of the Makefile, or else of the environment. */
  variable(name: string): MakeVariable | undefined {
    const found = this.#variables.get(name)
    const text = found === undefined ? this.#files.environment?.(name) : undefined
    return text === undefined ? found : { text, recursive: false, origin: 'environment' }
  }

  #recursive(name: string, text: string, local: MakeVariables): string {
    // make refuses a variable that refers to itself
    if (this.#within.has(name)) return unknownText
    this.#within.add(name)
    const expanded = this.expand(text, local)
    this.#within.delete(name)
    return expanded
  }

  #function(name: string, rest: string, local: MakeVariables): string | undefined {
    const plain = textFunctions.get(name)
    if (plain !== undefined) {
      return plain.use(argumentsOf(rest, plain.most).map((one) => this.expand(one, local)))
    }
    switch (name) {
      case 'if':
        return this.#if(argumentsOf(rest, 3), local)
      case 'or':
      case 'and':
        return this.#logic(name, argumentsOf(rest), local)
      case 'foreach':
        return this.#foreach(argumentsOf(rest, 3), local)
      case 'call':
        return this.#call(argumentsOf(rest), local)
      case 'eval':
        this.#onEval(this.expand(rest, local))
        return ''
      case 'value':
        return (local.get(rest) ?? this.variable(rest))?.text ?? ''
      case 'origin': {
        const found = local.get(rest) ?? this.variable(rest)
        return found?.origin ?? 'undefined'
      }
      case 'shell':
        return this.#shell(this.expand(rest, local).trim())
      case 'wildcard':
        return wordsOf(this.expand(rest, local))
          .flatMap((pattern) => this.matching(pattern))
          .join(' ')
      case 'abspath':
      case 'realpath':
        return wordsOf(this.expand(rest, local))
          .map((word) => absolutePath(joinPath(this.#files.root, this.#directory), word))
          .join(' ')
      case 'file':
      case 'flavor':
      case 'guile':
      case 'let':
        return unknownText
      default:
        return undefined
    }
  }

  #if([condition = '', yes = '', no = '']: readonly string[], local: MakeVariables): string {
    const decided = this.decided(condition.trim(), local)
    if (decided === undefined) return unknownText
    return this.expand(decided === '' ? no : yes, local)
  }

  #logic(name: 'or' | 'and', given: readonly string[], local: MakeVariables): string {
    let last = ''
    for (const one of given) {
      const decided = this.decided(one.trim(), local)
      if (decided === undefined) return unknownText
      last = decided === '' ? '' : this.expand(one.trim(), local)
      if ((decided === '') === (name === 'and')) return last
    }
    return last
  }

  #foreach([name = '', list = '', text = '']: readonly string[], local: MakeVariables): string {
    const variable = this.expand(name, local).trim()
    return wordsOf(this.expand(list, local))
      .map((word) => this.expand(text, new Map([...local, [variable, automatic(word)]])))
      .join(' ')
  }

  #call([name = '', ...given]: readonly string[], local: MakeVariables): string {
    const called = this.expand(name, local).trim()
    if (called.includes(unknownText)) return unknownText
    const values = given.map((one, at) => [`${at + 1}`, automatic(this.expand(one, local))] as const)
    const inner = new Map([...local, ['0', automatic(called)] as const, ...values])
    const found = local.get(called) ?? this.#variables.get(called)
    const plain = textFunctions.get(called)
    if (found === undefined && plain !== undefined) return plain.use(values.map(([, { text }]) => text))
    // arguments of the outer call are not arguments of this one
    for (let at = given.length + 1; inner.has(`${at}`); at++) inner.delete(`${at}`)
    return found === undefined ? '' : this.expand(found.text, inner)
  }

  /**
   * The output of a command that depends only on the repository. `uname` prints `Linux`, because images for Linux are
   * built there.
   */
  #shell(command: string): string {
    if (/^uname(?: -s)?$/.test(command) || command === 'go env GOOS') {
      return command.startsWith('uname') ? 'Linux' : 'linux'
    }
    if (command === 'pwd') return joinPath(this.#files.root, this.#directory)
    const shown = /^cat ([\w./-]+)(?: 2>\s*\/dev\/null)?$/.exec(command)?.[1]
    const text = shown === undefined ? undefined : this.#files.text(this.inRepository(shown))
    return text === undefined ? unknownText : wordsOf(text).join(' ')
  }

  /** The files of the repository that match a pattern, with paths as make prints them. */
  matching(pattern: string): readonly string[] {
    if (isUnknown(pattern)) return [unknownText]
    const path = this.inRepository(pattern)
    const expression = filePattern(path.replaceAll(/\*+/g, '*').replaceAll('[!', '[^'))
    return this.#files.paths
      .filter((one) => expression.test(one))
      .map((one) => (one === path ? pattern : relativeFrom(this.#directory, one)))
  }

  /** The files that match a name in an `include`. */
  included(name: string): readonly string[] {
    return /[*?[]/.test(name) ? this.matching(name).toSorted() : [name]
  }

  /** A path of make, converted to one relative to the root of the repository. */
  inRepository(path: string): string {
    const whole = absolutePath(joinPath(this.#files.root, this.#directory), path)
    return whole.startsWith(`${this.#files.root}/`) ? whole.slice(this.#files.root.length + 1) : whole
  }
}
