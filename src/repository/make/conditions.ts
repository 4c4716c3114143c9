/** `ifeq`, `ifdef` and the like. */

import { argumentsOf, referenceEnd } from './lines.ts'

/** A conditional that is not closed yet. */
interface OpenConditional {
  /** Whether the lines that follow hold; undefined where a run decides. */
  holds: boolean | undefined
  /** Whether a branch before held; undefined where a run decides. */
  taken: boolean | undefined
  /** Whether what stands around it holds. */
  readonly around: boolean | undefined
}

export type Condition =
  | { readonly kind: 'equal' | 'different'; readonly sides: readonly [string, string] }
  | { readonly kind: 'defined'; readonly name: string }
  | { readonly kind: 'undefined'; readonly name: string }

/** The conditionals that lines of a Makefile stand in. */
export class Conditionals {
  readonly #isTrue: (condition: Condition) => boolean | undefined
  readonly #open: OpenConditional[] = []

  /** @param isTrue undefined where a run decides */
  constructor(isTrue: (condition: Condition) => boolean | undefined) {
    this.#isTrue = isTrue
  }

  get depth(): number {
    return this.#open.length
  }

  /** Forgets those that a file opens and does not close. */
  closeTo(depth: number): void {
    this.#open.length = Math.min(depth, this.#open.length)
  }

  /** Whether what follows counts; undefined where a run decides. */
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
    // a branch before that a run decides leaves this one to the run too
    last.holds = last.taken === undefined && own === true ? undefined : own
    if (own !== false) last.taken = last.taken === false ? own : undefined
  }
}

/** What a line asks, if it is a conditional or what stands after `else`. */
function conditionOf(text: string): Condition | undefined {
  const [, keyword, written = ''] = /^\s*(ifn?eq|ifn?def)(?=[\s("'])([\s\S]*)$/.exec(text) ?? []
  const rest = written.trim()
  if (keyword === 'ifdef') return { kind: 'defined', name: rest }
  if (keyword === 'ifndef') return { kind: 'undefined', name: rest }
  const sides = keyword === undefined ? undefined : sidesOf(rest)
  return sides && { kind: keyword === 'ifeq' ? 'equal' : 'different', sides }
}

/** `(a,b)`, or each side in quotes. */
function sidesOf(text: string): readonly [string, string] | undefined {
  if (text.startsWith('(')) {
    const end = referenceEnd(`$${text}`, 0) - 1
    const [first = '', second = ''] = argumentsOf(text.slice(1, end - 1), 2)
    return [first.trim(), second.trim()]
  }
  const [, , first, , second] = /^(["'])(.*?)\1\s*(["'])(.*?)\3$/.exec(text) ?? []
  return first === undefined || second === undefined ? undefined : [first, second]
}
