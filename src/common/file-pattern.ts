/**
 * The wildcards of Go's `filepath.Match`, and `**` for any number of directories. The time of a match is bounded by the
 * product of both lengths: a regular expression would try all ways to share the characters between several `*`.
 */

export interface FilePattern {
  test(path: string): boolean
}

/** Whether one character of a path matches. */
type Fits = (character: string) => boolean

type Part =
  /** `many`: matches any number of these characters. */
  | { readonly kind: 'characters'; readonly fits: Fits; readonly many: boolean }
  /** The next two parts are optional, but only together. */
  | { readonly kind: 'optional' }

/** One token of a pattern: a wildcard, a quoted character, a class or a plain character. */
const tokens = /\*\*\/?|\*|\?|\\[\s\S]|\[\^?(?:\\[\s\S]|[^\\])(?:\\[\s\S]|[^\]\\])*\]|[\s\S]/gu

export function filePattern(pattern: string): FilePattern {
  const parts = partsOf(pattern)
  // builders reject an invalid pattern themselves
  if (parts === undefined) return { test: () => false }
  return { test: (path) => isMatch(parts, path) }
}

const any: Fits = () => true
const withinName: Fits = (character) => character !== '/'
const slash: Fits = (character) => character === '/'

function characters(fits: Fits, many = false): Part {
  return { kind: 'characters', fits, many }
}

/** undefined if a class is not closed, or has a range that ends before it begins. */
function partsOf(pattern: string): readonly Part[] | undefined {
  const parts: Part[] = []
  let at = 0
  for (const [token] of pattern.matchAll(tokens)) {
    at += token.length
    if (token.startsWith('**') && at < pattern.length) {
      // `**/**/` matches the same as `**/`
      if (parts.at(-3)?.kind !== 'optional')
        parts.push({ kind: 'optional' }, characters(any, true), characters(slash))
      continue
    }
    const part = partOf(token)
    if (part === undefined) return undefined
    parts.push(part)
  }
  return parts
}

function partOf(token: string): Part | undefined {
  if (token.startsWith('**')) return characters(any, true)
  if (token === '*') return characters(withinName, true)
  if (token === '?') return characters(withinName)
  if (token.startsWith('[')) {
    const fits = classOf(token)
    return fits && characters(fits)
  }
  const wanted = unquoted(token)
  return characters((character) => character === wanted)
}

function classOf(token: string): Fits | undefined {
  const [, negation = '', members = ''] = /^\[(\^?)([\s\S]+)\]$/u.exec(token) ?? []
  if (members === '') return undefined
  const ranges: (readonly [string, string])[] = []
  for (const [, first = '', last = first] of members.matchAll(/(\\[\s\S]|[\s\S])(?:-(\\[\s\S]|[\s\S]))?/gu)) {
    const [from, to] = [unquoted(first), unquoted(last)]
    if (from > to) return undefined
    ranges.push([from, to])
  }
  return (character) =>
    ranges.some(([from, to]) => from <= character && character <= to) === (negation === '')
}

function unquoted(member: string): string {
  return member.length > 1 && member.startsWith('\\') ? member.slice(1) : member
}

/** Follows all possible matches in parallel, like an NFA. */
function isMatch(parts: readonly Part[], path: string): boolean {
  let places = reached(parts, [0])
  for (const character of path) {
    const next: number[] = []
    for (const place of places) {
      const part = parts[place]
      if (part?.kind !== 'characters' || !part.fits(character)) continue
      next.push(part.many ? place : place + 1)
    }
    if (next.length === 0) return false
    places = reached(parts, next)
  }
  return places.has(parts.length)
}

/** The indexes, and those after parts that can match the empty string (the epsilon closure of the NFA). */
function reached(parts: readonly Part[], places: readonly number[]): ReadonlySet<number> {
  const found = new Set(places)
  // iterating over a set also visits what is added during the iteration
  for (const place of found) {
    const part = parts[place]
    if (part?.kind === 'optional') found.add(place + 1).add(place + 3)
    else if (part?.many === true) found.add(place + 1)
  }
  return found
}
