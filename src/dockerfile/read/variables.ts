import { readWord } from '../../shell/read-word.ts'
import { sliceSource, sourceOfText } from '../../shell/source.ts'
import { sliceWord, textOf, type Word } from '../../shell/words.ts'
import type { Instruction } from './parse.ts'

/** The value of a variable, or undefined where the text does not say. */
export type Lookup = (name: string) => string | undefined

/** A variable that an ENV or ARG sets; an ARG without default has no value. */
export interface Setting {
  readonly name: string
  readonly value?: Word
  /** `NAME=value` as it is written. */
  readonly whole: Word
}

const variable = /^\$(?:([A-Za-z_]\w*)|\{([A-Za-z_]\w*)(?:(:?[-+?])(.*))?\})/s

/**
 * A word with its variables replaced; undefined when one of them has no known value, or is used in a way that is not
 * understood (`${X#y}`, `$(command)`).
 */
export function substitute(word: Word, lookup: Lookup): string | undefined {
  const text = textOf(word)
  let result = ''
  for (let at = 0; at < text.length; ) {
    const open = word.quoting[at] === 'n' || word.quoting[at] === 'd'
    if (!open || (text[at] !== '$' && text[at] !== '`')) {
      result += text[at]
      at += 1
      continue
    }
    const length = text.startsWith('${', at) ? closing(text, at + 1) - at : text.length - at
    const found = variable.exec(text.slice(at, at + length))
    if (found === null) return undefined
    const [whole, bare, braced, operator, other = ''] = found
    const known = lookup(bare ?? braced ?? '')
    const value = operator === undefined ? known : withDefault(known, operator, other, lookup)
    if (value === undefined) return undefined
    result += value
    at += whole.length
  }
  return result
}

function withDefault(known: string | undefined, operator: string, other: string, lookup: Lookup) {
  const set = known !== undefined && !(operator.startsWith(':') && known === '')
  if (operator.endsWith('+')) return set ? expand(other, lookup) : ''
  if (operator.endsWith('-')) return set ? known : expand(other, lookup)
  return set ? known : undefined
}

function expand(text: string, lookup: Lookup): string | undefined {
  const word = readWord(sourceOfText(text), 0, { ends: () => false })
  return word === undefined ? undefined : substitute(word, lookup)
}

/** The index after the brace that closes the one at `from`. */
function closing(text: string, from: number): number {
  let depth = 0
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === '{') depth += 1
    if (text[at] === '}') depth -= 1
    if (depth === 0) return at + 1
  }
  return text.length
}

/** What an ENV or ARG sets; undefined when it cannot be read. */
export function settingsOf(
  instruction: Instruction,
  escapeCharacter: string,
): readonly Setting[] | undefined {
  const { keyword, words, rest } = instruction
  const [first] = words
  if (first === undefined) return undefined
  if (keyword === 'ENV' && !textOf(first).includes('=')) {
    // `ENV NAME the rest of the line`
    const after = sliceSource(rest, first.next)
    const value = readWord(after, after.text.length - after.text.trimStart().length, {
      ends: () => false,
      escapeCharacter,
    })
    if (value === undefined || textOf(value) === '') return undefined
    return [{ name: textOf(first), value, whole: value }]
  }
  const settings = words.map((word) => settingOf(word))
  return settings.some(({ value }) => keyword === 'ENV' && value === undefined) ? undefined : settings
}

/** `NAME=value` as a setting; without `=`, a name alone. */
export function settingOf(word: Word): Setting {
  const text = textOf(word)
  const at = text.indexOf('=')
  if (at < 0) return { name: text, whole: word }
  return { name: text.slice(0, at), value: sliceWord(word, at + 1), whole: word }
}
