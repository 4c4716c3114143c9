/** The commands of a shell text, in the order of the text: for Dockerfiles, workflows, Makefiles and scripts alike. */

import { ShellParser } from './parser.ts'
import type { ShellScript } from './script.ts'
import { type Source, sourceOfText } from './source.ts'
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
