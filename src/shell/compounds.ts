/** The state of the parser: the open compound commands, and what may follow. */

import { type Compound, type Frame, transitionOf } from './grammar.ts'
import type { ShellOperator } from './tokens.ts'

/** What may follow. */
export type Expected =
  /** A command, or the end of the list. */
  | 'command'
  /** A command, after operators such as `&&`. */
  | 'needed'
  /** An operator, after a complete command. */
  | 'operator'
  /** A compound command, after the head of a function. */
  | 'function-body'

/** Real scripts are not nested deeper. */
const deepest = 200
/** Special value for the number of patterns: a pattern must follow, after `(` or `|`. */
const opened = -1

export class OpenCompounds {
  expected: Expected = 'command'
  /** The operator before the next command. */
  after: ShellOperator | undefined
  /** Index of the first syntax error. */
  faultAt: number | undefined
  readonly #frames: Frame[] = []

  get innermost(): Frame | undefined {
    return this.#frames.at(-1)
  }

  /** Outermost first. */
  get all(): readonly Frame[] {
    return this.#frames
  }

  wrong(at: number): void {
    this.faultAt ??= at
  }

  /** Records a syntax error if the text must not end here. */
  end(at: number): void {
    const isOpen = this.expected === 'needed' || this.expected === 'function-body'
    if (this.#frames.length > 0 || isOpen) this.wrong(at)
  }

  push(compound: Compound, at: number, part: Frame['part']): void {
    if (this.expected === 'operator') this.wrong(at)
    if (this.#frames.length >= deepest) {
      this.wrong(at)
      return
    }
    const isFunction = this.expected === 'function-body'
    this.#frames.push({ compound, isFunction, at, part, commands: 0 })
    this.expected = 'command'
  }

  pop(): void {
    this.#frames.pop()
    this.commandEnded()
  }

  commandEnded(): void {
    if (this.innermost !== undefined) this.innermost.commands += 1
    this.expected = 'operator'
  }

  /** A reserved word that continues a compound command, or closes it. */
  continue(word: string, at: number): void {
    const frame = this.innermost
    const transition = transitionOf(word, frame)
    if (frame === undefined || transition === undefined || this.expected === 'needed') {
      this.wrong(at)
      this.expected = 'command'
    } else if (transition.to === undefined) this.pop()
    else {
      frame.part = transition.to
      frame.commands = 0
      this.expected = 'command'
    }
  }

  /** `!`, after which a command must follow. */
  negate(at: number): void {
    if (this.expected === 'operator' || this.after === '|') this.wrong(at)
    this.expected = 'needed'
  }

  /** An operator between two commands. */
  separate(operator: ShellOperator, at: number): void {
    if (operator === ';;' || operator === ';&' || operator === ';;&') this.#endOfCase(operator, at)
    else if (operator === '\n') {
      if (this.expected === 'operator') this.expected = 'command'
      if (this.expected === 'command') this.after = operator
    } else {
      if (this.expected !== 'operator') this.wrong(at)
      this.expected = operator === ';' || operator === '&' ? 'command' : 'needed'
      this.after = operator
    }
  }

  #endOfCase(operator: ShellOperator, at: number): void {
    const frame = this.innermost
    if (frame?.compound !== 'case' || frame.part !== 'body' || this.expected === 'needed') this.wrong(at)
    else {
      frame.part = 'pattern'
      frame.commands = 0
    }
    this.expected = 'command'
    this.after = operator
  }

  /** A pattern of a `case`; returns true for `esac` instead of a pattern, which closes it. */
  pattern(frame: Frame, word: string, at: number): boolean {
    if (frame.commands > 0) this.wrong(at)
    if (word === 'esac' && frame.commands === 0) return true
    frame.commands = 1
    return false
  }

  /** `(` before the patterns. */
  openPatterns(frame: Frame, at: number): void {
    if (frame.commands !== 0) this.wrong(at)
    frame.commands = opened
  }

  /** `|` between patterns, or a line end before them. */
  betweenPatterns(frame: Frame, operator: ShellOperator, at: number): void {
    if (operator === '|' ? frame.commands <= 0 : frame.commands !== 0) this.wrong(at)
    frame.commands = operator === '|' ? opened : 0
  }

  /** `)` after the patterns. */
  closePatterns(frame: Frame, at: number): void {
    if (frame.commands <= 0) this.wrong(at)
    frame.part = 'body'
    frame.commands = 0
    this.expected = 'command'
  }
}
