/** The state at a place of a script: its directory and its variables. */

import type { KnownVariables } from './environment.ts'

export interface WalkState {
  /** Relative to the root of the repository; undefined if it is only known at run time. */
  directory: string | undefined
  /** Variables that the script has set; undefined for a value that is only known at run time. */
  readonly variables: Map<string, string | undefined>
  /** The state around the subshell. */
  readonly outer?: WalkState
}

/** The states of a script and of its subshells. A subshell begins with the outer state, and its changes are lost after it. */
export class WalkStates {
  readonly #states = new Map<string, WalkState>()
  readonly #outside: KnownVariables

  /** @param outside variables of the script's environment */
  constructor(directory: string | undefined, outside: KnownVariables) {
    this.#outside = outside
    this.#states.set('', { directory, variables: new Map() })
  }

  /** @param within offsets of the subshells, outermost first */
  of(within: readonly number[]): WalkState {
    const key = within.join(' ')
    const found = this.#states.get(key)
    if (found !== undefined) return found
    const outer = this.of(within.slice(0, -1))
    const own = { directory: outer.directory, variables: new Map(), outer }
    this.#states.set(key, own)
    return own
  }

  /** @param local variables of a single command */
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
