/** A text whose characters know their offsets in a file. They need not be adjacent there. */
export interface Source {
  readonly text: string
  /** Offset in the file of each character. */
  readonly at: readonly number[]
  /** Offset in the file after each character, for example `at` + 2 for an escaped one. */
  readonly end: readonly number[]
}

export interface TextRange {
  /** Offset in the file. */
  readonly start: number
  /** Offset in the file, exclusive. */
  readonly end: number
}

/** A text that is a whole file. */
export function sourceOfText(text: string): Source {
  return sourceOf(text, { start: 0, end: text.length })
}

/** A range of a file as a source. */
export function sourceOf(file: string, { start, end }: TextRange): Source {
  const at = Array.from({ length: end - start }, (_, index) => start + index)
  return { text: file.slice(start, end), at, end: at.map((offset) => offset + 1) }
}

export function sliceSource(source: Source, from: number, to = source.text.length): Source {
  return { text: source.text.slice(from, to), at: source.at.slice(from, to), end: source.end.slice(from, to) }
}

/** The range of characters `from` to `to` in the file; undefined if it is empty. */
export function rangeOf(source: Source, from = 0, to = source.text.length): TextRange | undefined {
  const start = source.at[from]
  const end = source.end[to - 1]
  return to <= from || start === undefined || end === undefined ? undefined : { start, end }
}

let latest: { readonly file: string; readonly ends: readonly number[] } | undefined

/** Line number, counted from 1. Caches the line ends of the last file, because many lookups in a row are for one file. */
export function lineOf(file: string, offset: number): number {
  if (latest?.file !== file) latest = { file, ends: [...file.matchAll(/\n/g)].map(({ index }) => index) }
  const { ends } = latest
  let [low, high] = [0, ends.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((ends[middle] ?? 0) < offset) low = middle + 1
    else high = middle
  }
  return low + 1
}
