import { type Source, sourceOf, type TextRange } from '../../shell/source.ts'

/**
 * Joins a logical line like BuildKit's parser: lines that end in the escape character continue, and comments and empty lines in
 * between are skipped.
 */
export function logicalLine(
  file: string,
  { start, end }: TextRange,
  escapeCharacter: string,
): { readonly line: Source; readonly next: number } {
  const parts: TextRange[] = []
  let at = start
  for (let first = true; at < end; first = false) {
    const newline = file.indexOf('\n', at)
    const next = newline < 0 || newline >= end ? end : newline + 1
    const text = file.slice(at, next).replace(/\r?\n$/, '')
    if (!first && (text.trim() === '' || text.trimStart().startsWith('#'))) {
      at = next
      continue
    }
    const trimmed = withoutBlanks(text)
    const continues = trimmed.endsWith(escapeCharacter) && !trimmed.endsWith(escapeCharacter.repeat(2))
    parts.push({ start: at, end: at + (continues ? trimmed.length - 1 : text.length) })
    at = next
    if (!continues) break
  }
  const sources = parts.map((part) => sourceOf(file, part))
  const line = {
    text: sources.map(({ text }) => text).join(''),
    at: sources.flatMap((source) => source.at),
    end: sources.flatMap((source) => source.end),
  }
  return { line, next: at }
}

/** Removes trailing blanks. A regular expression would need quadratic time. */
function withoutBlanks(text: string): string {
  let end = text.length
  while (text[end - 1] === ' ' || text[end - 1] === '\t') end -= 1
  return text.slice(0, end)
}
