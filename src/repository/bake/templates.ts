/** Parses HCL strings: quoted strings and heredocs, with `${…}` and `%{…}`. */

import { HclScanner } from './scanner.ts'
import type { Expression } from './syntax.ts'

/** Parses an expression as far as it extends. */
export type ReadExpression = (scanner: HclScanner) => Expression

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '"': '"', '\\': '\\' }

/** Parses a string after its opening quote. */
export function quotedTemplate(scanner: HclScanner, read: ReadExpression): Expression {
  return new TemplateReader(scanner, read, '"').template()
}

/** Parses a heredoc; undefined if there is none at this position. */
export function heredoc(scanner: HclScanner, read: ReadExpression): Expression | undefined {
  const start = scanner.match(/<<-?[A-Za-z_]\w*[ \t\r]*\n/y)
  if (start === undefined) return undefined
  const name = /\w+/.exec(start)?.[0] ?? ''
  const firstLine = scanner.line
  const end = new RegExp(`^[ \\t]*${name}[ \\t\\r]*$`, 'm')
  const rest = scanner.text.slice(scanner.at)
  const found = end.exec(rest)
  if (found === null) scanner.fail(`the heredoc ${name} is not closed`)
  const body = rest.slice(0, found.index)
  scanner.at += found.index + found[0].length
  const text = start.startsWith('<<-') ? dedented(body) : body
  return new TemplateReader(new HclScanner(text, firstLine, scanner.depth), read).template()
}

function dedented(text: string): string {
  const lines = text.split('\n')
  const depths = lines
    .filter((line) => line.trim() !== '')
    .map((line) => /^[ \t]*/.exec(line)?.[0].length ?? 0)
  const least = depths.length === 0 ? 0 : Math.min(...depths)
  return lines.map((line) => line.slice(least)).join('\n')
}

/** Parses a whole text as a template. */
export function bareTemplate(text: string, line: number, read: ReadExpression): Expression {
  return new TemplateReader(new HclScanner(text, line), read).template()
}

/** A directive that ends a list of parts. */
type Ending = 'else' | 'endif' | 'endfor'

class TemplateReader {
  readonly #scanner: HclScanner
  readonly #read: ReadExpression
  readonly #close: '"' | undefined
  /** The last `}` had a `~`, which removes the blanks after it, up to the next line. */
  #trims = false

  /** @param close the quote that ends the template; undefined if it extends to the end of the text */
  constructor(scanner: HclScanner, read: ReadExpression, close?: '"') {
    this.#scanner = scanner
    this.#read = read
    this.#close = close
  }

  template(): Expression {
    return joined(this.#parts([]).parts)
  }

  /** Parses up to one of these directives, which it consumes, or to the end if there are none. */
  #parts(endings: readonly Ending[]): { readonly parts: readonly Expression[]; readonly ending?: Ending } {
    const scanner = this.#scanner
    const parts: Expression[] = []
    for (;;) {
      let text = this.#text()
      if (this.#isAtEnd()) {
        if (endings.length > 0) scanner.fail(`\`%{ ${endings.at(-1)} }\` is missing`)
        return { parts: [...parts, literal(text)] }
      }
      const isValue = scanner.take('${')
      if (!isValue) scanner.expect('%{')
      if (scanner.take('~')) text = text.replace(/[^\S\n]+$/, '')
      parts.push(literal(text))
      scanner.skip(true)
      if (isValue) parts.push(this.#closed(this.#read(scanner)))
      else {
        const ending = scanner.match(/(?:else|endif|endfor)\b/y) as Ending | undefined
        if (ending === undefined) parts.push(scanner.nested(() => this.#directive()))
        else if (endings.includes(ending)) return { parts, ending: this.#closed(ending) }
        else scanner.fail(`\`%{ ${ending} }\` ends nothing`)
      }
    }
  }

  #isAtEnd(): boolean {
    if (this.#close === undefined) return this.#scanner.isAtEnd
    if (this.#scanner.isAtEnd) this.#scanner.fail('a string is not closed')
    return this.#scanner.take(this.#close)
  }

  /** The text before the next `${`, `%{` or end. */
  #text(): string {
    const scanner = this.#scanner
    const plain = this.#close === undefined ? /[^$%]+/y : /[^$%"\\]+/y
    let text = ''
    for (;;) {
      if (scanner.take('$${')) text += '${'
      else if (scanner.take('%%{')) text += '%{'
      else if (scanner.isAtEnd || /^[$%]\{/.test(scanner.text.slice(scanner.at, scanner.at + 2))) break
      else if (this.#close !== undefined && scanner.text[scanner.at] === this.#close) break
      else if (this.#close !== undefined && scanner.take('\\')) text += escaped(scanner)
      else text += scanner.match(plain) ?? scanner.text[scanner.at++] ?? ''
    }
    const trims = this.#trims
    this.#trims = false
    return trims ? text.replace(/^[^\S\n]*\n?/, '') : text
  }

  #closed<T>(found: T): T {
    this.#scanner.skip(true)
    this.#trims = this.#scanner.take('~')
    this.#scanner.expect('}')
    return found
  }

  #directive(): Expression {
    const scanner = this.#scanner
    const word = scanner.match(/(?:if|for)\b/y) ?? scanner.fail('`if` or `for` is missing after `%{`')
    scanner.skip(true)
    if (word === 'if') {
      const condition = this.#closed(this.#read(scanner))
      const { parts: yes, ending } = this.#parts(['else', 'endif'])
      const no = ending === 'else' ? this.#parts(['endif']).parts : []
      return { kind: 'choice', condition, yes: joined(yes), no: joined(no) }
    }
    const names: string[] = []
    do {
      scanner.skip(true)
      names.push(scanner.match(/[A-Za-z_][\w-]*/y) ?? scanner.fail('a name is missing'))
      scanner.skip(true)
    } while (scanner.take(','))
    if (scanner.match(/in\b/y) === undefined) scanner.fail('`in` is missing')
    scanner.skip(true)
    const list = this.#closed(this.#read(scanner))
    const value = joined(this.#parts(['endfor']).parts)
    return {
      kind: 'call',
      name: 'join',
      given: [literal(''), { kind: 'for', names, list, value }],
      spread: false,
    }
  }
}

function escaped(scanner: HclScanner): string {
  const code = scanner.match(/u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}/y)
  if (code !== undefined) return String.fromCodePoint(Number.parseInt(code.slice(1), 16))
  const character = scanner.text[scanner.at++] ?? ''
  return escapes[character] ?? scanner.fail(`\`\\${character}\` is not an escape sequence`)
}

function literal(value: string): Expression {
  return { kind: 'literal', value }
}

function joined(given: readonly Expression[]): Expression {
  const parts = given.filter((part) => part.kind !== 'literal' || part.value !== '')
  const [only, ...others] = parts
  if (only === undefined) return literal('')
  // a string that consists of one expression has the value of that expression
  return others.length === 0 ? only : { kind: 'template', parts }
}
