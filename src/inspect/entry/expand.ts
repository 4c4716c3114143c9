/** Expands shell words as far as possible before the script runs. */

import type { Env } from '../../effects/exec.ts'
import { expand, type Variables } from '../../shell/expansion.ts'
import { isAllArguments } from '../../shell/launchers.ts'
import { isUnquoted, partsOf, textOf, type Word } from '../../shell/words.ts'

/** Replaces a carriage return before a line end, which the parser would drop but shells keep. */
export const carriageReturn = '\uE00D'

export interface ShellVariables {
  /** Values from the image or the script; undefined for unknown values. */
  readonly values: ReadonlyMap<string, string | undefined>
  /** Arguments of the script or function; undefined if unknown. */
  readonly arguments: readonly string[] | undefined
}

/** Unquoted text with these characters may expand further: globs, `~`, brace lists, and blanks that separate words. */
const expandsFurther = /[\s*?[]|^~|\{[^}]*,/

/** The words that a word expands to, possibly none; undefined if unknown. */
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

/** The value of an assignment, which is not split; undefined if unknown. */
export function knownValue(word: Word, variables: ShellVariables): string | undefined {
  const hasHome = partsOf(word).some(({ text, quoting }) => quoting === 'none' && text.includes('~'))
  const quoted = { ...word, quoting: word.quoting.replaceAll('n', 'd') }
  return hasHome ? undefined : knownWord(quoted, variables)?.join(' ')
}

/** All words; undefined if one is unknown. */
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
  // `"$*"` joins all arguments into one word
  if (!isList && (isQuoted ? given.length > 1 : !given.every(isOneWord))) return undefined
  const isBroken = textOf(word).endsWith(carriageReturn)
  return isBroken ? [...given.slice(0, -1), `${given.at(-1) ?? ''}${carriageReturn}`] : given
}

function isOneWord(text: string): boolean {
  return text !== '' && !expandsFurther.test(text)
}

function variablesIn({ values, arguments: given }: ShellVariables): Variables {
  const isArgument = (name: string) => /^[1-9]\d*$/.test(name)
  // `$?` and similar parameters are unknown, and so are variables that the engine and the shell set
  const isSetByOthers = (name: string) => /^(?:0|\W)$/.test(name) || setByOthers.has(name)
  return {
    get: (name) => (isArgument(name) ? given?.[Number(name) - 1] : values.get(name)),
    has: (name) =>
      isArgument(name)
        ? given === undefined || Number(name) <= given.length
        : values.has(name) || isSetByOthers(name),
    // a variable that the image does not set may be set when the container starts
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
