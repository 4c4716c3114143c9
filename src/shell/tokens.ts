/** Splits shell text into words, operators and redirections. Blanks and comments are skipped; heredocs belong to redirections. */

import { lineEndLength, scanWord, type WordRules } from './read-word.ts'
import { type Source, sliceSource } from './source.ts'
import type { CommandEnd } from './substitutions.ts'
import { textOf, type Word } from './words.ts'

/** Operators between commands, including line ends. */
export type ShellOperator = '\n' | ';' | '&' | '&&' | '||' | '|' | '|&' | ';;' | ';&' | ';;&' | '(' | ')'

export type ShellToken =
  | { readonly kind: 'word'; readonly word: Word }
  /** `at`: index of its first character in the source. */
  | { readonly kind: 'operator'; readonly text: ShellOperator; readonly at: number }
  | { readonly kind: 'redirection'; readonly redirection: Redirection }

export interface Redirection {
  /** `>`, `2>&` and similar operators, with the file descriptor before it. */
  readonly operator: string
  /** The word after it; undefined if there is none. */
  readonly target: Word | undefined
  /** The body of a heredoc; empty until its first line has been reached. */
  body?: Source
}

const redirection = /^(?:\d*(?:<<-|<<<|<<|<>|<&|>>|>&|>\||<(?!\()|>(?!\())|&>>?)/
const operator = /^(?:&&|&|\|\||\|&|\||;;&|;;|;&|;|\(|\))/
const endsWord = /[ \t\n;&|()<>]/

export class ShellTokens {
  readonly source: Source
  /** Index of the first unread character. */
  at: number
  /** Index of a word with an unclosed quote or substitution. */
  open: number | undefined
  readonly #rules: WordRules
  #heredocs: Redirection[] = []

  /** `depth`: number of substitutions around the text. */
  constructor(source: Source, at: number, depth: number, commandEnd: CommandEnd) {
    this.source = source
    this.at = at
    this.#rules = { ends: (character) => endsWord.test(character), depth, commandEnd }
  }

  next(): ShellToken | undefined {
    this.#skipBlanks()
    const { text } = this.source
    const start = this.at
    if (start >= text.length) return undefined
    const lineEnd = lineEndLength(text, start)
    if (lineEnd > 0) {
      this.at += lineEnd
      this.#skipHeredocs()
      return { kind: 'operator', text: '\n', at: start }
    }
    const near = text.slice(start, start + 12)
    const redirects = redirection.exec(near)?.[0]
    if (redirects !== undefined) return { kind: 'redirection', redirection: this.#redirection(redirects) }
    const found = operator.exec(near)?.[0]
    if (found !== undefined) {
      this.at += found.length
      return { kind: 'operator', text: found as ShellOperator, at: start }
    }
    return { kind: 'word', word: this.#word() }
  }

  /** The next operator, which remains unread; undefined for any other token. */
  peekOperator(): string | undefined {
    this.#skipBlanks()
    return operator.exec(this.source.text.slice(this.at, this.at + 3))?.[0]
  }

  #word(): Word {
    const start = this.at
    const { word, closed } = scanWord(this.source, start, this.#rules)
    if (!closed) this.open ??= start
    // a carriage return before a line end is part of it
    this.at = Math.max(word.next, start + 1)
    return withoutLineEnd(word, this.source.text)
  }

  #redirection(written: string): Redirection {
    this.at += written.length
    this.#skipBlanks()
    const { text } = this.source
    const next = text[this.at] ?? '\n'
    const isWord = this.at < text.length && lineEndLength(text, this.at) === 0
    const target = isWord && (!endsWord.test(next) || /^[<>]\(/.test(text.slice(this.at, this.at + 2)))
    const found: Redirection = { operator: written, target: target ? this.#word() : undefined }
    if (/<<-?$/.test(written) && !written.endsWith('<<<')) this.#heredocs.push(found)
    return found
  }

  #skipBlanks(): void {
    const { text } = this.source
    for (;;) {
      const character = text[this.at]
      const continued = character === '\\' ? lineEndLength(text, this.at + 1) : 0
      if (continued > 0) this.at += 1 + continued
      else if (character === ' ' || character === '\t') this.at += 1
      else if (character === '#') this.at = lineEndOf(text, this.at)
      else return
    }
  }

  #skipHeredocs(): void {
    const { text } = this.source
    for (const heredoc of this.#heredocs) {
      const name = heredoc.target === undefined ? '' : textOf(heredoc.target)
      const tabs = heredoc.operator.endsWith('-')
      const from = this.at
      let end = from
      while (this.at < text.length) {
        end = this.at
        const line = text.slice(end, lineEndOf(text, end)).replace(/\r$/, '')
        this.at = Math.min(lineEndOf(text, end) + 1, text.length)
        if ((tabs ? line.replace(/^\t+/, '') : line) === name) break
        end = this.at
      }
      heredoc.body = sliceSource(this.source, from, end)
    }
    this.#heredocs = []
  }
}

function lineEndOf(text: string, from: number): number {
  const found = text.indexOf('\n', from)
  return found < 0 ? text.length : found
}

function withoutLineEnd(word: Word, text: string): Word {
  const { source, quoting, range, next } = word
  if (!quoting.endsWith('n') || !source.text.endsWith('\r') || text[next] !== '\n') return word
  const last = source.text.length - 1
  return {
    source: sliceSource(source, 0, last),
    quoting: quoting.slice(0, last),
    range: { ...range, end: range.end - 1 },
    next,
  }
}
