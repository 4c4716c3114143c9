/** Strings of HCL: quoted or heredocs, with `${…}`. */

import { HclScanner } from './scanner.ts'
import type { Expression } from './syntax.ts'

/** Parses an expression as far as it extends. */
export type ReadExpression = (scanner: HclScanner) => Expression

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '"': '"', '\\': '\\' }

/** Parses a string after its opening quote. */
export function quotedTemplate(scanner: HclScanner, read: ReadExpression): Expression {
  const parts: Expression[] = []
  let text = ''
  for (;;) {
    if (scanner.isAtEnd) scanner.fail('a string is not closed')
    if (scanner.take('"')) break
    if (scanner.take('\\')) text += escaped(scanner)
    else if (scanner.take('$${')) text += '${'
    else if (scanner.take('%%{')) text += '%{'
    else if (scanner.take('${')) {
      parts.push(literal(text), interpolation(scanner, read))
      text = ''
    } else if (scanner.text.startsWith('%{', scanner.at))
      scanner.fail('linkgate does not read template directives (`%{ … }`)')
    else text += scanner.text[scanner.at++] ?? ''
  }
  return template([...parts, literal(text)])
}

function escaped(scanner: HclScanner): string {
  const code = scanner.match(/u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}/y)
  if (code !== undefined) return String.fromCodePoint(Number.parseInt(code.slice(1), 16))
  const character = scanner.text[scanner.at++] ?? ''
  return escapes[character] ?? scanner.fail(`\`\\${character}\` is not an escape sequence`)
}

function interpolation(scanner: HclScanner, read: ReadExpression): Expression {
  scanner.take('~')
  scanner.skip(true)
  const found = read(scanner)
  scanner.skip(true)
  scanner.take('~')
  scanner.expect('}')
  return found
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
  return templateIn(new HclScanner(text, firstLine, scanner.depth), read)
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
  return templateIn(new HclScanner(text, line), read)
}

function templateIn(scanner: HclScanner, read: ReadExpression): Expression {
  const parts: Expression[] = []
  let plain = ''
  while (!scanner.isAtEnd) {
    if (scanner.take('$${')) plain += '${'
    else if (scanner.take('${')) {
      parts.push(literal(plain), interpolation(scanner, read))
      plain = ''
    } else plain += scanner.text[scanner.at++] ?? ''
  }
  return template([...parts, literal(plain)])
}

function literal(value: string): Expression {
  return { kind: 'literal', value }
}

function template(given: readonly Expression[]): Expression {
  const parts = given.filter((part) => part.kind !== 'literal' || part.value !== '')
  const [only, ...others] = parts
  if (only === undefined) return literal('')
  // a string that consists of one expression has the value of that expression
  return others.length === 0 ? only : { kind: 'template', parts }
}
