/** Parses the part of HCL that bake files use. */

import { type Result, succeed } from '../../common/result.ts'
import { HclFault, HclScanner } from './scanner.ts'
import type { Expression, ForExpression, HclAttribute, HclBlock } from './syntax.ts'
import { heredoc, quotedTemplate } from './templates.ts'

const identifier = /[A-Za-z_][\w-]*/y

/** The file as a block with an empty type. */
export function parseHcl(
  text: string,
): Result<HclBlock, { readonly message: string; readonly line: number }> {
  try {
    const scanner = new HclScanner(text.replace(/^\uFEFF/, ''))
    const file = body(scanner, { type: '', labels: [], line: 1 })
    if (!scanner.isAtEnd) scanner.fail('`}` closes nothing')
    return succeed(file)
  } catch (error) {
    if (error instanceof HclFault) return { ok: false, problem: { message: error.message, line: error.line } }
    throw error
  }
}

function body(scanner: HclScanner, head: Pick<HclBlock, 'type' | 'labels' | 'line'>): HclBlock {
  const attributes = new Map<string, HclAttribute>()
  const blocks: HclBlock[] = []
  for (;;) {
    scanner.skip(true)
    if (scanner.isAtEnd || scanner.text[scanner.at] === '}') break
    const { line } = scanner
    const name = scanner.match(identifier) ?? scanner.match(/"[^"\n]*"/y)?.slice(1, -1)
    if (name === undefined) scanner.fail('a name is missing')
    scanner.skip(false)
    if (scanner.take('=')) {
      scanner.skip(false)
      attributes.set(name, { expression: expression(scanner, false), line })
    } else blocks.push(block(scanner, name, line))
  }
  return { ...head, attributes, blocks }
}

function block(scanner: HclScanner, type: string, line: number): HclBlock {
  const labels: string[] = []
  for (;;) {
    scanner.skip(false)
    const label = scanner.match(/"[^"\n]*"/y)?.slice(1, -1) ?? scanner.match(identifier)
    if (label === undefined) break
    labels.push(label)
  }
  scanner.expect('{')
  const found = scanner.nested(() => body(scanner, { type, labels, line }))
  scanner.expect('}')
  return found
}

/** @param lineEnds whether line ends count as blanks, as inside parentheses and brackets */
function expression(scanner: HclScanner, lineEnds: boolean): Expression {
  return scanner.nested(() => {
    const condition = operation(scanner, lineEnds, 0)
    scanner.skip(lineEnds)
    if (!scanner.take('?')) return condition
    scanner.skip(true)
    const yes = expression(scanner, lineEnds)
    scanner.skip(true)
    scanner.expect(':')
    scanner.skip(true)
    return { kind: 'choice', condition, yes, no: expression(scanner, lineEnds) }
  })
}

