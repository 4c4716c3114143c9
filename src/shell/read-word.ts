/** Reads one word: removes quotes, leaves substitutions as written, and keeps the offset of each character. */

import type { Source } from './source.ts'
import { bracesEnd, type CommandEnd, isSubstitution, substitutionEnd } from './substitutions.ts'
import type { Word } from './words.ts'

export interface WordRules {
  /** Whether an unquoted character ends the word. */
  readonly ends: (character: string) => boolean
  /** Default: a backslash. */
  readonly escapeCharacter?: string
  /**
   * Finds the end of `$(…)`; only for words of a shell. If it is set, `$'…'` and `<(…)` are recognized, too, and an unclosed
   * substitution extends to the end of the text. Words of a Dockerfile only have `${…}`.
   */
  readonly commandEnd?: CommandEnd
  /** Number of substitutions around it. */
  readonly depth?: number
}

export interface ReadWord {
  readonly word: Word
  /** Whether each quote and substitution in it is closed; an unclosed one extends to the end of the text. */
  readonly closed: boolean
}

export function scanWord(source: Source, from: number, rules: WordRules): ReadWord {
  return new WordReader(source, from, rules).read()
}

/** The word that begins at `from`; undefined if a quote is not closed. */
export function readWord(source: Source, from: number, rules: WordRules): Word | undefined {
  const { word, closed } = scanWord(source, from, rules)
  return closed ? word : undefined
}

const ansiEscapes: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  e: '\x1b',
  E: '\x1b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
}

class WordReader {
  readonly #source: Source
  readonly #rules: WordRules
  readonly #from: number
  readonly #escape: string
  #index: number
  #closed = true
  #text = ''
  #quoting = ''
  readonly #at: number[] = []
  readonly #end: number[] = []

  constructor(source: Source, from: number, rules: WordRules) {
    this.#source = source
    this.#rules = rules
    this.#from = from
    this.#index = from
    this.#escape = rules.escapeCharacter ?? '\\'
  }

