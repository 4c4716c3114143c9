/** Problems in the first line or the line ends of a script. */

import { lastOf } from '../../common/paths.ts'
import type { LoadProblem } from '../../findings/facts.ts'
import type { NamedProgram } from './locate.ts'

/** A script and the words of its first line. */
export interface ScriptLine {
  readonly script: string
  readonly interpreter: string
  readonly argument?: string
}

/** Facts about the image for the fix of a script: a shell in it, and its package manager. */
export interface ScriptFixFacts {
  readonly shell?: string
  readonly install?: string
}

type Flaw = Extract<LoadProblem, { readonly id: 'load/script-interpreter' }>['params']['flaw']

export function interpreterProblem({ script, interpreter, argument }: ScriptLine, flaw: Flaw): LoadProblem {
  const line = argument === undefined ? interpreter : `${interpreter} ${argument}`
  return { id: 'load/script-interpreter', params: { script, interpreter, line, flaw } }
}

/** A carriage return at the end of the first line, which becomes part of the interpreter's name or of its argument. */
export function lineEndings({ script, interpreter, argument = '' }: ScriptLine): LoadProblem | undefined {
  if (interpreter.endsWith('\r')) return brokenLines(script, interpreter)
  return argument.endsWith('\r') ? brokenLines(script, lastOf(argument)) : undefined
}

/** @param word the name, with a carriage return, that is looked up; absent if no shell can parse the script */
export function brokenLines(script: string, word?: string): LoadProblem {
  return {
    id: 'load/script-line-endings',
    params: { script, ...(word === undefined ? {} : { word: word.replace(/\r$/, '') }) },
  }
}

/** The kernel names the file that it was to execute, not the interpreter that it could not start. */
export function withScript(problem: LoadProblem, line: ScriptLine | undefined, script: string): LoadProblem {
  if (line === undefined || problem.id !== 'load/no-interpreter') return problem
  return { ...problem, params: { ...problem.params, script } }
}

/**
 * If the first line or the line ends of a script explain why a program is missing, returns that problem, otherwise the given one.
 */
export function ofScript(
  found: LoadProblem,
  { by, line, words: [name = ''] }: NamedProgram & { readonly line?: ScriptLine },
  help: ScriptFixFacts,
): LoadProblem {
  if (found.id !== 'load/program-missing') return found
  if (line !== undefined && lastOf(by ?? '') === 'env') {
    const broken = lineEndings(line)
    if (broken !== undefined) return broken
    const kind = /\s/.test(name) ? 'no-split-asked' : 'not-found'
    return interpreterProblem(line, { kind, name, ...help })
  }
  return name.endsWith('\r') && by !== undefined ? brokenLines(by, name) : found
}
