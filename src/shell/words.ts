import { type Source, sliceSource, sourceOfText, type TextRange } from './source.ts'

/** A word of a shell or a Dockerfile, without its quotes and with substitutions as written. */
export interface Word {
  readonly source: Source
  /**
   * How each character is quoted: `n` not at all, `d` and `s` in double and single quotes, `N` and `D` escaped, outside and inside
   * double quotes. Variables are only replaced in `n` and `d`.
   */
  readonly quoting: string
  /** Its range in the file, including quotes. */
  readonly range: TextRange
  /** Index of the first character after it in its source. */
  readonly next: number
}

/** A part of a word: adjacent characters with the same quoting. */
export interface WordPart {
  readonly text: string
  readonly quoting: 'none' | 'double' | 'single' | 'escape'
}

export function textOf(word: Word): string {
  return word.source.text
}

/** Whether no character of it is quoted, so that it may be a reserved word or an operator's operand. */
export function isUnquoted(word: Word): boolean {
  return word.quoting !== '' && !/[^n]/.test(word.quoting)
}

const quotings = { n: 'none', d: 'double', s: 'single', N: 'escape', D: 'escape' } as const

/** The parts of a word in order; empty for an empty word. */
export function partsOf(word: Word): readonly WordPart[] {
  return [...word.quoting.matchAll(/([nds])\1*|[ND]+/g)].map(({ 0: run, index }) => ({
    text: textOf(word).slice(index, index + run.length),
    quoting: quotings[(run[0] ?? 'n') as keyof typeof quotings],
  }))
}

/** Characters `from` to `to` of a word as a separate word. */
export function sliceWord(word: Word, from: number, to = word.source.text.length): Word {
  const source = sliceSource(word.source, from, to)
  const start = source.at[0] ?? word.range.end
  return {
    source,
    quoting: word.quoting.slice(from, to),
    range: { start, end: source.end.at(-1) ?? start },
    next: word.next,
  }
}

/** A text without quotes as a word; `start`: its offset in the file. */
export function unquotedWord(text: string, start = 0): Word {
  const { at, end } = sourceOfText(text)
  return {
    source: { text, at: at.map((offset) => offset + start), end: end.map((offset) => offset + start) },
    quoting: 'n'.repeat(text.length),
    range: { start, end: start + text.length },
    next: text.length,
  }
}
