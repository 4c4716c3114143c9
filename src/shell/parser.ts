import { type Compound, continuesCompound, type Frame, isReserved, openers, transitionOf } from './grammar.ts'
import type { Source } from './source.ts'
import { arithmeticEnd, type CommandEnd } from './substitutions.ts'
import { type Redirection, type ShellOperator, ShellTokens } from './tokens.ts'
import { isUnquoted, textOf, type Word } from './words.ts'

/** A command of a shell script. */
export interface ShellCommand {
  /** The head of a `for` is a command of its own, as are the subject of a `case` and a `[[ … ]]`. */
  readonly kind: 'simple' | 'for' | 'case' | 'condition'
  /** `NAME=value` before its first word. */
  readonly assignments: readonly Word[]
  /** Program and arguments, redirections left out; none when it only assigns or redirects. */
  readonly words: readonly Word[]
  readonly redirections: readonly Redirection[]
  /** What stands between it and the command before; undefined for the first one. */
  readonly after: ShellOperator | undefined
  /** The subshells that it is in, outermost first: where each begins in the file. */
  readonly within: readonly number[]
  /** The compound commands that it is in, outermost first: it may run never, or often. */
  readonly inside: readonly Compound[]
}

export interface ShellScript {
  readonly commands: readonly ShellCommand[]
  /** Index of the first character that no shell would take there, or that is not closed; undefined where all is well. */
  readonly faultAt: number | undefined
}

/** What may come next. */
type Expected =
  /** A command, or the end of the list. */
  | 'command'
  /** A command, after `&&` and the like. */
  | 'needed'
  /** An operator, after a whole command. */
  | 'operator'
  /** A compound command, after the head of a function. */
  | 'function-body'

interface OpenCommand {
  readonly kind: ShellCommand['kind']
  readonly assignments: Word[]
  readonly words: Word[]
  readonly redirections: Redirection[]
}

/** More of them in each other than anybody writes. */
const deepest = 200
/** In the place of a number of patterns: their parenthesis is open, and none is there yet. */
const opened = -1
const assignment = /^[A-Za-z_]\w*(?:\[[^\]]*\])?\+?=/

export class ShellParser {
  readonly #tokens: ShellTokens
  readonly #source: Source
  readonly #commands: ShellCommand[] = []
  readonly #frames: Frame[] = []
  #current: OpenCommand | undefined
  #expected: Expected = 'command'
  #after: ShellOperator | undefined
  #fault: number | undefined

  constructor(source: Source, at: number, depth = 0) {
    this.#source = source
    this.#tokens = new ShellTokens(source, at, depth, this.#skipInner)
  }

