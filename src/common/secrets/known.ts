/** Finds values that are known to be secret in a text, in any encoding. */
import { credentialsIn } from './forms.ts'
import { isSecretName } from './names.ts'
import type { Span } from './spans.ts'
import { viewsOf } from './views.ts'

/** Minimum length of a value that was passed to linkgate as a secret, in characters; shorter ones are not searched for. */
const shortestGiven = 6
/** Minimum length of a value whose name or form suggests a secret. */
const shortestGuessed = 8
/** Minimum length of a guessed value of lower-case letters only, like the words of a report, and of a number. */
const shortestPlain = 12

/** Values from examples and from every report, which are not secret. */
const common = new Set(
  `password passw0rd changeme change-me change_me changeit secret secret-key postgres postgresql mariadb rabbitmq localhost
   disabled enabled required optional development production staging testing default example administrator
   supersecret super-secret your-secret your_secret linkgate static-pie static-glibc static-musl dynamic-musl built-in binary-size
   image-size pull-size build-time startup-cpu init-allocs init-bytes not-built unmeasured inconclusive github-actions node_modules`.split(
    /\s+/,
  ),
)
/** A number, perhaps with a unit, a date, a version or a duration. */
const numeric = /^(?:[\d\s.,:+_%/-]*(?:[a-zµ]{1,2}|[kMGT]i?B?)?|(?:\d{1,6}(?:ns|us|ms|[dhms])){2,4})$/

/** `given`: passed to linkgate as a secret. `guessed`: only its name or its form suggests one. */
export type Certainty = 'given' | 'guessed'

/** The texts to search for: the value, or each line of it. Empty for values that are too short, too common, or numbers. */
export function secretTexts(value: string, certainty: Certainty): readonly string[] {
  const whole = value.trim()
  const lines = whole.split(/\r?\n|\r/).map((line) => line.trim())
  const parts =
    lines.length > 1 ? [lines.join(''), ...lines.filter((line) => line.length >= shortestGuessed)] : [whole]
  return parts.filter((part) => isSearchable(part, certainty))
}

function isSearchable(text: string, certainty: Certainty): boolean {
  if (common.has(text.toLowerCase()) || text.length > 65_536) return false
  // a variable or a placeholder, not a value
  if (/^(?:\$|<.*>$|\*+$)/.test(text)) return false
  const isWord = /^[a-z]+$/.test(text)
  const isNumber = numeric.test(text)
  if (certainty === 'given') {
    return text.length >= (isNumber ? shortestPlain : isWord ? shortestGuessed : shortestGiven)
  }
  return !isNumber && !isAbout(text) && text.length >= (isWord ? shortestPlain : shortestGuessed)
}

/** A path, a URL without credentials, or a command: it leads to a secret, but is not one. */
const isAbout = (text: string) =>
  /^(?:\.{0,2}\/|~\/|[A-Za-z]:\\)[\w@./\\ -]*$/.test(text) || /^[\w+.-]+:\/\/[^@]*$/.test(text)

/** Whether it looks like a randomly generated key, unlike words, paths, digests and versions. */
function looksRandom(value: string): boolean {
  if (!/^[\w+=-]{12,512}$/.test(value) || /^[\da-f-]*$/.test(value) || !/\d/.test(value)) return false
  const kinds = value
    .replaceAll(/[a-z]+/g, 'a')
    .replaceAll(/[A-Z]+/g, 'A')
    .replaceAll(/\d+/g, '1')
    .replaceAll(/[_+=-]/g, '')
  return kinds.length >= 5
}

/** Whether a value with this name must be masked. */
export function isSecretVariable(name: string, value: string): boolean {
  return isSecretName(name) || looksRandom(value)
}

/** Whether a variable may be shown with its value. */
export function isPlainVariable(name: string, value: string): boolean {
  return !isSecretVariable(name, value) && credentialsIn(value).length === 0
}

/** All forms in which a value is searched for: as it is, in base64 at each alignment, in hexadecimal, and as decimal bytes. */
function needlesOf(text: string): readonly Needle[] {
  const bytes = new TextEncoder().encode(text)
  const hex = Buffer.from(bytes).toString('hex')
  const encoded = [0, 1, 2].flatMap((before) => {
    const inner = base64Of(bytes, before)
    return inner.length < shortestGuessed ? [] : [inner, inner.replaceAll('+', '-').replaceAll('/', '_')]
  })
  return [
    ...[text, hex, hex.toUpperCase(), bytes.join(' ')].map((one) => ({ text: one, isBase64: false })),
    ...encoded.map((one) => ({ text: one, isBase64: true })),
  ]
}

/** The base64 characters that depend only on these bytes if `before` other bytes precede them. */
function base64Of(bytes: Uint8Array, before: number): string {
  const shifted = new Uint8Array(before + bytes.length)
  shifted.set(bytes, before)
  const all = Buffer.from(shifted).toString('base64')
  const first = Math.ceil((before * 8) / 6)
  const last = Math.floor((shifted.length * 8) / 6)
  return all.slice(first, last)
}

interface Needle {
  readonly text: string
  readonly isBase64: boolean
}

/**
 * Texts to search for: any number of them is found in one pass. A window as long as the shortest of them moves over the content,
 * mostly by several characters at once: Sun Wu and Udi Manber, A Fast Algorithm for Multi-Pattern Searching (1994).
 */
export interface KnownSecrets {
  readonly window: number
  /** By the last two characters of the window: how many characters it can move without missing one of the texts. */
  readonly shifts: Uint8Array
  readonly byStart: ReadonlyMap<string, readonly Needle[]>
}

const startLength = 4
/** The maximum whose shifts fit into bytes. */
const longestWindow = 256

/** A hash of the characters before and at an index; different pairs may have the same. */
const pairAt = (text: string, index: number) =>
  ((text.charCodeAt(index - 1) << 8) ^ text.charCodeAt(index)) & 0xffff

export function knownSecrets(texts: Iterable<string>): KnownSecrets {
  return searchable([...texts].flatMap(needlesOf))
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
  return { window, shifts, byStart: Map.groupBy(needles, ({ text }) => text.slice(0, startLength)) }
}

/** Like `knownSecrets`, to search the content of files that is read as Latin-1. */
export function knownInBytes(texts: Iterable<string>): KnownSecrets {
  const forms = [...texts].flatMap((text) => [text, encodeURIComponent(text.toWellFormed())])
  const needles = [...new Set(forms)].flatMap(needlesOf)
  return searchable(needles.map((one) => ({ ...one, text: Buffer.from(one.text).toString('latin1') })))
}

/** Whether a text contains a known secret as it is, without decoding the text. */
export function hasKnown(text: string, known: KnownSecrets): boolean {
  return occurrences(text, known).length > 0
}

/** The parts of a text that are, or contain, a known secret. */
export function knownIn(text: string, known: KnownSecrets): readonly Span[] {
  if (known.byStart.size === 0 || text.length < shortestGiven) return []
  const inViews = viewsOf(text).flatMap((view) =>
    occurrences(view.text, known).map(([from, to]) => view.place(from, to)),
  )
  return [...occurrences(text, known), ...inViews]
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
    for (const needle of byStart.get(text.slice(at, at + startLength)) ?? []) {
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
