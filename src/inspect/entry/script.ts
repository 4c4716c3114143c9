/** Determines which program a shell script reaches in any case; only the commands that decide this are evaluated. */

import { readShell, type ShellCommand } from '../../shell/commands.ts'
import { sourceOfText } from '../../shell/source.ts'
import { sliceWord, textOf, type Word } from '../../shell/words.ts'
import { carriageReturn, knownValue, knownWords, type ShellVariables } from './expand.ts'
import { declares, type Effect, isPipe, knownEffects, writesFiles } from './script-commands.ts'

export interface ShellState extends ShellVariables {
  /** Working directory; undefined if unknown. */
  readonly directory: string | undefined
}

/** The command on which a script depends: `exec`, the last command, or one whose failure ends the script. */
export interface DecisiveCommand extends ShellState {
  readonly words: readonly string[]
  /** Whether no earlier command can fail, so that this one is always reached. */
  readonly isSure: boolean
  /** Whether no earlier command changed permissions or owners of files. */
  readonly keepsModes: boolean
}

/** Returns undefined if that command, or the expansion of its words, cannot be determined. */
export async function decisiveCommand(
  text: string,
  start: ShellState,
  options: { readonly errexit: boolean; readonly isDirectory: (path: string) => Promise<boolean> },
): Promise<DecisiveCommand | undefined> {
  const script = readShell(sourceOfText(text.replaceAll('\r\n', `${carriageReturn}\n`)))
  if (script.faultAt !== undefined || /&\s*$/.test(text)) return undefined
  const walk = new ScriptWalk(script.commands, start, options)
  return walk.run()
}

/** Whether the script is only valid without the carriage returns before its line ends. */
export function breaksByLineEndings(text: string): boolean {
  if (!text.includes('\r\n')) return false
  const faultIn = (one: string) => readShell(sourceOfText(one)).faultAt !== undefined
  return faultIn(text.replaceAll('\r\n', `${carriageReturn}\n`)) && !faultIn(text.replaceAll('\r\n', '\n'))
}

class ScriptWalk {
  readonly #commands: readonly ShellCommand[]
  readonly #isDirectory: (path: string) => Promise<boolean>
  readonly #values: Map<string, string | undefined>
  readonly #hasFunctions: boolean
  #arguments: readonly string[] | undefined
  #directory: string | undefined
  #errexit: boolean
  #isSure = true
  #keepsModes = true
  /** Whether the previous command always runs and succeeds. */
  #previousSucceeds = true

  constructor(
    commands: readonly ShellCommand[],
    start: ShellState,
    { errexit, isDirectory }: Parameters<typeof decisiveCommand>[2],
  ) {
    this.#hasFunctions = commands.some(({ inside }) => inside.includes('function'))
    this.#commands = commands.filter(({ inside }) => !inside.includes('function'))
    this.#values = new Map(start.values)
    this.#arguments = start.arguments
    this.#directory = start.directory
    this.#errexit = errexit
    this.#isDirectory = isDirectory
  }

  async run(): Promise<DecisiveCommand | undefined> {
    for (const command of this.#commands) {
      const alwaysRuns = this.#alwaysRuns(command)
      if (writesFiles(command)) return undefined
      const effect = await this.#effectOf(command, alwaysRuns)
      if (effect === 'decisive') return this.#decide(command, alwaysRuns)
      if (effect === 'unknown') return undefined
      this.#previousSucceeds = effect === 'none' && alwaysRuns
      if (effect === 'may-fail') this.#isSure = false
    }
    return undefined
  }

