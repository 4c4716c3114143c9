/** Decoded forms of a text, in which encoded or escaped secrets are plain. */

export interface View {
  readonly text: string
  /** Maps a span of this text to the span of the original text. */
  readonly place: (from: number, to: number) => readonly [number, number]
}

interface Reading {
  /** Whether decoding can change the text: a quick check. */
  readonly differs: (text: string) => boolean
  readonly pattern: RegExp
  readonly read: (found: string) => string
}

const named: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
}

function readEscape(found: string): string {
  const [, hex] = /^\\[ux]([\da-f]+)$/i.exec(found) ?? []
  if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16))
  return named[found[1] ?? ''] ?? found[1] ?? ''
}

function readEntity(found: string): string {
  const [, sign, digits] = /^&#(x?)([\da-f]+);$/i.exec(found) ?? []
  if (digits === undefined) return named[found.slice(1, -1)] ?? found
  return String.fromCharCode(Number.parseInt(digits, sign === '' ? 10 : 16))
}

/** The bytes of one character in UTF-8: a run of them may be long, and contain bytes that are no text. */
const percentEncoded =
  /%[0-7][\da-f]|%[cd][\da-f]%[89ab][\da-f]|%e[\da-f](?:%[89ab][\da-f]){2}|%f[0-4](?:%[89ab][\da-f]){3}/gi

function readPercent(found: string): string {
  try {
    return decodeURIComponent(found)
  } catch {
    return found
  }
}

const readings: readonly Reading[] = [
  {
    // split over lines, perhaps after the prefix that a builder puts before each
    differs: (text) => text.includes('\n'),
    pattern: /[ \t\r]{0,40}\n(?:#\d{1,6} \d{1,9}\.\d{1,9} )?\s*/g,
    read: () => '',
  },
  {
    differs: (text) => /%[\da-f]{2}/i.test(text),
    pattern: percentEncoded,
    read: readPercent,
  },
  {
    // as in HTML form data
    differs: (text) => text.includes('+'),
    pattern: new RegExp(`${percentEncoded.source}|\\+`, 'gi'),
    read: (found) => (found === '+' ? ' ' : readPercent(found)),
  },
  {
    differs: (text) => text.includes('\\'),
    pattern: /\\(?:u[\da-f]{4}|x[\da-f]{2}|[^\n])/gi,
    read: readEscape,
  },
  {
    differs: (text) => text.includes('&'),
    pattern: /&(?:#\d{1,6}|#x[\da-f]{1,5}|amp|lt|gt|quot|apos);/gi,
    read: readEntity,
  },
]

/** The decoded forms that differ from the text: without line breaks, and without escapes of URLs, JSON and HTML. */
export function viewsOf(text: string): readonly View[] {
  return readings.filter(({ differs }) => differs(text)).map((reading) => viewOf(text, reading))
}

function viewOf(text: string, { pattern, read }: Reading): View {
  let seen = ''
  let at = 0
  /** Where each replaced part begins and ends, in the decoded and in the original text. */
  const replaced: (readonly [seenFrom: number, seenTo: number, from: number, to: number])[] = []
  for (const { 0: found, index } of text.matchAll(pattern)) {
    seen += text.slice(at, index)
    const from = seen.length
    seen += read(found)
    at = index + found.length
    replaced.push([from, seen.length, index, at])
  }
  seen += text.slice(at)
  return {
    text: seen,
    place: (from, to) => [placeOf(replaced, from, 'from'), placeOf(replaced, to - 1, 'to')],
  }
}

/** Maps an index of the decoded text to the original one. Inside a replaced part, it is the part's start or end, by `which`. */
function placeOf(
  replaced: readonly (readonly [number, number, number, number])[],
  at: number,
  which: 'from' | 'to',
): number {
  // binary search for the last replaced part that begins at or before the index
  let [low, high] = [0, replaced.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((replaced[middle]?.[0] ?? 0) <= at) low = middle + 1
    else high = middle
  }
  const part = replaced[low - 1]
  const ends = which === 'to' ? 1 : 0
  if (part === undefined) return at + ends
  const [, seenTo, from, to] = part
  if (at < seenTo) return which === 'from' ? from : to
  return to + (at - seenTo) + ends
}
