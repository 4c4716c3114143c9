/** Renders sentences and names as HTML. */
import { keepUnits, printable, quotedParts } from '../text.ts'
import { escapeHtml } from './escape.ts'

/** Maximum characters of a name. */
const longestName = 120

/** An untrusted name without invisible characters; not escaped. */
export const shownName = (name: string) => printable(name, longestName)

/** A sentence of linkgate with names in backticks. */
export function sentenceHtml(sentence: string, most = 20_000): string {
  return quotedParts(printable(sentence.replace(/\s+/g, ' '), most))
    .map(({ text, isQuoted }) => (isQuoted ? `<code>${escapeHtml(text)}</code>` : numbersHtml(text)))
    .join('')
}

/** Keeps each number on one line with its unit. */
export const numbersHtml = (text: string) => escapeHtml(keepUnits(text))
