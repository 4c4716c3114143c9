/** What a word of a shell stands for, as far as that is known before it runs. */

import type { Env } from '../../effects/exec.ts'
import { partsOf, textOf, type Word } from '../../shell/words.ts'

/** In the place of a carriage return before a line end, which readers of scripts leave out and shells do not. */
export const carriageReturn = '\uE00D'

export interface ShellVariables {
  /** What was set by the image or the script; undefined for what is not known. */
  readonly values: ReadonlyMap<string, string | undefined>
  /** Of the script or function; undefined where they are not known. */
  readonly arguments: readonly string[] | undefined
}

/** A variable, with or without a value that takes its place: `$NAME`, `${NAME:-value}`, `$@`. */
const variable =
  /\$(?:(?<plain>[A-Za-z_]\w*|[0-9@*#?$!-])|\{(?<braced>[A-Za-z_]\w*|\d+|[@*])(?<empty>:?)(?:-(?<instead>[^}$`"'\\]*))?\})/g
/** What an unquoted word may become something else by: files, homes, lists. */
const expandsFurther = /[*?[]|^~|\{[^}]*,/

/** The words that it becomes, of which there may be none; undefined where that is not known. */
export function knownWord(word: Word, variables: ShellVariables): readonly string[] | undefined {
  const text = textOf(word)
  if (/^\$\{?[@*]\}?\uE00D?$/.test(text)) return allArguments(word, variables)
  let whole = ''
  let isQuoted = word.quoting === ''
  for (const { text: part, quoting } of partsOf(word)) {
    isQuoted ||= quoting !== 'none'
    if (quoting === 'single' || quoting === 'escape') {
      whole += part
      continue
    }
    const isPlain = quoting === 'none'
    if (isPlain && expandsFurther.test(part.replace(variable, ''))) return undefined
    const value = expandText(part, variables, isPlain)
    if (value === undefined) return undefined
    whole += value
  }
  return whole === '' && !isQuoted ? [] : [whole]
}

/** All of them; undefined where one is not known. */
export function knownWords(words: readonly Word[], variables: ShellVariables): readonly string[] | undefined {
  const all: string[] = []
  for (const word of words) {
    const found = knownWord(word, variables)
    if (found === undefined) return undefined
    all.push(...found)
  }
  return all
}

function allArguments(word: Word, { arguments: given }: ShellVariables): readonly string[] | undefined {
  const isBroken = textOf(word).endsWith(carriageReturn)
  const isList = textOf(word).includes('@') && word.quoting.startsWith('d')
  if (given === undefined || !(isList || given.every(isOneWord))) return undefined
  return isBroken ? [...given.slice(0, -1), `${given.at(-1) ?? ''}${carriageReturn}`] : given
}

function isOneWord(text: string): boolean {
  return text !== '' && !/[\s*?[]/.test(text)
}

/** @param splits the shell would make several words of a value with blanks */
function expandText(text: string, variables: ShellVariables, splits: boolean): string | undefined {
  let isKnown = true
  const expanded = text.replace(variable, (...found) => {
    const { plain, braced, empty, instead } = found.at(-1) as Readonly<Record<string, string | undefined>>
    const own = parameter(plain ?? braced ?? '', variables)
    // what is not set here may be when it is started
    const value =
      instead !== undefined &&
      (own === undefined ? isUnset(plain ?? braced ?? '', variables) : own === '' && empty === ':')
        ? instead
        : own
    if (value === undefined || (splits && !isOneWord(value))) isKnown = false
    return value ?? ''
  })
  return isKnown && !/[`$]/.test(text.replace(variable, '')) ? expanded : undefined
}

function parameter(name: string, { values, arguments: given }: ShellVariables): string | undefined {
  if (/^[1-9]\d*$/.test(name)) return given === undefined ? undefined : (given[Number(name) - 1] ?? '')
  return values.get(name)
}

/** Set by nobody: neither the image nor the script, nor the engine or the shell themselves. */
function isUnset(name: string, { values }: ShellVariables): boolean {
  return !values.has(name) && !setByOthers.has(name)
}

const setByOthers = new Set([
  'BASH',
  'HOME',
  'HOSTNAME',
  'IFS',
  'LINENO',
  'OLDPWD',
  'PPID',
  'PWD',
  'RANDOM',
  'SECONDS',
  'TERM',
  'UID',
  'USER',
])

export function variablesOf(env: Env, given: readonly string[]): ShellVariables {
  return { values: new Map(Object.entries(env)), arguments: given }
}
