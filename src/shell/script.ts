import type { Compound } from './grammar.ts'
import type { Redirection, ShellOperator } from './tokens.ts'
import type { Word } from './words.ts'

/** A command of a shell script. */
export interface ShellCommand {
  /** The head of a `for` is a command of its own, as are the subject of a `case` and a `[[ … ]]`. */
  readonly kind: 'simple' | 'for' | 'case' | 'condition'
  /** `NAME=value` before its first word. */
  readonly assignments: readonly Word[]
  /** Program and arguments, redirections left out; none when it only assigns or redirects. */
  readonly words: readonly Word[]
  readonly redirections: readonly Redirection[]
  /** What stands between it and the command before; undefined for the first one. */
  readonly after: ShellOperator | undefined
  /** What ends it; undefined where that is the end of a subshell or of the text. */
  readonly before: ShellOperator | undefined
  /** `!` stands before it. */
  readonly isNegated: boolean
  /** The subshells that it is in, outermost first: where each begins in the file. */
  readonly within: readonly number[]
  /** The compound commands that it is in, outermost first: it may run never, or often. */
  readonly inside: readonly Compound[]
}

export interface ShellScript {
  readonly commands: readonly ShellCommand[]
  /** Index of the first character that no shell would take there, or that is not closed; undefined where all is well. */
  readonly faultAt: number | undefined
}