  /** Whether the command runs each time the script gets there. The last command counts too: if it does not run, nothing follows. */
  #alwaysRuns(command: ShellCommand): boolean {
    const { inside, within, after, before } = command
    if (inside.length > 0 || within.length > 0 || isPipe(after) || isPipe(before) || before === '&')
      return false
    if (after === '||') return false
    return after !== '&&' || this.#previousSucceeds || this.#isLast(command)
  }

  #isLast(command: ShellCommand): boolean {
    return command === this.#commands.at(-1)
  }

  /** Whether the script ends if the command fails. */
  #endsScript({ before, isNegated }: ShellCommand): boolean {
    return this.#errexit && !isNegated && before !== '&&' && before !== '||'
  }

  async #effectOf(command: ShellCommand, alwaysRuns: boolean): Promise<Effect | 'decisive'> {
    const { kind, words, assignments } = command
    const [first, second] = words
    if (kind === 'for' && second !== undefined) this.#forget(textOf(second))
    if (kind !== 'simple') return 'may-fail'
    if (first === undefined) return this.#assignAll(assignments, alwaysRuns)
    const name = textOf(first).replace(carriageReturn, '')
    if (name === '') return 'may-fail'
    const own = await this.#builtin(name, words.slice(1), alwaysRuns)
    if (own !== undefined) return own
    if (name === 'chmod' || name === 'chown') {
      this.#keepsModes = false
      return 'may-fail'
    }
    if (name === 'exec') return words.length === 1 ? 'none' : 'decisive'
    if (name === 'exit' || name === 'return') return alwaysRuns ? 'unknown' : 'may-fail'
    const isOwnFunction = this.#hasFunctions && !name.includes('/')
    return knownEffects.get(name) ?? (isOwnFunction ? 'unknown' : 'decisive')
  }

  #assignAll(assignments: readonly Word[], alwaysRuns: boolean): Effect {
    for (const one of assignments) this.#assign(one, alwaysRuns)
    return assignments.some((one) => /`|\$\(/.test(textOf(one))) ? 'may-fail' : 'none'
  }

  /** Effect of builtins that change the shell itself; undefined for other commands. */
  async #builtin(name: string, words: readonly Word[], alwaysRuns: boolean): Promise<Effect | undefined> {
    if (name === 'set') return this.#set(words, alwaysRuns)
    if (name === 'shift') {
      this.#arguments = alwaysRuns && words.length === 0 ? this.#arguments?.slice(1) : undefined
      return 'none'
    }
    if (name === 'cd') return this.#cd(words, alwaysRuns)
    if (name === 'unset') {
      for (const word of words) this.#forget(textOf(word))
      return 'none'
    }
    if (!declares.has(name)) return undefined
    for (const word of words) if (textOf(word).includes('=')) this.#assign(word, alwaysRuns)
    return 'none'
  }

  #set(words: readonly Word[], alwaysRuns: boolean): Effect {
    const texts = words.map((word) => textOf(word).replace(carriageReturn, ''))
    let at = 0
    for (; at < texts.length && /^[-+]./.test(texts[at] ?? '') && texts[at] !== '--'; at += 1) {
      const option = texts[at] ?? ''
      const isErrexit = /^[-+][a-z]*e/.test(option) || (/o$/.test(option) && texts[at + 1] === 'errexit')
      if (isErrexit) this.#errexit = option.startsWith('-') && alwaysRuns
      if (/o$/.test(option)) at += 1
    }
    if (at < texts.length) {
      const given = words.slice(texts[at] === '--' ? at + 1 : at)
      this.#arguments = alwaysRuns ? knownWords(given, this.#state()) : undefined
    }
    return 'none'
  }

  async #cd(words: readonly Word[], alwaysRuns: boolean): Promise<Effect> {
    const [to, ...more] = knownWords(words, this.#state()) ?? []
    const from = this.#directory
    this.#directory = undefined
    if (!alwaysRuns || to === undefined || more.length > 0 || to === '-') return 'may-fail'
    const path = to.startsWith('/') ? to : from === undefined ? undefined : `${from}/${to}`
    if (path === undefined || !(await this.#isDirectory(path))) return 'may-fail'
    this.#directory = path
    return 'none'
  }

  #assign(word: Word, alwaysRuns: boolean): void {
    const text = textOf(word)
    const equals = text.indexOf('=')
    const name = text.slice(0, equals).replace(/\+$/, '')
    const value = alwaysRuns ? knownValue(sliceWord(word, equals + 1), this.#state()) : undefined
    this.#values.set(name, text[equals - 1] === '+' ? undefined : value)
  }

  #forget(name: string): void {
    this.#values.set(name, undefined)
  }

  #state(): ShellState {
    return { values: this.#values, arguments: this.#arguments, directory: this.#directory }
  }

  #decide(command: ShellCommand, alwaysRuns: boolean): DecisiveCommand | undefined {
    const [first, ...rest] = command.words
    if (!alwaysRuns || first === undefined) return undefined
    const replaces = textOf(first) === 'exec'
    const isLast = this.#isLast(command)
    if (!replaces && !isLast && !this.#endsScript(command)) return undefined
    const { values, ...state } = this.#state()
    const ownValues = new Map(values)
    for (const one of command.assignments) {
      const equals = textOf(one).indexOf('=')
      ownValues.set(textOf(one).slice(0, equals), knownValue(sliceWord(one, equals + 1), this.#state()))
    }
    const words = knownWords(replaces ? rest : command.words, this.#state())
    // an option of `exec` is not the program
    if (words?.[0] === undefined || (replaces && words[0].startsWith('-'))) return undefined
    return {
      ...state,
      values: ownValues,
      words: words.map((word) => word.replace(carriageReturn, '\r')),
      isSure: this.#isSure && (replaces || isLast),
      keepsModes: this.#keepsModes,
    }
  }
}

/** Whether the options of a shell end the script at the first failure (`-e`). */
export function hasErrexit(options: readonly string[]): boolean {
  return options.some((option) => /^-[a-z]*e[a-z]*$/.test(option))
}
