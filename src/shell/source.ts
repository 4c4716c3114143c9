/** Characters that belong together, with the place in the file where each of them stands. */
export interface Source {
  readonly text: string
  /** Offset in the file of each character. */
  readonly at: readonly number[]
  /** Offset in the file after each character: two further than `at` for one that is written with an escape. */
  readonly end: readonly number[]
}

export interface TextRange {
  /** Offset in the file. */
  readonly start: number
  /** Offset in the file, exclusive. */
  readonly end: number
}

/** A part of the file, character by character. */
export function sourceOf(file: string, { start, end }: TextRange): Source {
  const at = Array.from({ length: end - start }, (_, index) => start + index)
  return { text: file.slice(start, end), at, end: at.map((offset) => offset + 1) }
}

export function sliceSource(source: Source, from: number, to = source.text.length): Source {
  return { text: source.text.slice(from, to), at: source.at.slice(from, to), end: source.end.slice(from, to) }
}

/** Where characters `from` to `to` of a source stand in the file; undefined for no characters at all. */
export function rangeOf(source: Source, from = 0, to = source.text.length): TextRange | undefined {
  const start = source.at[from]
  const end = source.end[to - 1]
  return to <= from || start === undefined || end === undefined ? undefined : { start, end }
}

/**
 * One logical line, as BuildKit's parser joins it: lines that end in the escape character continue, comments and empty
 * lines among them are left out.
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
    const trimmed = text.replace(/[ \t]+$/, '')
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

/** Counted from 1. */
export function lineOf(file: string, offset: number): number {
  let line = 1
  for (let at = file.indexOf('\n'); at >= 0 && at < offset; at = file.indexOf('\n', at + 1)) line += 1
  return line
}
