/** Splits the arguments of an instruction like BuildKit. */

import { readWord } from '../../shell/read-word.ts'
import type { Source } from '../../shell/source.ts'
import type { Word } from '../../shell/words.ts'

const isBlank = (character: string) => /\s/.test(character)

/** Splits at unquoted blanks; undefined if a quote is not closed. */
export function splitWords(source: Source, escapeCharacter = '\\'): readonly Word[] | undefined {
  const words: Word[] = []
  for (let index = 0; index < source.text.length; ) {
    if (isBlank(source.text[index] ?? '')) index += 1
    else {
      const word = readWord(source, index, { ends: isBlank, escapeCharacter })
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
      // variables are not replaced in an exec form
      quoting: 's'.repeat(characters.length),
      range: { start: source.at[index] ?? 0, end: source.end[index + literal.length - 1] ?? 0 },
      next: index + literal.length,
    }
  })
}
