/**
 * Evaluates expressions of bake files. The result is `unknownValue` if it depends on a value that is only known at run time, or if
 * it would be too much work, for example with recursive functions or values that double with each variable.
 */

import { bakeFunctions } from './functions.ts'
import type { Expression, ForExpression } from './syntax.ts'
import {
  asWritten,
  type BakeValue,
  hasUnknown,
  isEqual,
  isList,
  isObject,
  sizeOf,
  unknownValue,
} from './values.ts'

/** The remaining work of an evaluation. */
export interface Work {
  /** Total size of the values that may still be computed. */
  left: number
  /** Nesting of the current expression. */
  depth: number
}

/** A limit far above what real bake files need. */
export function workLimit(): Work {
  return { left: 4_000_000, depth: 0 }
}

const deepest = 300
const largest = 100_000
/** Maximum size of a function's arguments, because a function may multiply them. */
const largestGiven = 10_000

/** A function that a file defines. */
export interface BakeFunctionBlock {
  readonly parameters: readonly string[]
  /** The parameter for the list of all further arguments. */
  readonly rest?: string
  readonly result: Expression
}

export interface BakeScope {
  readonly work: Work
  /** undefined if there is no such variable. */
  variable(name: string): BakeValue | undefined
  /** A function of the file. */
  function(name: string): BakeFunctionBlock | undefined
}

export function evaluate(expression: Expression, scope: BakeScope): BakeValue {
  const { work } = scope
  if (work.left <= 0 || work.depth >= deepest) return unknownValue
  work.depth += 1
  const value = evaluated(expression, scope)
  work.depth -= 1
  const size = sizeOf(value)
  work.left -= size
  return size > largest ? unknownValue : value
}

function evaluated(expression: Expression, scope: BakeScope): BakeValue {
  switch (expression.kind) {
    case 'literal':
      return expression.value
    case 'template':
      return joined(expression.parts.map((part) => evaluate(part, scope)))
    case 'list':
      return expression.items.map((item) => evaluate(item, scope))
    case 'object':
      return Object.fromEntries(
        expression.entries.map(([key, value]) => [
          asWritten(evaluate(key, scope)) ?? '',
          evaluate(value, scope),
        ]),
      )
    case 'variable': {
      const value = scope.variable(expression.name)
      return value === undefined ? unknownValue : value
    }
    case 'index':
      return indexed(evaluate(expression.of, scope), evaluate(expression.key, scope))
    case 'call':
      return called(expression, scope)
    case 'choice':
      return chosen(evaluate(expression.condition, scope), expression, scope)
    case 'operation':
      return operated(
        expression.operator,
        expression.operands.map((operand) => evaluate(operand, scope)),
      )
    case 'for':
      return looped(expression, scope)
    case 'splat':
      return splatted(evaluate(expression.of, scope), expression.each, scope)
  }
}

function joined(parts: readonly BakeValue[]): BakeValue {
  const texts = parts.map(asWritten)
  return texts.includes(undefined) ? unknownValue : texts.join('')
}

function indexed(of: BakeValue, key: BakeValue): BakeValue {
  const name = asWritten(key)
  if (name === undefined) return unknownValue
  if (isObject(of)) return of[name] ?? null
  return isList(of) ? (of[Number(name)] ?? unknownValue) : unknownValue
}

function isTrue(value: BakeValue): boolean | undefined {
  return typeof value === 'boolean' ? value : value === 'true' ? true : value === 'false' ? false : undefined
}

function chosen(
  condition: BakeValue,
  { yes, no }: { readonly yes: Expression; readonly no: Expression },
  scope: BakeScope,
): BakeValue {
  const holds = isTrue(condition)
  if (holds !== undefined) return evaluate(holds ? yes : no, scope)
  const one = evaluate(yes, scope)
  const other = evaluate(no, scope)
  return !hasUnknown(one) && isEqual(one, other) ? one : unknownValue
}

