/** Values of expressions in bake files. */

/** A value that depends on more than the file and the known environment. */
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

/** The value as text in a template; undefined if it is unknown or has no text. */
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

const sizes = new WeakMap<object, number>()

/** Size of a value for the work limit: characters of strings, and all elements of lists and objects, repeated ones each time. */
export function sizeOf(value: BakeValue): number {
  if (typeof value === 'string') return value.length + 1
  if (!isList(value) && !isObject(value)) return 1
  const known = sizes.get(value)
  if (known !== undefined) return known
  const inside: readonly BakeValue[] = isList(value) ? value : Object.entries(value).flat()
  const size = inside.reduce<number>((sum, one) => sum + sizeOf(one), 1)
  sizes.set(value, size)
  return size
}

export function isEqual(one: BakeValue, other: BakeValue): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}
