import type { Compound } from './grammar.ts'
import type { Redirection, ShellOperator } from './tokens.ts'
import type { Word } from './words.ts'

/** A command of a shell script. */
export interface ShellCommand {
  /** The head of a `for` is a separate command, and so are the subject of a `case` and a `[[ … ]]`. */
  readonly kind: 'simple' | 'for' | 'case' | 'condition'
  /** `NAME=value` before its first word. */
  readonly assignments: readonly Word[]
  /** Program and arguments, without redirections; empty if it only assigns or redirects. */
  readonly words: readonly Word[]
  readonly redirections: readonly Redirection[]
  /** The operator before it; undefined for the first command. */
  readonly after: ShellOperator | undefined
  /** The operator that ends it; undefined at the end of a subshell or of the text. */
  readonly before: ShellOperator | undefined
  /** `!` precedes it. */
  readonly isNegated: boolean
  /** Offsets in the file of the subshells around it, outermost first. */
  readonly within: readonly number[]
  /** The compound commands around it, outermost first. If there are any, it may run repeatedly or not at all. */
  readonly inside: readonly Compound[]
}

export interface ShellScript {
  readonly commands: readonly ShellCommand[]
  /** Index of the first syntax error, or of an unclosed quote or substitution; undefined without any. */
  readonly faultAt: number | undefined
}
