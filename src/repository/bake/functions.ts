/** The functions of bake files that depend only on their arguments. */

import { asWritten, type BakeValue, isEqual, isList, isObject, unknownValue } from './values.ts'

type BakeFunction = (...given: readonly BakeValue[]) => BakeValue

const text = (value: BakeValue | undefined) => asWritten(value) ?? ''
const list = (value: BakeValue | undefined) => (isList(value) ? value : [])

const ofText =
  (change: (first: string, second: string, third: string) => BakeValue): BakeFunction =>
  (...given) =>
    change(text(given[0]), text(given[1]), text(given[2]))

const ofNumbers =
  (change: (one: number, other: number) => number): BakeFunction =>
  (...given) =>
    change(Number(given[0]), Number(given[1]))

const trimmed = (given: string, characters: string) => {
  const set = new Set(characters)
  const from = [...given].findIndex((one) => !set.has(one))
  const to = [...given].findLastIndex((one) => !set.has(one))
  return from < 0 ? '' : [...given].slice(from, to + 1).join('')
}

/** Whether a regular expression may take very long in JavaScript; Go's always run in linear time. */
function isCostly(pattern: string, given: string): boolean {
  const repetitions = pattern.match(/[*+{]/g)?.length ?? 0
  return /\)[*+{]/.test(pattern) || repetitions > 4 || given.length > 128
}

/** Replaces matches of a Go regular expression, whose replacement refers to groups as `$1` or `${1}`. */
function replacedByPattern(given: string, pattern: string, replacement: string): BakeValue {
  if (isCostly(pattern, given)) return unknownValue
  try {
    const ours = new RegExp(pattern.replace(/^\(\?[imsU]+\)/, ''), pattern.startsWith('(?i)') ? 'gi' : 'g')
    return given.replaceAll(ours, replacement.replaceAll(/\$\{(\d+)\}/g, '$$$1'))
  } catch {
    return unknownValue
  }
}

/** The groups of the first match, or else the match; unknown without one, which is an error in bake. */
function matched(pattern: string, given: string): BakeValue {
  return matches(pattern, given)[0] ?? unknownValue
}

function matches(pattern: string, given: string): readonly BakeValue[] {
  if (isCostly(pattern, given)) return [unknownValue]
  try {
    const ours = pattern.replaceAll('(?P<', '(?<')
    return [...given.matchAll(new RegExp(ours, 'g'))].map((found): BakeValue => {
      if (found.groups !== undefined) return { ...found.groups }
      const parts = found.slice(1).map((part) => part ?? null)
      return parts.length === 0 ? found[0] : parts
    })
  } catch {
    return [unknownValue]
  }
}

function numbers(given: readonly BakeValue[]): readonly number[] {
  const [first = 0, second, by] = given.map(Number)
  const [from, to] = second === undefined ? [0, first] : [first, second]
  const step = by ?? (to < from ? -1 : 1)
  const count = Math.ceil((to - from) / step)
  return count > 0 && count <= 1024 ? Array.from({ length: count }, (_, at) => from + at * step) : []
}

function formatted(given: readonly BakeValue[]): BakeValue {
  const [pattern, ...values] = given
  let at = 0
  let isKnown = true
  const result = text(pattern).replaceAll(
    /%(?:(%)|([svdqt])|.)/g,
    (_whole, percent?: string, verb?: string) => {
      if (percent !== undefined) return '%'
      const value = asWritten(values[at++])
      isKnown &&= verb !== undefined && value !== undefined
      return verb === 'q' ? JSON.stringify(value) : (value ?? '')
    },
  )
  return isKnown ? result : unknownValue
}

function element(of: BakeValue, at: BakeValue): BakeValue {
  const items = list(of)
  return items.length === 0 ? unknownValue : (items[Number(at) % items.length] ?? null)
}

export const bakeFunctions: ReadonlyMap<string, BakeFunction> = new Map<string, BakeFunction>(
  Object.entries({
    add: ofNumbers((one, other) => one + other),
    subtract: ofNumbers((one, other) => one - other),
    multiply: ofNumbers((one, other) => one * other),
    divide: ofNumbers((one, other) => one / other),
    modulo: ofNumbers((one, other) => one % other),
    max: (...given) => Math.max(...given.map(Number)),
    min: (...given) => Math.min(...given.map(Number)),
    and: (...given) => given.every((one) => one === true || one === 'true'),
    or: (...given) => given.some((one) => one === true || one === 'true'),
    not: (one) => !(one === true || one === 'true'),
    equal: (one = null, other = null) => isEqual(one, other),
    notequal: (one = null, other = null) => !isEqual(one, other),
    lessthan: (one, other) => Number(one) < Number(other),
    lessthanorequalto: (one, other) => Number(one) <= Number(other),
    greaterthan: (one, other) => Number(one) > Number(other),
    greaterthanorequalto: (one, other) => Number(one) >= Number(other),
    coalesce: (...given) => given.find((one) => one !== null) ?? null,
    coalescelist: (...given) => given.find((one) => list(one).length > 0) ?? [],
    compact: (given) => list(given).filter((one) => one !== '' && one !== null),
    absolute: (given) => Math.abs(Number(given)),
    basename: ofText((one) => one.replace(/\/+$/, '').replace(/^.*\//s, '')),
    ceil: (given) => Math.ceil(Number(given)),
    chomp: ofText((one) => one.replace(/[\r\n]+$/, '')),
    concat: (...given) => given.flatMap((one) => list(one)),
    contains: (of, value = null) => list(of).some((one) => isEqual(one, value)),
    dirname: ofText((one) => /^(.*)\/[^/]*$/s.exec(one)?.[1] ?? '.'),
    distinct: (given) => [
      ...new Map(list(given).map((one): [string, BakeValue] => [JSON.stringify(one), one])).values(),
    ],
    element: (of = null, at = null) => element(of, at),
    index: (of = null, at = null) => (isObject(of) ? (of[text(at)] ?? null) : element(of, at)),
    flatten: (given) => flattened(given ?? null),
    floor: (given) => Math.floor(Number(given)),
    format: (...given) => formatted(given),
    hasindex: (of, key) =>
      isObject(of) ? Object.hasOwn(of, text(key)) : list(of)[Number(key)] !== undefined,
    indent: ofText((by, one) => one.replaceAll('\n', `\n${' '.repeat(Math.min(Number(by) || 0, 100))}`)),
    indexof: (of, value = null) => {
      const at = list(of).findIndex((one) => isEqual(one, value))
      return at < 0 ? unknownValue : at
    },
    join: (separator, ...lists) => lists.flatMap((one) => list(one).map(text)).join(text(separator)),
    jsonencode: (given = null) => JSON.stringify(given),
    keys: (given) => (isObject(given) ? Object.keys(given).sort() : []),
    length: (given) => (isObject(given) ? Object.keys(given).length : list(given).length),
    lookup: (of, key, otherwise = null) => (isObject(of) ? (of[text(key)] ?? otherwise) : otherwise),
    lower: ofText((one) => one.toLowerCase()),
    merge: (...given) => Object.assign({}, ...given.filter(isObject)) as BakeValue,
    negate: (given) => -Number(given),
    parseint: (given, base) => Number.parseInt(text(given), Number(base)),
    range: (...given) => numbers(given),
    regex: ofText(matched),
    regexall: ofText(matches),
    regex_replace: ofText(replacedByPattern),
    replace: ofText((one, from, to) => one.replaceAll(from, () => to)),
    reverse: ofText((one) => [...one].reverse().join('')),
    reverselist: (given) => [...list(given)].reverse(),
    sanitize: ofText((one) => one.replaceAll(/[^a-zA-Z0-9_-]/g, '_')),
    slice: (given, from, to) => list(given).slice(Number(from), to === undefined ? undefined : Number(to)),
    sort: (given) => list(given).map(text).sort(),
    split: ofText((separator, one) => one.split(separator)),
    strlen: ofText((one) => [...one].length),
    substr: (given, at, length) => {
      const from = [...text(given)].slice(Number(at))
      return (Number(length) < 0 ? from : from.slice(0, Number(length))).join('')
    },
    title: ofText((one) => one.replaceAll(/\b[a-z]/g, (letter) => letter.toUpperCase())),
    trim: ofText(trimmed),
    trimprefix: ofText((one, start) => (one.startsWith(start) ? one.slice(start.length) : one)),
    trimspace: ofText((one) => one.trim()),
    trimsuffix: ofText((one, end) => (end !== '' && one.endsWith(end) ? one.slice(0, -end.length) : one)),
    upper: ofText((one) => one.toUpperCase()),
    values: (given) =>
      isObject(given)
        ? Object.entries(given)
            .sort(([one], [other]) => (one < other ? -1 : 1))
            .map(([, value]) => value)
        : [],
    zipmap: (keys, given) =>
      Object.fromEntries(list(keys).map((key, at) => [text(key), list(given)[at] ?? null])),
  } satisfies Readonly<Record<string, BakeFunction>>),
)

function flattened(value: BakeValue): readonly BakeValue[] {
  return list(value).flatMap((one) => (isList(one) ? flattened(one) : [one]))
}
