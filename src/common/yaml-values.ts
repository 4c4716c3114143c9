/** Reads untrusted YAML of any form. */

import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  visit,
} from 'yaml'
import { messageOf } from './errors.ts'
import { withMergedKeys } from './yaml-merge.ts'

export type Value =
  | string
  | number
  | boolean
  | null
  | undefined
  | readonly Value[]
  | { readonly [key: string]: Value }
export type ValueMap = { readonly [key: string]: Value }

export interface YamlFault {
  readonly message: string
  /** Offset in the text; absent if the fault has no single position. */
  readonly offset?: number
}

export interface YamlText {
  readonly document: Document.Parsed
  readonly lines: LineCounter
  /** Undefined if there are faults. */
  readonly value: unknown
  readonly faults: readonly YamlFault[]
}

/** Explicit keys (`? `) inside each other: the parser's time grows with the square of their number. */
const nestedKeys = /(?:\?[ \t\n]+){30}/

/**
 * Parses untrusted YAML in bounded time.
 *
 * @param documents `one`: several documents are a fault. `first`: only the first one is read.
 */
export function readYaml(text: string, documents: 'one' | 'first' = 'one'): YamlText {
  const lines = new LineCounter()
  const isNested = nestedKeys.test(text)
  const document = parseDocument(isNested ? '' : text, {
    lineCounter: lines,
    prettyErrors: false,
    logLevel: documents === 'one' ? 'error' : 'silent',
    // `repeatedKeys` finds them in linear time; the library would compare all pairs of keys
    uniqueKeys: false,
  })
  const faults: YamlFault[] = [
    ...(isNested ? [{ message: 'keys are nested too deeply: use fewer levels' }] : []),
    ...faultsIn(document),
    ...(document.errors.length > 0 ? [] : repeatedKeys(document)),
  ]
  if (faults.length > 0) return { document, lines, value: undefined, faults }
  try {
    return { document, lines, value: document.toJS(), faults }
  } catch (error) {
    // only `toJS` resolves aliases: one may be undefined, or expand to too much
    const message = error instanceof RangeError ? tooDeep : messageOf(error)
    return { document, lines, value: undefined, faults: [{ message }] }
  }
}

const tooDeep = 'nested too deeply: use fewer levels'

/** After a stack overflow, the library also reports faults that the text does not have. */
function faultsIn({ errors }: Document.Parsed): readonly YamlFault[] {
  const exhausted = errors.find(({ code }) => code === 'RESOURCE_EXHAUSTION')
  if (exhausted !== undefined) return [{ message: tooDeep, offset: exhausted.pos[0] }]
  return errors.map(({ message, pos: [offset] }) => ({ message, offset }))
}

function repeatedKeys(document: Document.Parsed): readonly YamlFault[] {
  const found: YamlFault[] = []
  visit(document, {
    Map(_, { items }) {
      const seen = new Set<unknown>()
      for (const { key } of items) {
        if (!isScalar(key)) continue
        const offset = key.range?.[0]
        if (seen.has(key.value)) {
          found.push({ message: 'Map keys must be unique', ...(offset === undefined ? {} : { offset }) })
        }
        seen.add(key.value)
      }
    },
  })
  return found
}

/** The value of the first YAML document, with merge keys resolved; undefined if the text is not YAML. */
export function parsed(text: string): Value {
  return withMergedKeys(readYaml(text, 'first').value) as Value
}

export function asMap(value: Value): ValueMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as ValueMap) : {}
}

export function asList(value: Value): readonly Value[] {
  return Array.isArray(value) ? (value as readonly Value[]) : []
}

export function asText(value: unknown): string | undefined {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : undefined
}

/** YAML with the places of its values. */
export interface PlacedYaml {
  readonly value: Value
  /** The line of a key or an element, counted from 1. If it does not exist, the line of its nearest existing ancestor. */
  lineOf(path: readonly (string | number)[]): number
  /** The keys that lead to each value with this tag, such as `!reset`, in maps only. */
  taggedPaths(tag: string): readonly (readonly string[])[]
}

/** Like `parsed`, with line numbers: a key that a merge adds has the line of the map. */
export function placed(text: string): PlacedYaml {
  const { document, lines, value } = readYaml(text, 'first')
  return {
    value: withMergedKeys(value) as Value,
    lineOf: (path) => {
      let at: PlacedNode = { node: document.contents, offset: undefined }
      for (const key of path) {
        const next = within(isAlias(at.node) ? at.node.resolve(document) : at.node, key)
        if (next === undefined) break
        at = next
      }
      return at.offset === undefined ? 1 : lines.linePos(at.offset).line
    },
    taggedPaths: (tag) => taggedPaths(document, tag),
  }
}

function taggedPaths(document: Document.Parsed, tag: string): readonly (readonly string[])[] {
  const found: (readonly string[])[] = []
  visit(document, {
    Node(_, node, ancestors) {
      if (node.tag !== tag || ancestors.some(isSeq)) return
      found.push(ancestors.filter(isPair).map(({ key }) => (isScalar(key) ? String(key.value) : String(key))))
    },
  })
  return found
}

interface PlacedNode {
  readonly node: unknown
  readonly offset: number | undefined
}

function within(node: unknown, key: string | number): PlacedNode | undefined {
  if (isMap(node)) {
    const pair = node.items.find((one) => isScalar(one.key) && String(one.key.value) === String(key))
    return pair && { node: pair.value, offset: isScalar(pair.key) ? pair.key.range?.[0] : undefined }
  }
  const item = isSeq(node) ? node.items[Number(key)] : undefined
  return isNode(item) ? { node: item, offset: item.range?.[0] } : undefined
}
