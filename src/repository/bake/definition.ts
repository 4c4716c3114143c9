/** Reads bake files, in HCL and in JSON: variables, functions, groups and targets. */

import { parseJson } from '../../common/json.ts'
import { type Result, succeed } from '../../common/result.ts'
import type { BakeFunctionBlock } from './evaluate.ts'
import { parseHcl, readExpression } from './parse-hcl.ts'
import type { Expression, HclAttribute, HclBlock } from './syntax.ts'
import { bareTemplate } from './templates.ts'

export interface BakeFault {
  readonly file: string
  readonly line: number
  readonly message: string
}

/** The `target` block of one file. */
export interface TargetBlock {
  readonly file: string
  readonly line: number
  readonly name: string
  readonly attributes: ReadonlyMap<string, HclAttribute>
}

/** The definitions of all files of one call, in their order. */
export interface BakeDefinition {
  readonly variables: ReadonlyMap<string, Expression | undefined>
  readonly functions: ReadonlyMap<string, BakeFunctionBlock>
  readonly groups: readonly TargetBlock[]
  readonly targets: readonly TargetBlock[]
}

export function readBakeFile(text: string, file: string): Result<BakeDefinition, BakeFault> {
  const read = file.endsWith('.json') ? parseJsonForm(text) : parseHcl(text)
  if (!read.ok) return { ok: false, problem: { file, ...read.problem } }
  return succeed(definitionOf(read.value, file))
}

function definitionOf(root: HclBlock, file: string): BakeDefinition {
  const blocksOf = (type: string) => root.blocks.filter((one) => one.type === type)
  const named = (type: string): readonly TargetBlock[] =>
    blocksOf(type).map(({ labels, attributes, line }) => ({ file, line, name: labels[0] ?? '', attributes }))
  return {
    variables: new Map([
      // a top-level attribute is a variable, too
      ...[...root.attributes].map(([name, { expression }]) => [name, expression] as const),
      ...blocksOf('variable').map(
        ({ labels, attributes }) => [labels[0] ?? '', attributes.get('default')?.expression] as const,
      ),
    ]),
    functions: new Map(
      blocksOf('function').flatMap(({ labels, attributes }) => {
        const result = attributes.get('result')?.expression
        const parameters = attributes.get('params')?.expression
        const names = parameters?.kind === 'list' ? parameters.items : []
        const rest = attributes.get('variadic_params')?.expression
        return result === undefined
          ? []
          : [
              [
                labels[0] ?? '',
                {
                  parameters: names.flatMap((one) => (one.kind === 'variable' ? one.name : [])),
                  ...(rest?.kind === 'variable' ? { rest: rest.name } : {}),
                  result,
                },
              ] as const,
            ]
      }),
    ),
    groups: named('group'),
    targets: named('target'),
  }
}

export function joinedDefinitions(all: readonly BakeDefinition[]): BakeDefinition {
  return {
    variables: new Map(all.flatMap(({ variables }) => [...variables])),
    functions: new Map(all.flatMap(({ functions }) => [...functions])),
    groups: all.flatMap(({ groups }) => groups),
    targets: all.flatMap(({ targets }) => targets),
  }
}

/** HCL in JSON syntax: block types, then labels, then attributes. Strings are templates. */
function parseJsonForm(text: string): Result<HclBlock, { readonly message: string; readonly line: number }> {
  const read = parseJson(text)
  if (!read.ok) return { ok: false, problem: { ...read.problem, line: 1 } }
  const lineOf = (name: string) => lineWith(text, `"${name}"`)
  const blocks = entriesOf(read.value).flatMap(([type, labelled]) =>
    ['variable', 'function', 'group', 'target'].includes(type)
      ? entriesOf(labelled).map(([label, given]) => ({
          type,
          labels: [label],
          attributes: attributesOf(given, lineOf(label)),
          blocks: [],
          line: lineOf(label),
        }))
      : [],
  )
  return succeed({ type: '', labels: [], attributes: new Map(), blocks, line: 1 })
}

function lineWith(text: string, part: string): number {
  const at = text.indexOf(part)
  return at < 0 ? 1 : text.slice(0, at).split('\n').length
}

function entriesOf(value: unknown): readonly (readonly [string, unknown])[] {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : []
}

function attributesOf(given: unknown, line: number): ReadonlyMap<string, HclAttribute> {
  return new Map(entriesOf(given).map(([name, value]) => [name, { expression: expressionOf(value), line }]))
}

/** Maximum nesting, deeper than in files written by hand. */
const deepest = 100

function expressionOf(value: unknown, depth = 0): Expression {
  // too deep, so its value is unknown, like that of a variable without a name
  if (depth > deepest) return { kind: 'variable', name: '' }
  if (Array.isArray(value))
    return { kind: 'list', items: value.map((one: unknown) => expressionOf(one, depth + 1)) }
  if (typeof value === 'string') return bareTemplate(value, 1, readExpression)
  if (typeof value === 'number' || typeof value === 'boolean') return { kind: 'literal', value }
  if (value === null || value === undefined) return { kind: 'literal', value: null }
  return {
    kind: 'object',
    entries: entriesOf(value).map(([key, one]) => [
      { kind: 'literal', value: key },
      expressionOf(one, depth + 1),
    ]),
  }
}
