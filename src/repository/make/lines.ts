/** The logical lines of a Makefile, with their line numbers. */

export interface MakeLine {
  readonly text: string
  /** Line number of its first line, counted from 1. */
  readonly line: number
}

/** Joins physical lines like make, which has different rules in recipes and elsewhere. */
export class MakeLines {
  readonly #lines: readonly string[]
  readonly #first: number
  #at = 0

  /** @param first line number of the first line */
  constructor(text: string, first = 1) {
    this.#lines = text.replaceAll('\r\n', '\n').split('\n')
    this.#first = first
  }

  get isAtEnd(): boolean {
    return this.#at >= this.#lines.length
  }

  /** Whether the next line begins with this prefix. */
  startsWith(prefix: string): boolean {
    return (this.#lines[this.#at] ?? '').startsWith(prefix)
  }

  /** A recipe line without its prefix. Continuations stay as written, for the shell. */
  recipe(prefix: string): MakeLine {
    const line = this.#first + this.#at
    const parts = [this.#next().slice(prefix.length)]
    while (isContinued(parts.at(-1) ?? '') && !this.isAtEnd) {
      const next = this.#next()
      parts.push(next.startsWith(prefix) ? next.slice(prefix.length) : next)
    }
    return { text: parts.join('\n'), line }
  }

  /** A line outside of recipes. A backslash at a line end, and the blanks around it, become one blank. */
  logical(): MakeLine {
    const line = this.#first + this.#at
    const before: string[] = []
    let last = this.#next()
    while (isContinued(last) && !this.isAtEnd) {
      const part = last.slice(0, -1).trimEnd()
      if (part !== '' || before.length === 0) before.push(part)
      last = this.#next().trimStart()
    }
    return { text: withoutComment([...before, last].join(' ')), line }
  }

  /** The text up to the `endef` of the current `define`. */
  definition(): string {
    const body: string[] = []
    for (let depth = 1; !this.isAtEnd; ) {
      const text = this.#next()
      if (/^\s*define\b/.test(text)) depth += 1
      if (/^\s*endef\b/.test(text)) depth -= 1
      if (depth === 0) break
      body.push(text)
    }
    return body.join('\n')
  }

  #next(): string {
    return this.#lines[this.#at++] ?? ''
  }
}

/** Whether the next line continues this one: it ends in an odd number of backslashes. */
export function isContinued(line: string): boolean {
  let end = line.length
  while (line[end - 1] === '\\') end -= 1
  return (line.length - end) % 2 === 1
}

function withoutComment(text: string): string {
  let at = findOutside(text, (character) => character === '#')
  while (at > 0 && text[at - 1] === '\\') {
    const next = findOutside(text.slice(at + 1), (character) => character === '#')
    at = next < 0 ? -1 : at + 1 + next
  }
  return (at < 0 ? text : text.slice(0, at)).replaceAll('\\#', '#')
}

/** Index of the first character outside of `$(…)` and `${…}` for which `isMeant` holds; -1 if there is none. */
export function findOutside(text: string, isMeant: (character: string, at: number) => boolean): number {
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '$') {
      at = referenceEnd(text, at) - 1
      continue
    }
    if (isMeant(text[at] ?? '', at)) return at
  }
  return -1
}

/** Index after the reference whose `$` is at `at`; the end of the text if it is not closed. */
export function referenceEnd(text: string, at: number): number {
  const open = text[at + 1]
  if (open !== '(' && open !== '{') return Math.min(at + 2, text.length)
  const close = open === '(' ? ')' : '}'
  let depth = 0
  for (let index = at + 1; index < text.length; index++) {
    if (text[index] === open) depth += 1
    if (text[index] === close) depth -= 1
    if (depth === 0) return index + 1
  }
  return text.length
}

/** Splits a text at commas outside of references and parentheses, into at most `most` parts. */
export function argumentsOf(text: string, most = Number.POSITIVE_INFINITY): readonly string[] {
  const parts: string[] = []
  let start = 0
  let depth = 0
  findOutside(text, (character, at) => {
    if (character === '(' || character === '{') depth += 1
    if (character === ')' || character === '}') depth -= 1
    if (character === ',' && depth === 0 && parts.length < most - 1) {
      parts.push(text.slice(start, at))
      start = at + 1
    }
    return false
  })
  return [...parts, text.slice(start)]
}
