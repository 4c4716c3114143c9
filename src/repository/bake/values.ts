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

const sizes = new WeakMap<object, number>()

/** Of texts the number of characters, of lists and objects what is in them, as often as it is. */
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
