import { type Source, sliceSource, type TextRange } from './source.ts'

/**
 * A word of a shell or a Dockerfile, its quotes taken away and its variables left as they are written.
 */
export interface Word {
  readonly source: Source
  /**
   * How each character of it is quoted: `n` not at all, `d` and `s` in double and single quotes, `N` and `D` written with
   * an escape. What a variable begins with counts in `n` and `d` alone.
   */
  readonly quoting: string
  /** Where it stands in the file, with its quotes. */
  readonly range: TextRange
  /** Index of the first character after it in the source that it was read from. */
  readonly next: number
}

export function textOf(word: Word): string {
  return word.source.text
}

/** Characters `from` to `to` of a word as a word of their own. */
export function sliceWord(word: Word, from: number, to = word.source.text.length): Word {
  const source = sliceSource(word.source, from, to)
  const start = source.at[0] ?? word.range.end
  return {
    source,
    quoting: word.quoting.slice(from, to),
    range: { start, end: source.end.at(-1) ?? start },
    next: word.next,
  }
}

/**
 * The word that begins at `from`, to the first unquoted character that `ends` it; undefined where a quote is not closed.
 */
export function readWord(
  source: Source,
  from: number,
  ends: (character: string) => boolean,
  escapeCharacter = '\\',
): Word | undefined {
  const { text } = source
  let value = ''
  let quoting = ''
  const at: number[] = []
  const end: number[] = []
  const take = (index: number, length: number, how: string, character = text[index + length - 1] ?? '') => {
    value += character
    quoting += how
    at.push(source.at[index] ?? 0)
    end.push(source.end[index + length - 1] ?? 0)
  }
  const takeThrough = (index: number, last: number, how: string) => {
    for (let each = index; each < last; each += 1) take(each, 1, how)
    return last
  }
  let index = from
  while (index < text.length) {
    const character = text[index] ?? ''
    if (ends(character)) break
    if (character === "'") {
      const closed = text.indexOf("'", index + 1)
      if (closed < 0) return undefined
      takeThrough(index + 1, closed, 's')
      index = closed + 1
    } else if (character === '"') {
      index += 1
      while (text[index] !== '"') {
        if (index >= text.length) return undefined
        if (text[index] === escapeCharacter && text[index + 1] === '\n') index += 2
        else if (text[index] === escapeCharacter && /["\\$`]/.test(text[index + 1] ?? '')) {
          take(index, 2, 'D')
          index += 2
        } else index = takeThrough(index, substitutionEnd(text, index) ?? index + 1, 'd')
      }
      index += 1
    } else if (character === escapeCharacter) {
      if (text[index + 1] !== '\n') take(index, index + 1 < text.length ? 2 : 1, 'N')
      index += 2
    } else index = takeThrough(index, substitutionEnd(text, index) ?? index + 1, 'n')
  }
  const last = Math.min(index, text.length)
  const start = source.at[from] ?? source.end.at(-1) ?? 0
  return {
    source: { text: value, at, end },
    quoting,
    range: { start, end: source.end[last - 1] ?? start },
    next: last,
  }
}

/** The end of the `$(…)`, `${…}` or `` `…` `` that begins here, if one does. */
function substitutionEnd(text: string, from: number): number | undefined {
  if (text[from] === '`') {
    const closed = text.indexOf('`', from + 1)
    return closed < 0 ? undefined : closed + 1
  }
  const open = text[from + 1]
  if (text[from] !== '$' || (open !== '(' && open !== '{')) return undefined
  const close = open === '(' ? ')' : '}'
  let depth = 0
  for (let index = from + 1; index < text.length; index += 1) {
    const character = text[index]
    if (character === '\\') index += 1
    else if (character === "'" && open === '(') {
      const closed = text.indexOf("'", index + 1)
      if (closed < 0) return undefined
      index = closed
    } else if (character === open) depth += 1
    else if (character === close) {
      depth -= 1
      if (depth === 0) return index + 1
    }
  }
  return undefined
}

const blank = (character: string) => /\s/.test(character)

/** Words between blanks, quotes heeded: the arguments of an instruction. Undefined where a quote is not closed. */
export function splitWords(source: Source, escapeCharacter = '\\'): readonly Word[] | undefined {
  const words: Word[] = []
  for (let index = 0; index < source.text.length; ) {
    if (blank(source.text[index] ?? '')) index += 1
    else {
      const word = readWord(source, index, blank, escapeCharacter)
      if (word === undefined) return undefined
      words.push(word)
      index = word.next
    }
  }
  return words
}

/** The strings of an exec form (`["a", "b"]`); undefined for anything else, which is shell form. */
export function jsonWords(source: Source): readonly Word[] | undefined {
  if (!source.text.trimStart().startsWith('[')) return undefined
  let strings: unknown
  try {
    strings = JSON.parse(source.text)
  } catch {
    return undefined
  }
  if (!Array.isArray(strings) || strings.some((each) => typeof each !== 'string')) return undefined
  return [...source.text.matchAll(/"(?:[^"\\]|\\.)*"/g)].map(({ 0: literal, index }) => {
    const characters = [...literal.slice(1, -1).matchAll(/\\u[0-9a-fA-F]{4}|\\.|[^\\]/gs)]
    const places = characters.map((found) => index + 1 + found.index)
    const ends = characters.map((found, each) => (places[each] ?? 0) + found[0].length)
    return {
      source: {
        text: characters.map(([raw]) => JSON.parse(`"${raw}"`) as string).join(''),
        at: places.map((place) => source.at[place] ?? 0),
        end: ends.map((place) => source.end[place - 1] ?? 0),
      },
      // the words of an exec form are taken as they are: no variable counts in them
      quoting: 's'.repeat(characters.length),
      range: { start: source.at[index] ?? 0, end: source.end[index + literal.length - 1] ?? 0 },
      next: index + literal.length,
    }
  })
}
