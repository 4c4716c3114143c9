/** Sentences and names of the report as HTML. */
import { keepUnits, printable } from '../text.ts'
import { escapeHtml } from './escape.ts'

/** Characters: longer names are shortened. */
const longestName = 120

/** A name from outside as it is shown: without what is hidden in it, and not escaped. */
export const shownName = (name: string) => printable(name, longestName)

/** A sentence of linkgate, in which names are between backticks. */
export function sentenceHtml(sentence: string, most = 20_000): string {
  const parts = printable(sentence.replace(/\s+/g, ' '), most).split('`')
  const isEven = parts.length % 2 === 0
  return parts
    .map((part, index) => {
      // a backtick without a partner quotes nothing
      const isCode = index % 2 === 1 && !(isEven && index === parts.length - 1)
      return isCode ? `<code>${escapeHtml(part)}</code>` : numbersHtml(part)
    })
    .join('')
}

/** Text with numbers, each in one line with its unit. */
export const numbersHtml = (text: string) => escapeHtml(keepUnits(text))