function called(
  { name, given, spread }: Extract<Expression, { readonly kind: 'call' }>,
  scope: BakeScope,
): BakeValue {
  if (name === 'try' || name === 'can') return tried(name, given, scope)
  const values: readonly BakeValue[] = given.map((one) => evaluate(one, scope))
  const last = values.at(-1)
  const all: readonly BakeValue[] = spread && isList(last) ? values.slice(0, -1).concat(last) : values
  const own = scope.function(name)
  if (own !== undefined) {
    const local = new Map<string, BakeValue>(
      own.parameters.map((parameter, at) => [parameter, all[at] ?? null]),
    )
    if (own.rest !== undefined) local.set(own.rest, all.slice(own.parameters.length))
    return evaluate(own.result, within(scope, local))
  }
  const known = bakeFunctions.get(name)
  if (known === undefined || sizeOf(all) > largestGiven || all.some(hasUnknown)) return unknownValue
  return known(...all)
}

function tried(name: 'try' | 'can', given: readonly Expression[], scope: BakeScope): BakeValue {
  const first = given.map((one) => evaluate(one, scope)).find((value) => value !== unknownValue)
  return name === 'try' ? (first ?? unknownValue) : unknownValue
}

function operated(operator: string, operands: readonly BakeValue[]): BakeValue {
  const [left = null, right] = operands
  const truths = operands.map(isTrue)
  if (operator === '&&' && truths.includes(false)) return false
  if (operator === '||' && truths.includes(true)) return true
  if (operands.some(hasUnknown)) return unknownValue
  if (right === undefined) return operator === '!' ? !truths[0] : -Number(left)
  switch (operator) {
    case '&&':
      return truths.every((one) => one === true)
    case '||':
      return truths.some((one) => one === true)
    case '==':
      return isEqual(left, right)
    case '!=':
      return !isEqual(left, right)
    default:
      return calculated(operator, Number(left), Number(right))
  }
}

function calculated(operator: string, left: number, right: number): BakeValue {
  switch (operator) {
    case '<':
      return left < right
    case '<=':
      return left <= right
    case '>':
      return left > right
    case '>=':
      return left >= right
    case '+':
      return left + right
    case '-':
      return left - right
    case '*':
      return left * right
    case '/':
      return left / right
    default:
      return left % right
  }
}

function splatted(of: BakeValue, each: Expression, scope: BakeScope): BakeValue {
  if (of === unknownValue) return of
  const items = isList(of) ? of : of === null ? [] : [of]
  return items.map((one) => evaluate(each, within(scope, new Map([['*', one]]))))
}

function looped({ names, list, key, value, condition }: ForExpression, scope: BakeScope): BakeValue {
  const of = evaluate(list, scope)
  if (!isList(of) && !isObject(of)) return unknownValue
  const pairs: readonly (readonly [BakeValue, BakeValue])[] = isList(of)
    ? of.map((one, at) => [at, one])
    : Object.entries(of)
  const found: (readonly [BakeValue, BakeValue])[] = []
  for (const [at, one] of pairs) {
    const [first = '', second] = names
    const local = new Map<string, BakeValue>(
      second === undefined
        ? [[first, one]]
        : [
            [first, at],
            [second, one],
          ],
    )
    const inner = within(scope, local)
    const holds = condition === undefined ? true : isTrue(evaluate(condition, inner))
    if (holds === undefined) return unknownValue
    if (holds) found.push([key === undefined ? at : evaluate(key, inner), evaluate(value, inner)])
  }
  return key === undefined
    ? found.map(([, one]) => one)
    : Object.fromEntries(found.map(([name, one]) => [asWritten(name) ?? '', one]))
}

/** The scope with additional names. */
export function within(scope: BakeScope, local: ReadonlyMap<string, BakeValue>): BakeScope {
  return { ...scope, variable: (name) => (local.has(name) ? local.get(name) : scope.variable(name)) }
}
