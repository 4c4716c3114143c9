import { OpenCompounds } from './compounds.ts'
import { continuesCompound, type Frame, isReserved, openers } from './grammar.ts'
import type { ShellCommand, ShellScript } from './script.ts'
import type { Source } from './source.ts'
import { arithmeticEnd, type CommandEnd } from './substitutions.ts'
import { type Redirection, type ShellOperator, ShellTokens } from './tokens.ts'
import { isUnquoted, textOf, type Word } from './words.ts'

interface OpenCommand {
  readonly kind: ShellCommand['kind']
  readonly assignments: Word[]
  readonly words: Word[]
  readonly redirections: Redirection[]
}

const assignment = /^[A-Za-z_]\w*(?:\[[^\]]*\])?\+?=/

export class ShellParser {
  readonly #tokens: ShellTokens
  readonly #source: Source
  readonly #commands: ShellCommand[] = []
  readonly #open = new OpenCompounds()
  #current: OpenCommand | undefined
  #isNegated = false

  constructor(source: Source, at: number, depth = 0) {
    this.#source = source
    this.#tokens = new ShellTokens(source, at, depth, this.#skipInner)
  }

  read(): ShellScript {
    while (this.#step()) {}
    this.#finish()
    this.#open.end(this.#tokens.at)
    const faults = [this.#tokens.open, this.#open.faultAt].filter((at) => at !== undefined)
    const faultAt = faults.length === 0 ? undefined : Math.min(...faults)
    return { commands: this.#commands, faultAt }
  }

  /** Reads up to a `)` without an opening one in this text; returns the index after it. */
  skip(): number | undefined {
    for (;;) {
      const isFree = this.#open.all.length === 0 && this.#tokens.peekOperator() === ')'
      if (isFree) break
      if (!this.#step()) return undefined
    }
    this.#finish()
    this.#open.end(this.#tokens.at)
    return this.#tokens.open === undefined ? this.#tokens.at + 1 : undefined
  }

  /** A syntax error inside a substitution is one of the whole text. */
  readonly #skipInner: CommandEnd = (text, at, depth) => {
    const inner = new ShellParser({ text, at: [], end: [] }, at, depth)
    const end = inner.skip()
    if (inner.#open.faultAt !== undefined) this.#open.wrong(at)
    return end
  }

  /** Reads one token; false at the end. */
  #step(): boolean {
    const token = this.#tokens.next()
    if (token === undefined) return false
    if (token.kind === 'word') this.#word(token.word)
    else if (token.kind === 'operator') this.#operator(token.text, token.at)
    else this.#redirect(token.redirection)
    return true
  }

  #redirect(redirection: Redirection): void {
    if (redirection.target === undefined) this.#open.wrong(this.#tokens.at)
    // redirections of a compound command belong to no simple command
    if (this.#current === undefined && this.#open.expected === 'operator') return
    this.#begin('simple').redirections.push(redirection)
  }

  #begin(kind: ShellCommand['kind']): OpenCommand {
    this.#current ??= { kind, assignments: [], words: [], redirections: [] }
    return this.#current
  }

  #word(word: Word): void {
    if (this.#open.innermost !== undefined && this.#headWord(this.#open.innermost, word)) return
    const text = textOf(word)
    const isFirst = this.#current === undefined
    if (isFirst && isUnquoted(word) && this.#reserved(text, word)) return
    if (isFirst && (this.#open.expected === 'operator' || this.#open.expected === 'function-body')) {
      this.#open.wrong(word.range.start)
    }
    const { assignments, words } = this.#begin('simple')
    const name = assignment.exec(text)?.[0]
    const assigns =
      words.length === 0 && name !== undefined && !/[^n]/.test(word.quoting.slice(0, name.length))
    ;(assigns ? assignments : words).push(word)
  }

  /** A word in the head of a `for` or `case`. */
  #headWord(frame: Frame, word: Word): boolean {
    const text = textOf(word)
    switch (frame.part) {
      case 'name':
        this.#begin('for').words.push(forWord(this.#source, frame, word), word)
        frame.part = 'after-name'
        return true
      case 'after-name':
        if (text === 'in') {
          this.#begin('for').words.push(word)
          frame.part = 'words'
        } else {
          this.#finish()
          if (!this.#reserved(text, word)) this.#open.wrong(word.next)
        }
        return true
      case 'words':
        this.#begin('for').words.push(word)
        return true
      case 'subject':
        this.#begin('case').words.push(forWord(this.#source, frame, word), word)
        this.#finish()
        frame.part = 'in'
        return true
      case 'in':
        if (text !== 'in') this.#open.wrong(word.next)
        frame.part = 'pattern'
        return true
      case 'pattern':
        if (this.#open.pattern(frame, isUnquoted(word) ? text : '', word.next)) this.#reserved(text, word)
        return true
      case 'do':
        if (text !== 'do') this.#open.wrong(word.next)
        return false
      default:
        return false
    }
  }

  /** Whether the word is a reserved word here, and so not part of a command. */
  #reserved(text: string, word: Word): boolean {
    if (!isReserved(text)) return text === '[[' && this.#open.expected !== 'operator' && this.#condition(word)
    if (continuesCompound(text)) this.#open.continue(text, word.next)
    else if (text === '!') {
      this.#open.negate(word.next)
      this.#isNegated = true
    } else if (text === 'function') this.#functionHead()
    else {
      const opener = openers.get(text)
      if (opener !== undefined) this.#open.push(opener[0], word.next - text.length, opener[1])
    }
    return true
  }

  /** @param before the operator that ends the command */
  #finish(before?: ShellOperator): void {
    const current = this.#current
    if (current === undefined) return
    const isNegated = this.#isNegated
    this.#current = undefined
    this.#isNegated = false
    const inside = this.#open.all.flatMap(({ compound, isFunction }) =>
      isFunction ? (['function', compound] as const) : [compound],
    )
    const within = this.#open.all
      .filter(({ compound }) => compound === 'subshell')
      .map(({ at }) => this.#source.at[at] ?? at)
    // the head of a compound command is not inside it
    const own = current.kind === 'for' || current.kind === 'case' ? inside.slice(0, -1) : inside
    this.#commands.push({ ...current, after: this.#open.after, before, isNegated, within, inside: own })
    if (current.kind === 'simple' || current.kind === 'condition') this.#open.commandEnded()
  }

  #operator(text: ShellOperator, at: number): void {
    if (text === '(') this.#parenthesis(at)
    else if (text === ')') this.#close(at)
    else if (!this.#isInHead(text)) {
      this.#finish(text)
      this.#open.separate(text, at)
    }
  }

  /** Line ends and `;` in the head of a `for`, `|` between the patterns of a `case`. */
  #isInHead(text: ShellOperator): boolean {
    const frame = this.#open.innermost
    switch (frame?.part) {
      case 'after-name':
      case 'words':
        if (text !== '\n' && text !== ';') return false
        // `in` may be on a separate line
        if (frame.part === 'after-name' && text === '\n') return true
        this.#finish()
        frame.part = 'do'
        return true
      case 'do':
        return text === '\n' || text === ';'
      case 'subject':
      case 'in':
        return text === '\n'
      case 'pattern':
        if ((text === '|') !== frame.commands > 0) this.#open.wrong(this.#tokens.at)
        frame.commands = 0
        return text === '\n' || text === '|'
      default:
        return false
    }
  }

  #parenthesis(at: number): void {
    const frame = this.#open.innermost
    if (frame?.part === 'pattern') {
      this.#open.openPatterns(frame, at)
      return
    }
    const isPair =
      this.#source.text[at + 1] === '(' && (this.#current === undefined || frame?.part === 'name')
    const arithmetic = isPair ? arithmeticEnd(this.#source.text, at) : undefined
    if (this.#isArray(at)) this.#skipArray()
    else if (arithmetic !== undefined) this.#arithmetic(arithmetic)
    else if (this.#isFunctionHead()) {
      this.#tokens.next()
      this.#current = undefined
      this.#open.expected = 'function-body'
    } else {
      if (this.#current !== undefined) this.#open.wrong(at)
      this.#finish()
      this.#open.push('subshell', at, 'body')
    }
  }

  /** `NAME (`, if `)` comes next. */
  #isFunctionHead(): boolean {
    const current = this.#current
    if (current?.words.length !== 1) return false
    if (current.assignments.length > 0 || current.redirections.length > 0) return false
    return this.#tokens.peekOperator() === ')'
  }

  #arithmetic(end: number): void {
    this.#tokens.at = end
    if (this.#open.innermost?.part === 'name') this.#open.innermost.part = 'do'
    else {
      if (this.#open.expected === 'operator') this.#open.wrong(end)
      this.#open.commandEnded()
    }
  }

  #close(at: number): void {
    const frame = this.#open.innermost
    if (frame?.part === 'pattern') {
      this.#open.closePatterns(frame, at)
      return
    }
    this.#finish()
    const isWhole = frame?.compound === 'subshell' && frame.commands > 0 && this.#open.expected !== 'needed'
    if (!isWhole) this.#open.wrong(at)
    if (frame?.compound === 'subshell') this.#open.pop()
    else this.#open.expected = 'operator'
  }

  /** `NAME=(` without blanks. */
  #isArray(at: number): boolean {
    const last = this.#current?.words.at(-1) ?? this.#current?.assignments.at(-1)
    return last !== undefined && last.next === at && /^[A-Za-z_]\w*\+?=$/.test(textOf(last))
  }

  #skipArray(): void {
    for (let token = this.#tokens.next(); token !== undefined; token = this.#tokens.next()) {
      if (token.kind === 'operator' && token.text === ')') return
    }
    this.#open.wrong(this.#source.text.length)
  }

  /** `function NAME` of bash, with or without `()`. */
  #functionHead(): void {
    const name = this.#tokens.next()
    if (name?.kind !== 'word') this.#open.wrong(this.#tokens.at)
    if (this.#tokens.peekOperator() === '(') {
      this.#tokens.next()
      if (this.#tokens.peekOperator() === ')') this.#tokens.next()
    }
    this.#open.expected = 'function-body'
  }

  /** `[[ … ]]`, in which operators are those of the condition. */
  #condition(first: Word): boolean {
    const { words } = this.#begin('condition')
    words.push(first)
    for (let token = this.#tokens.next(); token !== undefined; token = this.#tokens.next()) {
      if (token.kind !== 'word') continue
      words.push(token.word)
      if (textOf(token.word) === ']]' && isUnquoted(token.word)) {
        this.#finish()
        return true
      }
    }
    this.#open.wrong(this.#source.text.length)
    return true
  }
}

/** The `for` or `case` that begins a compound command, as a word. */
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
