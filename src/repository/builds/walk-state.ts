/** What is known at a place of a script: the directory and the variables. */

import type { KnownVariables } from './environment.ts'

export interface WalkState {
  /** From the root of the repository; undefined where only a run knows it. */
  directory: string | undefined
  /** Set there; undefined: to what only a run knows. */
  readonly variables: Map<string, string | undefined>
  /** What is known around the subshell. */
  readonly outer?: WalkState
}

/** The states of a script and of the subshells in it, which take what is there and give nothing back. */
export class WalkStates {
  readonly #states = new Map<string, WalkState>()
  readonly #outside: KnownVariables

  /** @param outside variables that the script finds */
  constructor(directory: string | undefined, outside: KnownVariables) {
    this.#outside = outside
    this.#states.set('', { directory, variables: new Map() })
  }

  /** @param within where the subshells begin, outermost first */
  of(within: readonly number[]): WalkState {
    const key = within.join(' ')
    const found = this.#states.get(key)
    if (found !== undefined) return found
    const outer = this.of(within.slice(0, -1))
    const own = { directory: outer.directory, variables: new Map(), outer }
    this.#states.set(key, own)
    return own
  }

  /** @param local variables of one command alone */
  lookup(state: WalkState, local: ReadonlyMap<string, string | undefined> = new Map()): KnownVariables {
    return (name) => {
      if (local.has(name)) return local.get(name)
      for (let at: WalkState | undefined = state; at !== undefined; at = at.outer) {
        if (at.variables.has(name)) return at.variables.get(name)
      }
      return this.#outside(name)
    }
  }
}