const operators: readonly RegExp[] = [/\|\|/y, /&&/y, /==|!=/y, /<=|>=|<(?!<)|>/y, /[+-]/y, /[*/%](?![/*])/y]

function operation(scanner: HclScanner, lineEnds: boolean, level: number): Expression {
  const operator = operators[level]
  if (operator === undefined) return unary(scanner, lineEnds)
  let left = operation(scanner, lineEnds, level + 1)
  for (;;) {
    scanner.skip(lineEnds)
    const found = scanner.match(operator)
    if (found === undefined) return left
    scanner.skip(true)
    left = { kind: 'operation', operator: found, operands: [left, operation(scanner, lineEnds, level + 1)] }
  }
}

function unary(scanner: HclScanner, lineEnds: boolean): Expression {
  const operator = scanner.match(/!(?!=)|-/y)
  if (operator === undefined) return indexed(scanner, lineEnds)
  scanner.skip(lineEnds)
  return { kind: 'operation', operator, operands: [scanner.nested(() => unary(scanner, lineEnds))] }
}

function indexed(scanner: HclScanner, lineEnds: boolean): Expression {
  const found = traversed(scanner, term(scanner), 'all')
  scanner.skip(lineEnds)
  return found
}

/** @param accessors after `.*`, only attributes belong to each element */
function traversed(scanner: HclScanner, start: Expression, accessors: 'all' | 'attributes'): Expression {
  let of = start
  for (;;) {
    const attribute = scanner.match(/\.(?:[A-Za-z_][\w-]*|\d+)/y)
    if (attribute !== undefined) {
      of = { kind: 'index', of, key: { kind: 'literal', value: attribute.slice(1) } }
    } else if (scanner.take('.*')) of = splat(scanner, of, 'attributes')
    else if (accessors === 'attributes') return of
    else if (scanner.match(/\[\s*\*\s*\]/y) !== undefined) of = splat(scanner, of, 'all')
    else if (scanner.take('[')) {
      scanner.skip(true)
      of = { kind: 'index', of, key: expression(scanner, true) }
      scanner.skip(true)
      scanner.expect(']')
    } else return of
  }
}

function splat(scanner: HclScanner, of: Expression, accessors: 'all' | 'attributes'): Expression {
  const element: Expression = { kind: 'variable', name: '*' }
  return { kind: 'splat', of, each: scanner.nested(() => traversed(scanner, element, accessors)) }
}

const words: Readonly<Record<string, boolean | null>> = { true: true, false: false, null: null }

function term(scanner: HclScanner): Expression {
  const number = scanner.match(/\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y)
  if (number !== undefined) return { kind: 'literal', value: Number(number) }
  if (scanner.take('"')) return quotedTemplate(scanner, readExpression)
  const document = heredoc(scanner, readExpression)
  if (document !== undefined) return document
  if (scanner.take('(')) {
    scanner.skip(true)
    const found = expression(scanner, true)
    scanner.skip(true)
    scanner.expect(')')
    return found
  }
  if (scanner.take('[')) return list(scanner)
  if (scanner.take('{')) return object(scanner)
  const name = scanner.match(/[A-Za-z_][\w-]*(?:::[A-Za-z_][\w-]*)*/y)
  if (name === undefined) scanner.fail('a value is missing')
  if (scanner.take('(')) return call(scanner, name)
  const word = Object.hasOwn(words, name) ? words[name] : undefined
  return word === undefined ? { kind: 'variable', name } : { kind: 'literal', value: word }
}

/** Parses one expression, in which line ends count as blanks. */
export function readExpression(scanner: HclScanner): Expression {
  return expression(scanner, true)
}

function call(scanner: HclScanner, name: string): Expression {
  const given: Expression[] = []
  let spread = false
  for (;;) {
    scanner.skip(true)
    if (scanner.take(')')) return { kind: 'call', name, given, spread }
    given.push(expression(scanner, true))
    scanner.skip(true)
    if (scanner.take('...')) spread = true
    else if (!scanner.take(',') && scanner.text[scanner.at] !== ')') scanner.fail('`)` is missing')
  }
}

function list(scanner: HclScanner): Expression {
  scanner.skip(true)
  const found = loop(scanner, ']')
  if (found !== undefined) return found
  const items: Expression[] = []
  for (;;) {
    scanner.skip(true)
    if (scanner.take(']')) return { kind: 'list', items }
    items.push(expression(scanner, true))
    scanner.skip(true)
    if (!scanner.take(',') && scanner.text[scanner.at] !== ']') scanner.fail('`]` is missing')
  }
}

function object(scanner: HclScanner): Expression {
  scanner.skip(true)
  const found = loop(scanner, '}')
  if (found !== undefined) return found
  const entries: (readonly [Expression, Expression])[] = []
  for (;;) {
    scanner.skip(true)
    if (scanner.take('}')) return { kind: 'object', entries }
    const name = scanner.match(/[A-Za-z_][\w-]*(?=\s*[=:])/y)
    const key: Expression = name === undefined ? expression(scanner, false) : { kind: 'literal', value: name }
    scanner.skip(false)
    if (!scanner.take('=') && !scanner.take(':')) scanner.fail('`=` is missing')
    scanner.skip(true)
    entries.push([key, expression(scanner, false)])
    scanner.skip(false)
    scanner.take(',')
  }
}

/** Parses `for … in … :`; undefined if there is none at this position. */
function loop(scanner: HclScanner, close: ']' | '}'): ForExpression | undefined {
  if (scanner.match(/for\b(?!\s*[=:])/y) === undefined) return undefined
  const names: string[] = []
  do {
    scanner.skip(true)
    names.push(scanner.match(identifier) ?? scanner.fail('a name is missing'))
    scanner.skip(true)
  } while (scanner.take(','))
  if (scanner.match(/in\b/y) === undefined) scanner.fail('`in` is missing')
  scanner.skip(true)
  const of = expression(scanner, true)
  scanner.skip(true)
  scanner.expect(':')
  scanner.skip(true)
  const first = expression(scanner, true)
  scanner.skip(true)
  const hasKey = scanner.take('=>')
  scanner.skip(true)
  const value = hasKey ? expression(scanner, true) : first
  scanner.skip(true)
  scanner.take('...')
  const isFiltered = scanner.match(/if\b/y) !== undefined
  scanner.skip(true)
  const condition = isFiltered ? expression(scanner, true) : undefined
  scanner.skip(true)
  scanner.expect(close)
  return {
    kind: 'for',
    names,
    list: of,
    ...(hasKey ? { key: first } : {}),
    value,
    ...(condition === undefined ? {} : { condition }),
  }
}
