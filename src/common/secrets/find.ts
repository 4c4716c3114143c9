/** Finds known secrets in a text: any number of them in one pass. */
import { encodedForms, formsInBytes, type Needle } from './encoded.ts'
import type { Span } from './spans.ts'
import { viewsOf } from './views.ts'

/**
 * Texts to search for. A window as long as the shortest of them moves over the content, mostly by several characters at
 * once: Sun Wu and Udi Manber, A Fast Algorithm for Multi-Pattern Searching (1994).
 */
export interface KnownSecrets {
  readonly window: number
  /** By the last two characters of the window: how many characters it can move without missing one of the texts. */
  readonly shifts: Uint8Array
  readonly byStart: ReadonlyMap<string, readonly Needle[]>
  readonly byEnd: ReadonlyMap<string, readonly Needle[]>
  /** Of the texts, in characters. */
  readonly longest: number
}

/** In characters: the part of a text by which it is looked up. */
const keyLength = 4
/** The maximum whose shifts fit into bytes. */
const longestWindow = 256
/** In characters, of the beginning or end of a secret that was cut. */
const shortestFragment = 6

/** A hash of the characters before and at an index; different pairs may have the same. */
const pairAt = (text: string, index: number) =>
  ((text.charCodeAt(index - 1) << 8) ^ text.charCodeAt(index)) & 0xffff

export function knownSecrets(texts: Iterable<string>): KnownSecrets {
  return searchable([...texts].flatMap(encodedForms))
}

/** Like `knownSecrets`, to search the content of files that is read as Latin-1. */
export function knownInBytes(texts: Iterable<string>): KnownSecrets {
  return searchable([...texts].flatMap(formsInBytes))
}

function searchable(needles: readonly Needle[]): KnownSecrets {
  const window = needles.reduce((shortest, { text }) => Math.min(shortest, text.length), longestWindow)
  const shifts = new Uint8Array(0x1_0000).fill(window - 1)
  for (const { text } of needles) {
    for (let index = 1; index < window; index++) {
      const pair = pairAt(text, index)
      shifts[pair] = Math.min(shifts[pair] ?? 0, window - 1 - index)
    }
  }
  return {
    window,
    shifts,
    byStart: Map.groupBy(needles, ({ text }) => text.slice(0, keyLength)),
    byEnd: Map.groupBy(needles, ({ text }) => text.slice(-keyLength)),
    longest: needles.reduce((longest, { text }) => Math.max(longest, text.length), 0),
  }
}

/** Whether a text contains a known secret as it is, without decoding the text. */
export function hasKnown(text: string, known: KnownSecrets): boolean {
  return occurrences(text, known).length > 0
}

/** The parts of a text that are, or contain, a known secret, or a part of one that was cut at an omission. */
export function knownIn(text: string, known: KnownSecrets): readonly Span[] {
  if (known.byStart.size === 0 || text.length < shortestFragment) return []
  const inText = (one: string) => [...occurrences(one, known), ...fragments(one, known)]
  const inViews = viewsOf(text).flatMap((view) => inText(view.text).map(([from, to]) => view.place(from, to)))
  return [...inText(text), ...inViews]
}

function occurrences(text: string, { window, shifts, byStart }: KnownSecrets): readonly Span[] {
  const found: Span[] = []
  // without needles, no text is scanned: a build cache may have hundreds of megabytes
  if (byStart.size === 0) return found
  let last = window - 1
  while (last < text.length) {
    const shift = shifts[pairAt(text, last)] ?? 0
    if (shift > 0) {
      last += shift
      continue
    }
    const at = last + 1 - window
    for (const needle of byStart.get(text.slice(at, at + keyLength)) ?? []) {
      if (text.startsWith(needle.text, at)) found.push(spanOf(text, at, needle))
    }
    last++
  }
  return found
}

/** The span of a match. It includes the adjacent base64 characters, because they encode some bits of the secret. */
function spanOf(text: string, at: number, { text: { length }, isBase64 }: Needle): Span {
  const isEncoded = (index: number) => isBase64 && /[\w+/-]/.test(text[index] ?? '')
  return [isEncoded(at - 1) ? at - 1 : at, at + length + (isEncoded(at + length) ? 1 : 0)]
}

/**
 * The beginning of a secret before `…`, and the end of one after it: texts are shortened before they are masked. Each is
 * searched for up to the next `…` only, so the time is linear in the length of the text.
 */
function fragments(text: string, known: KnownSecrets): readonly Span[] {
  const found: Span[] = []
  let from = 0
  for (let at = text.indexOf('…'); at >= 0; ) {
    const next = text.indexOf('…', at + 1)
    const before = cutEnd(text, [from, at], known)
    const after = cutStart(text, [at + 1, next < 0 ? text.length : next], known)
    if (before < at) found.push([before, at])
    if (after > at + 1) found.push([at + 1, after])
    from = at + 1
    at = next
  }
  return found
}

/** A part of an escape, which cannot be decoded. */
const escapeStart = /(?:(?:%[\da-f]{0,2}){1,4}|\\(?:u[\da-f]{0,3}|x[\da-f]?)?|&[#\w]{0,6})$/i
const escapeEnd = /^[\da-z]{0,5}(?:;|(?:%[\da-f]{2}){0,3})/i

/** Where the beginning of a secret starts that was cut at the end of a part of the text; this end if there is none. */
function cutEnd(text: string, [start, end]: Span, { byStart, longest }: KnownSecrets): number {
  const partial = escapeStart.exec(text.slice(Math.max(start, end - 12), end))?.[0] ?? ''
  const ends = new Set([end, end - partial.length])
  const least = Math.max(start, end - longest)
  const first = least + text.slice(least, end).lastIndexOf('\n') + 1
  for (let at = first; at <= end - shortestFragment; at++) {
    const needles = byStart.get(text.slice(at, at + keyLength)) ?? []
    const isCut = (to: number) =>
      to - at >= shortestFragment && needles.some((one) => one.text.startsWith(text.slice(at, to)))
    if ([...ends].some(isCut)) return at
  }
  return end
}

/** Where the end of a secret ends that was cut at the start of a part of the text; this start if there is none. */
function cutStart(text: string, [start, end]: Span, { byEnd, longest }: KnownSecrets): number {
  const most = Math.min(end, start + longest)
  const partial = escapeEnd.exec(text.slice(start, Math.min(most, start + 16)))?.[0] ?? ''
  const length = text.slice(start, most).indexOf('\n')
  const last = length < 0 ? most : start + length
  for (let at = last; at >= start + shortestFragment; at--) {
    const needles = byEnd.get(text.slice(at - keyLength, at)) ?? []
    const isCut = (from: number) =>
      at - from >= shortestFragment && needles.some((one) => one.text.endsWith(text.slice(from, at)))
    for (let from = start; from <= start + partial.length; from++) if (isCut(from)) return at
  }
  return start
}
