/**
 * Text from outside (names, messages, logs) made harmless for Markdown. GitHub turns more into links than GFM specifies
 * (mentions, issue references, commit hashes, the repository's own `KEY-1` patterns), and HTML entities or
 * backslashes do not stop it; only code does. So whatever is not plainly a word is shown as code.
 */

import { hiddenCharacter, showHidden, visibleLine, withoutCommands } from '../common/harmless.ts'
import { shorten } from '../common/shorten.ts'

/** One line without terminal sequences and hidden characters, for a terminal or a code block. */
export function printable(line: string, most = 400): string {
  const start = line.slice(0, 20 * most)
  const visible = /^[ -~]*$/.test(start) ? start : visibleLine(start)
  return shorten(withoutCommands(visible), most)
}

/** Inline code that is safe anywhere in a line, including table cells. */
export function code(text: string, most = 80): string {
  const inner = shorten(
    withoutCommands(showHidden(shorten(text, 4 * most).replace(/\s+/g, ' ')))
      // a table splits its cells before it looks for code, and `\|` is only undone inside of one
      .replaceAll('|', '¦')
      // only linkgate may write the marker by which it finds its comment
      .replaceAll('<!--', '<! --')
      .trim(),
    most,
  )
  if (inner === '') return '`(empty)`'
  const ticks = '`'.repeat(longestRun(inner) + 1)
  const pad = inner.startsWith('`') || inner.endsWith('`') ? ' ' : ''
  return `${ticks}${pad}${inner}${pad}${ticks}`
}

/** A fenced block, its fence longer than any inside; long lines are cut. */
export function fence(lines: readonly string[]): string {
  const clean = lines
    .flatMap((line) => line.split(/\r\n|\n|\r/))
    .map((line) => printable(line, 300).replaceAll('<!--', '<! --').trimEnd())
  const ticks = '`'.repeat(Math.max(3, longestRun(clean.join('\n')) + 1))
  return [`${ticks}text`, ...clean, ticks].join('\n')
}

function longestRun(text: string): number {
  return Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length))
}

/** Letters, digits and the punctuation of prose that means nothing to Markdown. */
const prose = /^[\p{L}\p{N}\p{M}.,;!?()'"“”’%+−–—/·…=→±≥≤✓✗Δ-]*:?$/u
/** Addresses, keys of other trackers (`GH-1`), and what could be a commit. */
const reference = /www\.|\p{L}-\d|(?<![\p{L}\p{N}])[0-9a-f]{7,}(?![\p{L}\p{N}])/iu

function isProse(word: string): boolean {
  return prose.test(word) && !reference.test(word) && !hiddenCharacter.test(word) && word.length <= 60
}

/** A name from outside (of an app, a mode): as it is when it is plainly a word, else as code. */
export function name(text: string): string {
  return isProse(text) && /^[\p{L}\p{N}]/u.test(text) ? text : code(text, 40)
}

export const noBreak = '\u{a0}'

const wordJoiner = '\u{2060}'

/** A number stays in one line with its interval and its unit. */
export const keepUnits = (text: string) =>
  text
    .replace(
      /(?<=\d|\d\)) (?=(?:[kMG]?B|ms|s|%)(?![\p{L}\p{N}]))|(?<=\d) (?=±\d|\([−\d])|(?<=\([−\d.]+) (?=to )|(?<=\([−\d.]+ to) /gu,
      noBreak,
    )
    .replace(/(?<=\d)–(?=\d)/g, `–${wordJoiner}`)

/** What is copied from code has the blanks that it was written with. */
function outsideOfCode(text: string, change: (prose: string) => string): string {
  return text.replaceAll(/(`+)(?!`).*?(?<!`)\1(?!`)|[^`]+/gs, (part) =>
    part.startsWith('`') ? part : change(part),
  )
}

/** A sentence split at its backticks. */
export function quotedParts(text: string): readonly { readonly text: string; readonly isQuoted: boolean }[] {
  const parts = text.split('`')
  // a backtick without a partner quotes nothing
  const last = parts.length % 2 === 0 ? parts.length - 1 : parts.length
  return parts.map((part, index) => ({ text: part, isQuoted: index % 2 === 1 && index < last }))
}

/** The punctuation of prose around a word stays outside of its code: `(name),` is a name in brackets. */
function asCode(word: string): string {
  const [, opening = '', rest = ''] = /^([("“]*)(.*)$/su.exec(word) ?? []
  const [, inner = '', closing = ''] = /^(.*?)([)"”.,;:!?]*)$/su.exec(rest) ?? []
  if (inner === '') return code(word)
  // but `main()` closes what it opened
  const own = Math.max(0, inner.split('(').length - inner.split(')').length)
  const kept = /^\)*/.exec(closing)?.[0].slice(0, own) ?? ''
  return `${opening}${code(inner + kept)}${closing.slice(kept.length)}`
}

/**
 * A sentence of which only the `code spans` are kept as markup. Whatever else in it could mean something to
 * Markdown or to GitHub becomes code as well.
 *
 * @param most characters of the sentence
 * @param mostOfSpan characters of a code span in it
 */
export function sentence(text: string, most = 600, mostOfSpan = 80): string {
  const pieces = quotedParts(shorten(text, most)).flatMap(({ text: part, isQuoted }) => {
    if (isQuoted) return [code(part, mostOfSpan)]
    return part.split(/(\s+)/).map((word) => (/^\s*$/.test(word) || isProse(word) ? word : asCode(word)))
  })
  let joined = ''
  for (const piece of pieces) {
    if (piece === '') continue
    // two spans that touch would read each other's backticks
    joined += joined.endsWith('`') && piece.startsWith('`') ? ` ${piece}` : piece.replace(/\s+/g, ' ')
  }
  joined = outsideOfCode(joined, keepUnits)
  // at the start of a line these would make a list or a heading
  return joined.trim().replace(/^(?:[-+=–]+(?= |$)|\d+[.)](?= |$))/, (start) => code(start))
}

/** More characters than a sentence of linkgate's has: what it takes from outside is shortened before, each text by itself. */
export const ownSentence = 20_000

/** A message or a fix of a finding: with its middle left out, a line of configuration in it could not be copied. */
export function whole(text: string): string {
  return sentence(text, ownSentence, ownSentence)
}

/** Quotes a name inside a sentence of ours. */
export function quote(text: string): string {
  return `\`${text.replaceAll('`', "'")}\``
}
