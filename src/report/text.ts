/**
 * Escapes untrusted text (names, messages, logs) for Markdown. GitHub turns more into links than GFM specifies (mentions,
 * issue references, commit hashes, the repository's own `KEY-1` patterns). HTML entities and backslashes do not prevent that;
 * only code does. So everything that is not clearly a word becomes code.
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
      // GitHub splits table cells before it parses code, and unescapes `\|` only inside of a table
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

/** A fenced block with a fence that is longer than any in the text; long lines are truncated. */
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

/** Letters, digits and punctuation without a meaning in Markdown. */
const prose = /^[\p{L}\p{N}\p{M}.,;!?()'"“”’%+−–—/·…=→±≥≤✓✗Δ-]*:?$/u
/** URLs, issue keys (`GH-1`), and strings that look like a commit. */
const reference = /www\.|\p{L}-\d|(?<![\p{L}\p{N}])[0-9a-f]{7,}(?![\p{L}\p{N}])/iu

function isProse(word: string): boolean {
  return prose.test(word) && !reference.test(word) && !hiddenCharacter.test(word) && word.length <= 60
}

/** An untrusted name, for example of an app: unchanged if it is clearly a word, else as code. */
export function name(text: string): string {
  return isProse(text) && /^[\p{L}\p{N}]/u.test(text) ? text : code(text, 40)
}

export const noBreak = '\u{a0}'

const wordJoiner = '\u{2060}'

/** Keeps a number on one line with its interval and unit. */
export const keepUnits = (text: string) =>
  text
    .replace(
      /(?<=\d|\d\)) (?=(?:[kMG]?B|ms|s|%)(?![\p{L}\p{N}]))|(?<=\d) (?=±\d|\([−\d])|(?<=\([−\d.]+) (?=to )|(?<=\([−\d.]+ to) /gu,
      noBreak,
    )
    .replace(/(?<=\d)–(?=\d)/g, `–${wordJoiner}`)

/** Does not change spaces in code, so that it can be copied. */
function outsideOfCode(text: string, change: (prose: string) => string): string {
  return text.replaceAll(/(`+)(?!`).*?(?<!`)\1(?!`)|[^`]+/gs, (part) =>
    part.startsWith('`') ? part : change(part),
  )
}

/** A sentence split at its backticks. */
export function quotedParts(text: string): readonly { readonly text: string; readonly isQuoted: boolean }[] {
  const parts = text.split('`')
  // an unpaired backtick quotes nothing
  const last = parts.length % 2 === 0 ? parts.length - 1 : parts.length
  return parts.map((part, index) => ({ text: part, isQuoted: index % 2 === 1 && index < last }))
}

/** Makes a word code, but not the punctuation around it: in `(name),` only `name` becomes code. */
function asCode(word: string): string {
  const [, opening = '', rest = ''] = /^([("“]*)(.*)$/su.exec(word) ?? []
  const [, inner = '', closing = ''] = /^(.*?)([)"”.,;:!?]*)$/su.exec(rest) ?? []
  if (inner === '') return code(word)
  // but parentheses of the word itself, as in `main()`, stay
  const own = Math.max(0, inner.split('(').length - inner.split(')').length)
  const kept = /^\)*/.exec(closing)?.[0].slice(0, own) ?? ''
  return `${opening}${code(inner + kept)}${closing.slice(kept.length)}`
}

/**
 * Escapes a sentence, except for its `code spans`. Everything else that Markdown or GitHub could interpret becomes code, too.
 *
 * @param most maximum characters of the sentence
 * @param mostOfSpan maximum characters of a code span
 */
export function sentence(text: string, most = 600, mostOfSpan = 80): string {
  const pieces = quotedParts(shorten(text, most)).flatMap(({ text: part, isQuoted }) => {
    if (isQuoted) return [code(part, mostOfSpan)]
    return part.split(/(\s+)/).map((word) => (/^\s*$/.test(word) || isProse(word) ? word : asCode(word)))
  })
  let joined = ''
  for (const piece of pieces) {
    if (piece === '') continue
    // the backticks of two adjacent spans would merge
    joined += joined.endsWith('`') && piece.startsWith('`') ? ` ${piece}` : piece.replace(/\s+/g, ' ')
  }
  joined = outsideOfCode(joined, keepUnits)
  // at the start of a line, these would begin a list or a heading
  return joined.trim().replace(/^(?:[-+=–]+(?= |$)|\d+[.)](?= |$))/, (start) => code(start))
}

/** Longer than any sentence of linkgate, because untrusted text in it is shortened before. */
export const ownSentence = 20_000

/** A message or a fix of a finding. It is not shortened, so that configuration in it can be copied. */
export function whole(text: string): string {
  return sentence(text, ownSentence, ownSentence)
}

/** Quotes a name in a sentence of linkgate. */
export function quote(text: string): string {
  return `\`${text.replaceAll('`', "'")}\``
}
