import type { Word } from '../../shell/words.ts'
import type { GoFlag } from '../facts/go-command.ts'
import type { Edit } from '../read/edits.ts'

/**
 * Removes characters `from` to `to` of a word from the file, but keeps quotes and line ends in between, and the indentation of
 * separate lines.
 */
export function withoutCharacters(word: Word, from: number, to: number): readonly Edit[] {
  const parts: { start: number; end: number; text: string }[] = []
  for (let index = from; index < to; index += 1) {
    const start = word.source.at[index]
    const end = word.source.end[index]
    const last = parts.at(-1)
    if (start === undefined || end === undefined) continue
    const text = word.source.text[index] ?? ''
    if (last?.end === start) {
      last.end = end
      last.text += text
    } else parts.push({ start, end, text })
  }
  return parts.filter(({ text }) => text.trim() !== '').map(({ start, end }) => ({ start, end, text: '' }))
}

/**
 * Removes adjacent words from a command with the preceding blanks, or from a JSON list with a comma. `words` has all words of the
 * command.
 */
export function withoutWords(
  file: string,
  words: readonly Word[],
  gone: GoFlag['words'],
  json: boolean,
): Edit {
  const first = words.indexOf(gone[0] as Word)
  const { start } = gone[0]?.range ?? { start: 0 }
  const { end } = gone.at(-1)?.range ?? { end: 0 }
  if (json) {
    const next = words[first + gone.length]
    if (next !== undefined) return { start, end: next.range.start, text: '' }
    return { start: words[first - 1]?.range.end ?? start, end, text: '' }
  }
  const blanks = /[ \t]*$/.exec(file.slice(0, start))?.[0].length ?? 0
  const atLineStart = file[start - blanks - 1] === '\n'
  if (!atLineStart) return { start: start - blanks, end, text: '' }
  const after = /^[ \t]*/.exec(file.slice(end))?.[0].length ?? 0
  return { start, end: end + after, text: '' }
}
