/** What a word of a shell stands for, as far as that is known before it runs. */

import type { Env } from '../../effects/exec.ts'
import { expand, type Variables } from '../../shell/expansion.ts'
import { isAllArguments } from '../../shell/launchers.ts'
import { isUnquoted, partsOf, textOf, type Word } from '../../shell/words.ts'

/** In the place of a carriage return before a line end, which readers of scripts leave out and shells do not. */
export const carriageReturn = '\uE00D'

export interface ShellVariables {
  /** What was set by the image or the script; undefined for what is not known. */
  readonly values: ReadonlyMap<string, string | undefined>
  /** Of the script or function; undefined where they are not known. */
  readonly arguments: readonly string[] | undefined
}

/** What an unquoted text may become something else by: files, homes, lists, several words. */
const expandsFurther = /[\s*?[]|^~|\{[^}]*,/

/** The words that it becomes, of which there may be none; undefined where that is not known. */
function knownWord(word: Word, variables: ShellVariables): readonly string[] | undefined {
  if (isAllArguments(textOf(word).replace(carriageReturn, ''))) return allArguments(word, variables)
  const known = variablesIn(variables)
  let whole = ''
  for (const part of partsOf(word)) {
    const expansion = expand([part], known, { of: 'shell' })
    if (expansion.kind !== 'text') return undefined
    if (part.quoting === 'none' && expandsFurther.test(expansion.text)) return undefined
    whole += expansion.text
  }
  return whole === '' && isUnquoted(word) ? [] : [whole]
}

/** What an assignment sets, which is not split; undefined where that is not known. */
export function knownValue(word: Word, variables: ShellVariables): string | undefined {
  const hasHome = partsOf(word).some(({ text, quoting }) => quoting === 'none' && text.includes('~'))
  const quoted = { ...word, quoting: word.quoting.replaceAll('n', 'd') }
  return hasHome ? undefined : knownWord(quoted, variables)?.join(' ')
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
  if (given === undefined) return undefined
  const isQuoted = word.quoting.startsWith('d')
  const isList = isQuoted && textOf(word).includes('@')
  // `"$*"` makes one word of all
  if (!isList && (isQuoted ? given.length > 1 : !given.every(isOneWord))) return undefined
  const isBroken = textOf(word).endsWith(carriageReturn)
  return isBroken ? [...given.slice(0, -1), `${given.at(-1) ?? ''}${carriageReturn}`] : given
}

function isOneWord(text: string): boolean {
  return text !== '' && !expandsFurther.test(text)
}

function variablesIn({ values, arguments: given }: ShellVariables): Variables {
  const isArgument = (name: string) => /^[1-9]\d*$/.test(name)
  // of `$?` and the like nothing is known, nor of what the engine and the shell set
  const isSetByOthers = (name: string) => /^(?:0|\W)$/.test(name) || setByOthers.has(name)
  return {
    get: (name) => (isArgument(name) ? given?.[Number(name) - 1] : values.get(name)),
    has: (name) =>
      isArgument(name)
        ? given === undefined || Number(name) <= given.length
        : values.has(name) || isSetByOthers(name),
    // what is not set here may be when it is started
    isEmpty: isArgument,
  }
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
