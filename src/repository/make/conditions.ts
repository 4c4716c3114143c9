/** Conditionals of Makefiles: `ifeq`, `ifdef` and so on. */

import { argumentsOf, referenceEnd } from './lines.ts'

/** A conditional that is not closed yet. */
interface OpenConditional {
  /** Whether the current branch is taken; undefined if it is only known at run time. */
  holds: boolean | undefined
  /** Whether an earlier branch was taken; undefined if it is only known at run time. */
  taken: boolean | undefined
  /** Whether the code around the conditional is active. */
  readonly around: boolean | undefined
}

export type Condition =
  | { readonly kind: 'equal' | 'different'; readonly sides: readonly [string, string] }
  | { readonly kind: 'defined'; readonly name: string }
  | { readonly kind: 'undefined'; readonly name: string }

/** The open conditionals at a line of a Makefile. */
export class Conditionals {
  readonly #isTrue: (condition: Condition) => boolean | undefined
  readonly #open: OpenConditional[] = []

  /** @param isTrue evaluates a condition; undefined if it is only known at run time */
  constructor(isTrue: (condition: Condition) => boolean | undefined) {
    this.#isTrue = isTrue
  }

  get depth(): number {
    return this.#open.length
  }

  /** Closes those that a file leaves open. */
  closeTo(depth: number): void {
    this.#open.length = Math.min(depth, this.#open.length)
  }

  /** Whether the current line is active; undefined if it is only known at run time. */
  get hold(): boolean | undefined {
    const last = this.#open.at(-1)
    if (last === undefined) return true
    if (last.around === false || last.holds === false) return false
    return last.around === undefined ? undefined : last.holds
  }

  /** Whether the line is part of a conditional. */
  read(text: string): boolean {
    const condition = conditionOf(text)
    if (condition !== undefined) {
      const around = this.hold
      const holds = around === false ? false : this.#isTrue(condition)
      this.#open.push({ holds, taken: around === false ? true : holds, around })
      return true
    }
    const [, keyword, rest = ''] = /^\s*(else|endif)\b\s*(.*)$/.exec(text) ?? []
    if (keyword === 'endif') this.#open.pop()
    if (keyword === 'else') this.#else(conditionOf(rest))
    return keyword !== undefined
  }

  #else(condition: Condition | undefined): void {
    const last = this.#open.at(-1)
    if (last === undefined) return
    if (last.taken === true) {
      last.holds = false
      return
    }
    const own = condition === undefined ? true : this.#isTrue(condition)
    // if it is unknown whether an earlier branch is taken, it is unknown for this one, too
    last.holds = last.taken === undefined && own === true ? undefined : own
    if (own !== false) last.taken = last.taken === false ? own : undefined
  }
}

/** The condition of a line, or of the part after `else`; undefined for other lines. */
function conditionOf(text: string): Condition | undefined {
  const [, keyword, written = ''] = /^\s*(ifn?eq|ifn?def)(?=[\s("'])([\s\S]*)$/.exec(text) ?? []
  const rest = written.trim()
  if (keyword === 'ifdef') return { kind: 'defined', name: rest }
  if (keyword === 'ifndef') return { kind: 'undefined', name: rest }
  const sides = keyword === undefined ? undefined : sidesOf(rest)
  return sides && { kind: keyword === 'ifeq' ? 'equal' : 'different', sides }
}

/** The two sides in `(a,b)`, `"a" "b"` or `'a' 'b'`. */
function sidesOf(text: string): readonly [string, string] | undefined {
  if (text.startsWith('(')) {
    const end = referenceEnd(`$${text}`, 0) - 1
    const [first = '', second = ''] = argumentsOf(text.slice(1, end - 1), 2)
    return [first.trim(), second.trim()]
  }
  const [, , first, , second] = /^(["'])(.*?)\1\s*(["'])(.*?)\3$/.exec(text) ?? []
  return first === undefined || second === undefined ? undefined : [first, second]
}
