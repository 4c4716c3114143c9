import { CommandList } from './command-list.ts'
import { CompoundHeads } from './compound-heads.ts'
import { OpenCompounds } from './compounds.ts'
import { continuesCompound, isReserved, openers } from './grammar.ts'
import type { ShellScript } from './script.ts'
import type { Source } from './source.ts'
import { arithmeticEnd, type CommandEnd } from './substitutions.ts'
import { type Redirection, type ShellOperator, ShellTokens } from './tokens.ts'
import { isUnquoted, textOf, type Word } from './words.ts'

export class ShellParser {
  readonly #tokens: ShellTokens
  readonly #source: Source
  readonly #open = new OpenCompounds()
  readonly #commands: CommandList
  readonly #heads: CompoundHeads

  constructor(source: Source, at: number, depth = 0) {
    this.#source = source
    this.#tokens = new ShellTokens(source, at, depth, this.#skipInner)
    this.#commands = new CommandList(source, this.#open)
    this.#heads = new CompoundHeads(source, this.#open, this.#commands)
  }

  read(): ShellScript {
    while (this.#step()) {}
    this.#commands.finish()
    this.#open.end(this.#tokens.at)
    const faults = [this.#tokens.open, this.#open.faultAt].filter((at) => at !== undefined)
    const faultAt = faults.length === 0 ? undefined : Math.min(...faults)
    return { commands: this.#commands.ended, faultAt }
  }

  /** Reads up to a `)` without an opening one in this text; returns the index after it. */
  skip(): number | undefined {
    for (;;) {
      const isFree = this.#open.all.length === 0 && this.#tokens.peekOperator() === ')'
      if (isFree) break
      if (!this.#step()) return undefined
    }
    this.#commands.finish()
    this.#open.end(this.#tokens.at)
    return this.#tokens.open === undefined ? this.#tokens.at + 1 : undefined
  }

  /** A syntax error inside of a substitution is a syntax error of the whole text. */
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
    // redirections of a compound command do not belong to a simple command
    if (!this.#commands.isOpen && this.#open.expected === 'operator') return
    this.#commands.begin('simple').redirections.push(redirection)
  }

  #word(word: Word): void {
    const role = this.#heads.word(word)
    if (role === 'head') return
    const text = textOf(word)
    if (role === 'reserved') {
      if (!this.#reserved(text, word)) this.#open.wrong(word.next)
      return
    }
    const isFirst = !this.#commands.isOpen
    if (isFirst && isUnquoted(word) && this.#reserved(text, word)) return
    if (isFirst && (this.#open.expected === 'operator' || this.#open.expected === 'function-body')) {
      this.#open.wrong(word.range.start)
    }
    this.#commands.add(word)
  }

  /** Handles a reserved word; returns false if the word is part of a command. */
  #reserved(text: string, word: Word): boolean {
    if (!isReserved(text)) return text === '[[' && this.#open.expected !== 'operator' && this.#condition(word)
    if (continuesCompound(text)) this.#open.continue(text, word.next)
    else if (text === '!') {
      this.#open.negate(word.next)
      this.#commands.negate()
    } else if (text === 'function') this.#functionHead()
    else {
      const opener = openers.get(text)
      if (opener !== undefined) this.#open.push(opener[0], word.next - text.length, opener[1])
    }
    return true
  }

  #operator(text: ShellOperator, at: number): void {
    if (text === '(') this.#parenthesis(at)
    else if (text === ')') this.#close(at)
    else if (!this.#heads.operator(text, at)) {
      this.#commands.finish(text)
      this.#open.separate(text, at)
    }
  }

  #parenthesis(at: number): void {
    const frame = this.#open.innermost
    if (frame?.part === 'pattern') {
      this.#open.openPatterns(frame, at)
      return
    }
    const isPair = this.#source.text[at + 1] === '(' && (!this.#commands.isOpen || frame?.part === 'name')
    const arithmetic = isPair ? arithmeticEnd(this.#source.text, at) : undefined
    if (this.#commands.isAssignedAt(at)) this.#skipArray()
    else if (arithmetic !== undefined) this.#arithmetic(arithmetic)
    else if (this.#commands.isOneWord && this.#tokens.peekOperator() === ')') {
      this.#tokens.next()
      this.#commands.drop()
      this.#open.expected = 'function-body'
    } else {
      if (this.#commands.isOpen) this.#open.wrong(at)
      this.#commands.finish()
      this.#open.push('subshell', at, 'body')
    }
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
    this.#commands.finish()
    const isWhole = frame?.compound === 'subshell' && frame.commands > 0 && this.#open.expected !== 'needed'
    if (!isWhole) this.#open.wrong(at)
    if (frame?.compound === 'subshell') this.#open.pop()
    else this.#open.expected = 'operator'
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
    const { words } = this.#commands.begin('condition')
    words.push(first)
    for (let token = this.#tokens.next(); token !== undefined; token = this.#tokens.next()) {
      if (token.kind !== 'word') continue
      words.push(token.word)
      if (textOf(token.word) === ']]' && isUnquoted(token.word)) {
        this.#commands.finish()
        return true
      }
    }
    this.#open.wrong(this.#source.text.length)
    return true
  }
}