  get #isShell(): boolean {
    return this.#rules.commandEnd !== undefined
  }

  read(): ReadWord {
    const { text, at, end } = this.#source
    while (this.#index < text.length && !this.#isEnd()) this.#part()
    const next = Math.min(this.#index, text.length)
    const start = at[this.#from] ?? end.at(-1) ?? 0
    const word: Word = {
      source: { text: this.#text, at: this.#at, end: this.#end },
      quoting: this.#quoting,
      range: { start, end: end[next - 1] ?? start },
      next,
    }
    return { word, closed: this.#closed }
  }

  #isEnd(): boolean {
    const { text } = this.#source
    const isProcess = this.#isShell && /^[<>]\(/.test(text.slice(this.#index, this.#index + 2))
    return this.#rules.ends(text[this.#index] ?? '') && !isProcess
  }

  #part(): void {
    const { text } = this.#source
    const character = text[this.#index]
    const isDollarQuote = this.#isShell && character === '$'
    if (character === "'") this.#singleQuoted()
    else if (character === '"') this.#doubleQuoted()
    else if (isDollarQuote && text[this.#index + 1] === "'") this.#ansiQuoted()
    else if (isDollarQuote && text[this.#index + 1] === '"') this.#index += 1
    else if (character === this.#escape) this.#escaped()
    else this.#plain('n')
  }

  /** Adds one character to the value; `length` characters of the source represent it. */
  #take(length: number, how: string, character = this.#source.text[this.#index + length - 1] ?? ''): void {
    this.#text += character
    this.#quoting += how
    this.#at.push(this.#source.at[this.#index] ?? 0)
    this.#end.push(this.#source.end[this.#index + length - 1] ?? 0)
    this.#index += length
  }

  #takeThrough(last: number, how: string): void {
    while (this.#index < last) this.#take(1, how)
  }

  /** Reads a whole substitution, or one character. */
  #plain(how: 'n' | 'd'): void {
    const { text } = this.#source
    const { depth = 0, commandEnd } = this.#rules
    const end =
      commandEnd === undefined
        ? this.#variableEnd(how)
        : this.#begins(how)
          ? substitutionEnd(text, this.#index, { quoted: how === 'd', depth, commandEnd })
          : this.#index + 1
    this.#closed &&= end !== undefined
    this.#takeThrough(end ?? text.length, how)
  }

  /** Whether a shell's substitution begins here. */
  #begins(how: 'n' | 'd'): boolean {
    const { text } = this.#source
    return isSubstitution(text, this.#index) && (!/[<>]/.test(text[this.#index] ?? '') || how === 'n')
  }

  /** The index after the variable or character here in a word of a Dockerfile; undefined if a brace is not closed. */
  #variableEnd(how: 'n' | 'd'): number | undefined {
    const { text } = this.#source
    // `$$` is the variable `$`
    if (text.startsWith('$$', this.#index)) return this.#index + 2
    if (!text.startsWith('${', this.#index)) return this.#index + 1
    const isEnd = how === 'd' ? () => false : this.#rules.ends
    return bracesEnd(text, this.#index, { escape: this.#escape, isEnd })
  }

  #singleQuoted(): void {
    const closing = this.#source.text.indexOf("'", this.#index + 1)
    this.#closed &&= closing >= 0
    this.#index += 1
    this.#takeThrough(closing < 0 ? this.#source.text.length : closing, 's')
    this.#index += 1
  }

  #doubleQuoted(): void {
    const { text } = this.#source
    this.#index += 1
    while (this.#index < text.length && text[this.#index] !== '"') {
      const next = text[this.#index + 1] ?? ''
      const isEscape = text[this.#index] === this.#escape
      const continued = isEscape ? lineEndLength(text, this.#index + 1) : 0
      if (continued > 0) this.#index += 1 + continued
      else if (isEscape && this.#isEscapedInQuotes(next)) this.#take(2, 'D')
      else this.#plain('d')
    }
    this.#closed &&= this.#index < text.length
    this.#index += 1
  }

  #isEscapedInQuotes(character: string): boolean {
    const isOfAll = character === '"' || character === '$' || character === this.#escape
    return isOfAll || (this.#isShell && character === '`')
  }

  /** `$'…'` of bash: escapes as in C. */
  #ansiQuoted(): void {
    const { text } = this.#source
    this.#index += 2
    while (this.#index < text.length && text[this.#index] !== "'") {
      const [whole = '', octal, hex, letter = ''] =
        /^\\(?:([0-7]{1,3})|x([0-9a-fA-F]{1,2})|(.))/s.exec(text.slice(this.#index, this.#index + 4)) ?? []
      const code = octal === undefined ? Number.parseInt(hex ?? '', 16) : Number.parseInt(octal, 8)
      if (whole === '') this.#take(1, 's')
      else if (letter === '') this.#take(whole.length, 's', String.fromCharCode(code))
      else if (ansiEscapes[letter] !== undefined) this.#take(2, 's', ansiEscapes[letter])
      else if (/[\\'"?]/.test(letter)) this.#take(2, 's')
      else this.#takeThrough(this.#index + 2, 's')
    }
    this.#closed &&= this.#index < text.length
    this.#index += 1
  }

  #escaped(): void {
    const { text } = this.#source
    const continued = lineEndLength(text, this.#index + 1)
    if (continued > 0) this.#index += 1 + continued
    else if (this.#index + 1 < text.length) this.#take(2, 'N')
    else if (this.#isShell) this.#take(1, 'N')
    else this.#index += 1
  }
}

/** Length of the line end here; 0 if there is none. */
export function lineEndLength(text: string, at: number): number {
  if (text[at] === '\n') return 1
  return text[at] === '\r' && text[at + 1] === '\n' ? 2 : 0
}
