/** Reads the heads of compound commands: everything of a `for` before `do`, and the subject and patterns of a `case`. */

import type { CommandList } from './command-list.ts'
import type { OpenCompounds } from './compounds.ts'
import type { Frame } from './grammar.ts'
import type { Source } from './source.ts'
import type { ShellOperator } from './tokens.ts'
import { isUnquoted, textOf, type Word } from './words.ts'

/**
 * The role of a word: part of the head, the reserved word after the head, or part of a command outside of a head.
 */
type WordRole = 'head' | 'reserved' | 'command'

export class CompoundHeads {
  readonly #source: Source
  readonly #open: OpenCompounds
  readonly #commands: CommandList

  constructor(source: Source, open: OpenCompounds, commands: CommandList) {
    this.#source = source
    this.#open = open
    this.#commands = commands
  }

  word(word: Word): WordRole {
    const frame = this.#open.innermost
    const text = textOf(word)
    switch (frame?.part) {
      case 'name':
        this.#commands.begin('for').words.push(forWord(this.#source, frame, word), word)
        frame.part = 'after-name'
        return 'head'
      case 'after-name':
        if (text === 'in') {
          this.#commands.begin('for').words.push(word)
          frame.part = 'words'
          return 'head'
        }
        this.#commands.finish()
        return 'reserved'
      case 'words':
        this.#commands.begin('for').words.push(word)
        return 'head'
      case 'subject':
        this.#commands.begin('case').words.push(forWord(this.#source, frame, word), word)
        this.#commands.finish()
        frame.part = 'in'
        return 'head'
      case 'in':
        if (text !== 'in') this.#open.wrong(word.next)
        frame.part = 'pattern'
        return 'head'
      case 'pattern':
        return this.#open.pattern(frame, isUnquoted(word) ? text : '', word.next) ? 'reserved' : 'head'
      case 'do':
        if (text !== 'do') this.#open.wrong(word.next)
        return 'command'
      default:
        return 'command'
    }
  }

  /**
   * Handles line ends and `;` in the head of a `for`, and `|` between the patterns of a `case`.
   *
   * @returns whether the operator is part of a head
   */
  operator(text: ShellOperator, at: number): boolean {
    const frame = this.#open.innermost
    switch (frame?.part) {
      case 'after-name':
      case 'words':
        if (text !== '\n' && text !== ';') return false
        // `in` can be on a separate line
        if (frame.part === 'after-name' && text === '\n') return true
        this.#commands.finish()
        frame.part = 'do'
        return true
      case 'do':
        return text === '\n' || text === ';'
      case 'subject':
      case 'in':
        return text === '\n'
      case 'pattern':
        this.#open.betweenPatterns(frame, text, at)
        return text === '\n' || text === '|'
      default:
        return false
    }
  }
}

/** The reserved word `for` or `case` as a word of the command. */
function forWord({ at, end }: Source, frame: Frame, name: Word): Word {
  const text = frame.compound
  const places = Array.from(text, (_, index) => frame.at + index)
  const start = at[frame.at] ?? name.range.start
  return {
    source: {
      text,
      at: places.map((place) => at[place] ?? start),
      end: places.map((place) => end[place] ?? start + 1),
    },
    quoting: 'n'.repeat(text.length),
    range: { start, end: end[frame.at + text.length - 1] ?? start + text.length },
    next: frame.at + text.length,
  }
}