  read(): ShellScript {
    while (this.#step()) {}
    this.#finish()
    this.#end()
    const { open } = this.#tokens
    const faultAt =
      open === undefined || this.#fault === undefined ? (open ?? this.#fault) : Math.min(open, this.#fault)
    return { commands: this.#commands, faultAt }
  }

  /** Reads up to a `)` that nothing here opened; the index after it. */
  skip(): number | undefined {
    for (;;) {
      const isFree = this.#frames.length === 0 && this.#tokens.peekOperator() === ')'
      if (isFree) break
      if (!this.#step()) return undefined
    }
    this.#finish()
    this.#end()
    return this.#tokens.open === undefined ? this.#tokens.at + 1 : undefined
  }

  /** What is wrong inside of a substitution is wrong here too. */
  readonly #skipInner: CommandEnd = (text, at, depth) => {
    const inner = new ShellParser({ text, at: [], end: [] }, at, depth)
    const end = inner.skip()
    if (inner.#fault !== undefined) this.#wrong(at)
    return end
  }

  #end(): void {
    const isOpen = this.#expected === 'needed' || this.#expected === 'function-body'
    if (this.#frames.length > 0 || isOpen) this.#wrong(this.#tokens.at)
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

  #wrong(at: number): void {
    this.#fault ??= at
  }

  get #frame(): Frame | undefined {
    return this.#frames.at(-1)
  }

  #redirect(redirection: Redirection): void {
    if (redirection.target === undefined) this.#wrong(this.#tokens.at)
    // those of a compound command are nobody's here
    if (this.#current === undefined && this.#expected === 'operator') return
    this.#open('simple').redirections.push(redirection)
  }

  #open(kind: ShellCommand['kind']): OpenCommand {
    this.#current ??= { kind, assignments: [], words: [], redirections: [] }
    return this.#current
  }

  #word(word: Word): void {
    if (this.#frame !== undefined && this.#headWord(this.#frame, word)) return
    const text = textOf(word)
    const isFirst = this.#current === undefined
    if (isFirst && isUnquoted(word) && this.#reserved(text, word)) return
    if (isFirst && (this.#expected === 'operator' || this.#expected === 'function-body')) {
      this.#wrong(word.range.start)
    }
    const { assignments, words } = this.#open('simple')
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
        this.#open('for').words.push(forWord(this.#source, frame, word), word)
        frame.part = 'after-name'
        return true
      case 'after-name':
        if (text === 'in') {
          this.#open('for').words.push(word)
          frame.part = 'words'
        } else {
          this.#finish()
          if (!this.#reserved(text, word)) this.#wrong(word.next)
        }
        return true
      case 'words':
        this.#open('for').words.push(word)
        return true
      case 'subject':
        this.#open('case').words.push(forWord(this.#source, frame, word), word)
        this.#finish()
        frame.part = 'in'
        return true
      case 'in':
        if (text !== 'in') this.#wrong(word.next)
        frame.part = 'pattern'
        return true
      case 'pattern':
        if (frame.commands > 0) this.#wrong(word.next)
        if (text === 'esac' && isUnquoted(word) && frame.commands === 0) this.#reserved(text, word)
        else frame.commands = 1
        return true
      case 'do':
        if (text !== 'do') this.#wrong(word.next)
        return false
      default:
        return false
    }
  }

  /** Whether the word is a reserved one here, and so is no part of a command. */
  #reserved(text: string, word: Word): boolean {
    if (!isReserved(text)) return text === '[[' && this.#expected !== 'operator' && this.#condition(word)
    if (continuesCompound(text)) this.#continue(text, word)
    else if (text === '!') {
      if (this.#expected === 'operator' || this.#after === '|') this.#wrong(word.next)
      this.#expected = 'needed'
    } else if (text === 'function') this.#functionHead()
    else {
      const opener = openers.get(text)
      if (opener !== undefined) this.#push(opener[0], word.next - text.length, opener[1])
    }
    return true
  }

  #continue(text: string, word: Word): void {
    const frame = this.#frame
    const transition = transitionOf(text, frame)
    if (frame === undefined || transition === undefined || this.#expected === 'needed') {
      this.#wrong(word.next)
      this.#expected = 'command'
    } else if (transition.to === undefined) this.#pop()
    else {
      frame.part = transition.to
      frame.commands = 0
      this.#expected = 'command'
    }
  }

  #push(compound: Compound, at: number, part: Frame['part']): void {
    if (this.#expected === 'operator') this.#wrong(at)
    if (this.#frames.length >= deepest) {
      this.#wrong(at)
      return
    }
    const isFunction = this.#expected === 'function-body'
    this.#frames.push({ compound, isFunction, at, part, commands: 0 })
    this.#expected = 'command'
  }

  #pop(): void {
    this.#frames.pop()
    this.#ended()
  }

  /** A whole command was read. */
  #ended(): void {
    if (this.#frame !== undefined) this.#frame.commands += 1
    this.#expected = 'operator'
  }

  #finish(): void {
    const current = this.#current
    if (current === undefined) return
    this.#current = undefined
    const inside = this.#frames.flatMap(({ compound, isFunction }) =>
      isFunction ? (['function', compound] as const) : [compound],
    )
    const within = this.#frames
      .filter(({ compound }) => compound === 'subshell')
      .map(({ at }) => this.#source.at[at] ?? at)
    // the head of a compound command stands beside it
    const own = current.kind === 'for' || current.kind === 'case' ? inside.slice(0, -1) : inside
    this.#commands.push({ ...current, after: this.#after, within, inside: own })
    if (current.kind === 'simple' || current.kind === 'condition') this.#ended()
  }

  #operator(text: ShellOperator, at: number): void {
    if (text === '(') this.#parenthesis(at)
    else if (text === ')') this.#close(at)
    else if (!this.#isInHead(text)) this.#separator(text, at)
  }

