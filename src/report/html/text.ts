/** Sentences and names of the report as HTML. */
import { keepUnits, printable, quotedParts } from '../text.ts'
import { escapeHtml } from './escape.ts'

/** Characters: longer names are shortened. */
const longestName = 120

/** A name from outside as it is shown: without what is hidden in it, and not escaped. */
export const shownName = (name: string) => printable(name, longestName)

/** A sentence of linkgate, in which names are between backticks. */
export function sentenceHtml(sentence: string, most = 20_000): string {
  return quotedParts(printable(sentence.replace(/\s+/g, ' '), most))
    .map(({ text, isQuoted }) => (isQuoted ? `<code>${escapeHtml(text)}</code>` : numbersHtml(text)))
    .join('')
}

/** Text with numbers, each in one line with its unit. */
export const numbersHtml = (text: string) => escapeHtml(keepUnits(text))
