/** The commands of a shell text, in the order of the text: for Dockerfiles, workflows, Makefiles and scripts alike. */

import { ShellParser } from './parser.ts'
import type { ShellScript } from './script.ts'
import { type Source, sourceOfText } from './source.ts'
import { isSubstitution, substitutionEnd } from './substitutions.ts'
import { textOf } from './words.ts'

export type { ShellCommand, ShellScript } from './script.ts'

/** Reads a shell text. It never fails: what is wrong with the text is part of what is read. */
export function readShell(script: Source): ShellScript {
  return new ShellParser(script, 0).read()
}

/**
 * The simple commands of a shell text as words, quotes taken off; assignments stand before the program, and what a
 * command is inside of (`if`, a subshell) is not told. A text with a fault is read as far as it goes.
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
  /** What is run. */
  readonly script: string
}

/** The command substitutions of a text, outermost ones only; one that is not closed is left out. */
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