  #separator(text: ShellOperator, at: number): void {
    this.#finish()
    if (text === ';;' || text === ';&' || text === ';;&') this.#endOfCase(text, at)
    else if (text === '\n') {
      if (this.#expected === 'operator') this.#expected = 'command'
      if (this.#expected === 'command') this.#after = text
    } else {
      if (this.#expected !== 'operator') this.#wrong(at)
      this.#expected = text === ';' || text === '&' ? 'command' : 'needed'
      this.#after = text
    }
  }

  /** Line ends and `;` in the head of a `for`, `|` between the patterns of a `case`. */
  #isInHead(text: ShellOperator): boolean {
    const frame = this.#frame
    switch (frame?.part) {
      case 'after-name':
      case 'words':
        if (text !== '\n' && text !== ';') return false
        // `in` may stand on a line of its own
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
        if ((text === '|') !== frame.commands > 0) this.#wrong(this.#tokens.at)
        frame.commands = 0
        return text === '\n' || text === '|'
      default:
        return false
    }
  }

  #endOfCase(text: ShellOperator, at: number): void {
    const frame = this.#frame
    if (frame?.compound !== 'case' || frame.part !== 'body' || this.#expected === 'needed') this.#wrong(at)
    else {
      frame.part = 'pattern'
      frame.commands = 0
    }
    this.#expected = 'command'
    this.#after = text
  }

  #parenthesis(at: number): void {
    const frame = this.#frame
    if (frame?.part === 'pattern') {
      if (frame.commands !== 0) this.#wrong(at)
      frame.commands = opened
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
      this.#expected = 'function-body'
    } else {
      if (this.#current !== undefined) this.#wrong(at)
      this.#finish()
      this.#push('subshell', at, 'body')
    }
  }

  /** `NAME (`, and `)` comes next. */
  #isFunctionHead(): boolean {
    const current = this.#current
    if (current?.words.length !== 1 || current.assignments.length > 0) return false
    return this.#tokens.peekOperator() === ')'
  }

  #arithmetic(end: number): void {
    this.#tokens.at = end
    if (this.#frame?.part === 'name') this.#frame.part = 'do'
    else {
      if (this.#expected === 'operator') this.#wrong(end)
      this.#ended()
    }
  }

  #close(at: number): void {
    const frame = this.#frame
    if (frame?.part === 'pattern') {
      if (frame.commands <= 0) this.#wrong(at)
      frame.part = 'body'
      frame.commands = 0
      this.#expected = 'command'
      return
    }
    this.#finish()
    const isWhole = frame?.compound === 'subshell' && frame.commands > 0 && this.#expected !== 'needed'
    if (!isWhole) this.#wrong(at)
    if (frame?.compound === 'subshell') this.#pop()
    else this.#expected = 'operator'
  }

  /** `NAME=(`, with nothing between. */
  #isArray(at: number): boolean {
    const last = this.#current?.words.at(-1) ?? this.#current?.assignments.at(-1)
    return last !== undefined && last.next === at && /^[A-Za-z_]\w*\+?=$/.test(textOf(last))
  }

  #skipArray(): void {
    for (let token = this.#tokens.next(); token !== undefined; token = this.#tokens.next()) {
      if (token.kind === 'operator' && token.text === ')') return
    }
    this.#wrong(this.#source.text.length)
  }

  /** `function NAME` of bash, with or without `()`. */
  #functionHead(): void {
    const name = this.#tokens.next()
    if (name?.kind !== 'word') this.#wrong(this.#tokens.at)
    if (this.#tokens.peekOperator() === '(') {
      this.#tokens.next()
      if (this.#tokens.peekOperator() === ')') this.#tokens.next()
    }
    this.#expected = 'function-body'
  }

  /** `[[ … ]]`, in which operators are those of the condition. */
  #condition(first: Word): boolean {
    const { words } = this.#open('condition')
    words.push(first)
    for (let token = this.#tokens.next(); token !== undefined; token = this.#tokens.next()) {
      if (token.kind !== 'word') continue
      words.push(token.word)
      if (textOf(token.word) === ']]' && isUnquoted(token.word)) {
        this.#finish()
        return true
      }
    }
    this.#wrong(this.#source.text.length)
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
