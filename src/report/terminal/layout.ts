/** Measures, wraps and truncates text by terminal cells. */

/** East Asian wide and full-width characters, and emoji, take two cells. */
const wide =
  /[\u{1100}-\u{115f}\u{2e80}-\u{303e}\u{3041}-\u{a4cf}\u{ac00}-\u{d7a3}\u{f900}-\u{faff}\u{fe30}-\u{fe6f}\u{ff00}-\u{ff60}\u{ffe0}-\u{ffe6}\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}/u
const none = /\p{M}|\p{Default_Ignorable_Code_Point}/u

export function displayWidth(text: string): number {
  let width = 0
  for (const character of text) width += none.test(character) ? 0 : wide.test(character) ? 2 : 1
  return width
}

export function aligned(text: string, width: number, left = false): string {
  const room = ' '.repeat(Math.max(0, width - displayWidth(text)))
  return left ? `${text}${room}` : `${room}${text}`
}

/** Wraps to lines of at most `width` cells, all indented. A longer word gets its own line; code is only broken if it does not fit. */
export function wrap(text: string, width: number, indent: number): string {
  const start = ' '.repeat(indent)
  const lines: string[] = []
  let line = ''
  for (const word of wordsOf(text, width - indent)) {
    if (indent + displayWidth(line) + displayWidth(word) <= width) line += word
    else {
      if (line.trim() !== '') lines.push(line)
      line = word.replace(/^ +/, '')
    }
  }
  return [...lines, line].map((one) => `${start}${one}`).join('\n')
}

/** Unbreakable parts: code, because copying would include the line break, and a number with its unit. */
const words = / *(?:[^ `]+|`[^`]*`|`|(?<=\d) (?=(?:[kMG]?B|ms|s|%)(?![\p{L}\p{N}]))|(?<=\d) (?=±\d))+| +/gu

/** Words with the space before them. */
function wordsOf(text: string, room: number): readonly string[] {
  return (text.match(words) ?? []).flatMap((word) =>
    displayWidth(word.replace(/^ +/, '')) <= room ? [word] : word.split(/(?<=[^ ])(?= )/),
  )
}

/** Truncates a line to a number of cells and marks the cut. */
export function cutToWidth(text: string, width: number): string {
  if (displayWidth(text) <= width) return text
  let [kept, used] = ['', 0]
  for (const character of text) {
    used += displayWidth(character)
    if (used > width - 1) break
    kept += character
  }
  return `${kept}…`
}
