/** YAML of any form, looked at without trusting what it holds. */
import { isAlias, isMap, isNode, isScalar, isSeq, LineCounter, parse, parseDocument } from 'yaml'

export type Value =
  | string
  | number
  | boolean
  | null
  | undefined
  | readonly Value[]
  | { readonly [key: string]: Value }
export type ValueMap = { readonly [key: string]: Value }

/** YAML as values; a file that is none has nothing to say. */
export function parsed(text: string): Value {
  try {
    return parse(text, { logLevel: 'silent' }) as Value
  } catch {
    return undefined
  }
}

export function asMap(value: Value): ValueMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as ValueMap) : {}
}

export function asList(value: Value): readonly Value[] {
  return Array.isArray(value) ? (value as readonly Value[]) : []
}

export function asText(value: Value): string | undefined {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : undefined
}

/** YAML with the places of what it holds. */
export interface PlacedYaml {
  readonly value: Value
  /** The line of a key or an element, counted from 1; that of the nearest one around it where it is not there. */
  lineOf(path: readonly (string | number)[]): number
}

/** As `parsed`, with the lines. */
export function placed(text: string): PlacedYaml {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, logLevel: 'silent' })
  const value = document.errors.length > 0 ? undefined : parsed(text)
  return {
    value,
    lineOf: (path) => {
      let at: PlacedNode = { node: document.contents, offset: undefined }
      for (const key of path) {
        const next = within(isAlias(at.node) ? at.node.resolve(document) : at.node, key)
        if (next === undefined) break
        at = next
      }
      return at.offset === undefined ? 1 : lines.linePos(at.offset).line
    },
  }
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
