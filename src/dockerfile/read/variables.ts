import { type Expansion, expand, type Variables } from '../../shell/expansion.ts'
import { readWord } from '../../shell/read-word.ts'
import { type Source, sliceSource } from '../../shell/source.ts'
import { partsOf, sliceWord, textOf, type Word } from '../../shell/words.ts'
import type { Instruction } from './parse.ts'

/** A variable that an ENV or ARG sets; an ARG without default has no value. */
export interface Setting {
  readonly name: string
  readonly value?: Word
  /** `NAME=value` as written. */
  readonly whole: Word
}

/** Expands the variables of a shell word; undefined if it needs an unknown value. */
export function substitute(word: Word, variables: Variables): string | undefined {
  const expansion = expand(partsOf(word), variables, { of: 'shell' })
  return expansion.kind === 'text' ? expansion.text : undefined
}

/** Expands the variables of an instruction's word. */
export function expandWord(word: Word, variables: Variables, escapeCharacter: string): Expansion {
  return expand(partsOf(word), variables, { of: 'BuildKit', escapeCharacter })
}

/** Like `expandWord`; undefined if it needs an unknown value, or if the builder rejects it. */
export function expandedWord(word: Word, variables: Variables, escapeCharacter: string): string | undefined {
  const expansion = expandWord(word, variables, escapeCharacter)
  return expansion.kind === 'text' ? expansion.text : undefined
}

/** Settings of an ENV or ARG; undefined if it cannot be parsed. */
export function settingsOf(
  instruction: Instruction,
  escapeCharacter: string,
): readonly Setting[] | undefined {
  const { keyword, words, rest } = instruction
  const [first] = words
  if (first === undefined) return undefined
  if (keyword === 'ENV' && !textOf(first).includes('=')) {
    // `ENV NAME the rest of the line`
    const value = restOf(sliceSource(rest, first.next), escapeCharacter)
    if (value === undefined || textOf(value) === '') return undefined
    return [{ name: textOf(first), value, whole: value }]
  }
  const settings = words.map((word) => settingOf(word))
  return settings.some(({ value }) => keyword === 'ENV' && value === undefined) ? undefined : settings
}

/** The whole text as one word, including blanks; undefined if a quote is not closed. */
export function restOf(source: Source, escapeCharacter: string): Word | undefined {
  const text = source.text.trimEnd()
  const from = text.length - text.trimStart().length
  return readWord(sliceSource(source, 0, text.length), from, { ends: () => false, escapeCharacter })
}

/** Parses `NAME=value`; without `=`, there is no value. */
export function settingOf(word: Word): Setting {
  const text = textOf(word)
  const at = text.indexOf('=')
  if (at < 0) return { name: text, whole: word }
  return { name: text.slice(0, at), value: sliceWord(word, at + 1), whole: word }
}
