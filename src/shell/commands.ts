/** Finds the commands of shell text in Dockerfiles, workflows, Makefiles and scripts. */

import { ShellParser } from './parser.ts'
import type { ShellScript } from './script.ts'
import { type Source, sourceOfText } from './source.ts'
import { isSubstitution, substitutionEnd } from './substitutions.ts'
import { textOf } from './words.ts'

export type { ShellCommand, ShellScript } from './script.ts'

/** Reads shell text. It never fails, because syntax errors are part of the result. */
export function readShell(script: Source): ShellScript {
  return new ShellParser(script, 0).read()
}

/**
 * The simple commands of a shell text as words without quotes, with assignments before the program, but without the context of a
 * command (`if`, a subshell). A text with a syntax error is read up to the error.
 */
export function commandWords(script: string): readonly (readonly string[])[] {
  return readShell(sourceOfText(script))
    .commands.filter(({ kind }) => kind === 'simple')
    .map(({ assignments, words }) => [...assignments, ...words].map(textOf))
    .filter((words) => words.length > 0)
}

/** `$(…)` or `` `…` `` in a text. */
export interface CommandSubstitution {
  /** Index of its first character. */
  readonly start: number
  /** Index after it. */
  readonly end: number
  /** The commands inside. */
  readonly script: string
}

/** The outermost command substitutions of a text, without unclosed ones. */
export function commandSubstitutions(text: string): readonly CommandSubstitution[] {
  const found: CommandSubstitution[] = []
  const commandEnd = (within: string, at: number, depth: number) =>
    new ShellParser({ text: within, at: [], end: [] }, at, depth).skip()
  for (let at = 0; at < text.length; ) {
    const isCommand = isSubstitution(text, at) && !/^(?:\$\(\(|\$\{|[<>])/.test(text.slice(at, at + 3))
    const end = isCommand ? substitutionEnd(text, at, { quoted: true, depth: 0, commandEnd }) : undefined
    if (end === undefined) {
      at += text[at] === '\\' ? 2 : 1
      continue
    }
    found.push({ start: at, end, script: text.slice(at + (text[at] === '`' ? 1 : 2), end - 1) })
    at = end
  }
  return found
}
