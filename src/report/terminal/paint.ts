/** Terminal colors. */
import { escapeCharacter } from '../../common/harmless.ts'

const codes = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33, cyan: 36 } as const

export type Style = keyof typeof codes
export type Paint = (text: string, ...styles: readonly Style[]) => string

export function painter(color: boolean): Paint {
  return (text, ...styles) => {
    // trailing spaces stay outside of the color so that they can be trimmed later
    const inked = text.trimEnd()
    if (!color || inked === '') return text
    const start = styles.map((style) => codes[style]).join(';')
    return `${escapeCharacter}[${start}m${inked}${escapeCharacter}[0m${text.slice(inked.length)}`
  }
}
