/** Overrides of bake targets on the command line. */

import { type BakeValue, isList, isObject, unknownValue } from './values.ts'

type Values = Readonly<Record<string, BakeValue>>

/** An override on the command line: `NAME.KEY=value`, or `NAME.KEY+=value`. */
export interface BakeOverride {
  /** Pattern for names of targets; `*` matches any characters. */
  readonly pattern: string
  /** Name of an attribute, or a path such as `args.NAME`. */
  readonly key: string
  /** undefined if it is only known at run time; an entry of a list can contain a `$` instead. */
  readonly value: string | undefined
  /** `+=`: adds an entry to a list. */
  readonly adds?: true
}

/** As `--set` calls them: two have other names in a target (`platforms`, `secret`). */
const lists = new Set([
  'annotations',
  'attest',
  'cache-from',
  'cache-to',
  'entitlements',
  'no-cache-filter',
  'output',
  'platform',
  'secrets',
  'ssh',
  'tags',
])

/** Whether the value of an attribute is a list, to which each override gives one entry. */
export function isListAttribute(key: string): boolean {
  return lists.has(key)
}

/** A target as these overrides leave it. */
export function withOverrides<Target extends { readonly name: string; readonly values: Values }>(
  target: Target,
  overrides: readonly BakeOverride[],
): Target {
  const given = overrides.filter(({ pattern }) => matches(pattern, target.name))
  let values: Values = { ...target.values, ...listsOf(given, target.values) }
  for (const { key, value = unknownValue } of given.filter((one) => !isListAttribute(one.key))) {
    const [attribute = '', inner] = /^([^.]+)(?:\.(.*))?$/.exec(key)?.slice(1) ?? []
    values = merged(values, { [attribute]: inner === undefined ? value : { [inner]: value } })
  }
  return { ...target, values }
}

/** In linear time, because a pull request may change both. */
function matches(pattern: string, name: string): boolean {
  const [start = '', ...rest] = pattern.split('*')
  const end = rest.pop()
  if (end === undefined) return pattern === name
  if (!name.startsWith(start)) return false
  let at = start.length
  for (const part of rest) {
    const found = name.indexOf(part, at)
    if (found < 0) return false
    at = found + part.length
  }
  return name.length - end.length >= at && name.endsWith(end)
}

/** All overrides of a list are its entries. They replace the written ones, unless one of them is a `+=`. */
function listsOf(overrides: readonly BakeOverride[], written: Values): Values {
  const given = Map.groupBy(
    overrides.filter(({ key }) => isListAttribute(key)),
    ({ key }) => key,
  )
  return Object.fromEntries(
    [...given].map(([key, entries]) => {
      const before = written[key]
      const kept = entries.some(({ adds }) => adds) && isList(before) ? before : []
      return [key, [...kept, ...entries.map(({ value }) => value ?? unknownValue)]]
    }),
  )
}

const byKey = new Set(['args', 'contexts', 'labels'])

/** The attributes of two blocks, of which the second one wins. */
export function merged(first: Values, second: Values): Values {
  const result: Record<string, BakeValue> = { ...first }
  for (const [key, value] of Object.entries(second)) {
    if (value === null) continue
    const before = result[key]
    result[key] =
      byKey.has(key) && isObject(value) ? { ...(isObject(before) ? before : {}), ...set(value) } : value
  }
  return result
}

/** Without null values, which count as not set. */
function set(value: Readonly<Record<string, BakeValue>>): Readonly<Record<string, BakeValue>> {
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== null))
}
