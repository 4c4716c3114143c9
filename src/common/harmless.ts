/**
 * Removes from untrusted text what a terminal or a workflow runner would execute. Invisible characters are removed or replaced
 * by their code points; visible ones stay.
 */

export const escapeCharacter = String.fromCharCode(27)
const bell = String.fromCharCode(7)
const csi = String.fromCharCode(0x9b)

/** Colors, cursor movements and window titles of a terminal. */
const terminalSequences = new RegExp(
  [
    `${escapeCharacter}\\][^${bell}${escapeCharacter}]*(?:${bell}|${escapeCharacter}\\\\)?`,
    `(?:${escapeCharacter}\\[|${csi})[0-?]*[ -/]*[@-~]`,
    `${escapeCharacter}[ -/]*[0-~]`,
  ].join('|'),
  'g',
)

/** Invisible characters and those that change the writing direction: with them, a text can look different from what it is. */
export const hiddenCharacter = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u
const allHidden = new RegExp(hiddenCharacter, 'gu')
/** Variation selector 16, which follows emoji in log lines and selects their colored form. */
const colorSelector = '\u{fe0f}'

/** Hidden characters as their code points, such as `\u{202e}`. */
export function showHidden(text: string, kept = ''): string {
  return text.replace(allHidden, (character) =>
    kept.includes(character) ? character : `\\u{${character.codePointAt(0)?.toString(16)}}`,
  )
}

/** The line as a terminal would show it, without control sequences. */
export function visibleLine(line: string): string {
  return showHidden(
    line
      .replace(terminalSequences, '')
      .replaceAll('\t', '    ')
      .replace(/\p{Cc}/gu, ''),
    colorSelector,
  )
}

/**
 * Disables commands that a runner would read from a log. GitHub's runner accepts `::name::` at the start of a line,
 * after any white space, and `##[name]` anywhere in it. Other services accept `##vso[…]` and similar.
 */
export function withoutCommands(text: string): string {
  return text.replace(/^((?:[^\S\n]|\ufe0f)*):(?=:)/gm, '$1: ').replace(/##(?=\w*\[)/g, '## ')
}

const lineEnds = /\r\n|[\n\v\f\r\x85\u2028\u2029]/

/** Text for a log or a terminal, of any number of lines. */
export function harmless(text: string): string {
  if (/^[\n -"$-~]*$/.test(text) && !/^ *::/m.test(text)) return text
  return withoutCommands(text.split(lineEnds).map(visibleLine).join('\n'))
}

/** The colors and weights that linkgate itself uses. */
const ownColors = new RegExp(`(${escapeCharacter}\\[(?:[0-2]|3[1-6])(?:;(?:[0-2]|3[1-6]))*m)`)

/** For a terminal that shows colors; the commands of a runner have no effect there. */
export function harmlessInColor(text: string): string {
  return text
    .split(ownColors)
    .map((part, index) => (index % 2 === 1 ? part : harmless(part)))
    .join('')
}

/** JSON of the same value that contains no command for a terminal or a runner. */
export function harmlessJson(value: unknown, indent = 2): string {
  return JSON.stringify(value, null, indent)
    .replace(/##(?=\w*\[)/g, '#\\u0023')
    .replace(allHidden, (character) => (character === '\n' ? character : inJson(character)))
}

function inJson(character: string): string {
  return Array.from(
    { length: character.length },
    (_, index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`,
  ).join('')
}

/** Buffered characters of an unfinished line; a longer one is passed on in parts. */
const longestLine = 131_072
/** In characters. Longer than any form of a secret that is searched for, or of a part of a long one. */
const keptTail = longestLine / 2

/** What removes everything dangerous from a text. */
export interface Cleaning {
  whole(text: string): string
  /** The beginning of a text that continues, cleaned, and the rest, which has about `tail` characters. */
  start(text: string, tail: number): { readonly done: string; readonly rest: string }
}

export interface LineWriter {
  write(text: string): void
  /** Passes on the last, unfinished line. */
  end(): void
}

/**
 * Buffers text, and passes on clean lines, so that harmless parts cannot combine into a command. A line that is too long
 * is divided.
 */
export function wholeLines(pass: (lines: string) => void, { whole, start }: Cleaning): LineWriter {
  let waiting = ''
  return {
    end() {
      if (waiting !== '') pass(whole(`${waiting}\n`))
      waiting = ''
    },
    write(text) {
      const last = text.lastIndexOf('\n') + 1
      if (last > 0) pass(whole(waiting + text.slice(0, last)))
      waiting = last > 0 ? text.slice(last) : waiting + text
      if (waiting.length <= longestLine) return
      const { done, rest } = start(waiting, keptTail)
      pass(`${done}\n`)
      waiting = rest
    },
  }
}
