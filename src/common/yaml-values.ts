/** YAML of any form, looked at without trusting what it holds. */
import { parse } from 'yaml'

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
