/** What expressions of a bake file are worth. */

/** What depends on more than the file and the environment that is known. */
export const unknownValue: unique symbol = Symbol('unknown')

export type BakeValue =
  | string
  | number
  | boolean
  | null
  | typeof unknownValue
  | readonly BakeValue[]
  | { readonly [key: string]: BakeValue }

export function isList(value: BakeValue | undefined): value is readonly BakeValue[] {
  return Array.isArray(value)
}

export function isObject(value: BakeValue | undefined): value is { readonly [key: string]: BakeValue } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** As a template writes it; undefined for what is unknown or has no text. */
export function asWritten(value: BakeValue | undefined): string | undefined {
  if (value === null) return ''
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : undefined
}

export function hasUnknown(value: BakeValue): boolean {
  if (value === unknownValue) return true
  if (isList(value)) return value.some(hasUnknown)
  return isObject(value) && Object.values(value).some(hasUnknown)
}

export function isEqual(one: BakeValue, other: BakeValue): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}
