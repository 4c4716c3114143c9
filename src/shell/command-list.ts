import type { OpenCompounds } from './compounds.ts'
import type { ShellCommand } from './script.ts'
import type { Source } from './source.ts'
import type { Redirection, ShellOperator } from './tokens.ts'
import { textOf, type Word } from './words.ts'

interface OpenCommand {
  readonly kind: ShellCommand['kind']
  readonly assignments: Word[]
  readonly words: Word[]
  readonly redirections: Redirection[]
}

const assignment = /^[A-Za-z_]\w*(?:\[[^\]]*\])?\+?=/

/** Collects the commands that the parser has read, and the one that it is reading. */
export class CommandList {
  readonly ended: ShellCommand[] = []
  #current: OpenCommand | undefined
  #isNegated = false
  readonly #source: Source
  readonly #open: OpenCompounds

  constructor(source: Source, open: OpenCompounds) {
    this.#source = source
    this.#open = open
  }

  /** Whether a command is being read. */
  get isOpen(): boolean {
    return this.#current !== undefined
  }

  begin(kind: ShellCommand['kind']): OpenCommand {
    this.#current ??= { kind, assignments: [], words: [], redirections: [] }
    return this.#current
  }

  /** A word of a simple command. */
  add(word: Word): void {
    const { assignments, words } = this.begin('simple')
    const name = assignment.exec(textOf(word))?.[0]
    const assigns =
      words.length === 0 && name !== undefined && !/[^n]/.test(word.quoting.slice(0, name.length))
    ;(assigns ? assignments : words).push(word)
  }

  /** `!` before the next command. */
  negate(): void {
    this.#isNegated = true
  }

  /** @param before the operator that ends the command */
  finish(before?: ShellOperator): void {
    const current = this.#current
    if (current === undefined) return
    const isNegated = this.#isNegated
    this.#current = undefined
    this.#isNegated = false
    const inside = this.#open.all.flatMap(({ compound, isFunction }) =>
      isFunction ? (['function', compound] as const) : [compound],
    )
    const within = this.#open.all
      .filter(({ compound }) => compound === 'subshell')
      .map(({ at }) => this.#source.at[at] ?? at)
    // the head of a compound command is not inside it
    const own = current.kind === 'for' || current.kind === 'case' ? inside.slice(0, -1) : inside
    this.ended.push({ ...current, after: this.#open.after, before, isNegated, within, inside: own })
    if (current.kind === 'simple' || current.kind === 'condition') this.#open.commandEnded()
  }

  /** Forgets the word that turned out to be the name of a function. */
  drop(): void {
    this.#current = undefined
  }

  /** Whether the current command is a single word so far, which can be the name of a function. */
  get isOneWord(): boolean {
    const current = this.#current
    return (
      current?.words.length === 1 && current.assignments.length === 0 && current.redirections.length === 0
    )
  }

  /** Whether the last word ends directly before `at` and is `NAME=`, as in an array assignment. */
  isAssignedAt(at: number): boolean {
    const last = this.#current?.words.at(-1) ?? this.#current?.assignments.at(-1)
    return last !== undefined && last.next === at && /^[A-Za-z_]\w*\+?=$/.test(textOf(last))
  }
}
