/** The few facts that linkgate needs from the linker's graph, which is large. */
import type { LinkChain } from '../../model/linked.ts'
import { type FunctionChain, functionChains } from './function-chains.ts'
import { moduleChains } from './modules.ts'
import { type Keeper, keepersIn, type PruningOff, pruningOff } from './pruning.ts'
import type { Reachability } from './reachability.ts'

export interface GraphFacts {
  /** null if unused methods are omitted. */
  readonly off: PruningOff | null
  /** Symbols of the functions that look up methods by names which the linker cannot know. */
  readonly lookups: readonly string[]
  /** Chains to modules that the linker reaches. */
  readonly chains: readonly { readonly module: string; readonly chain: LinkChain }[]
  /** Those of the requested functions that keep unused methods by themselves. */
  readonly keepers: readonly Keeper[]
  /** Chains to the requested functions. */
  readonly functions: readonly FunctionChain[]
}

export interface WantedFacts {
  /** Modules whose chains are requested. */
  readonly modules?: readonly string[]
  /** Symbols of functions whose keepers are requested: see `keepersIn`. */
  readonly lookups?: readonly string[]
  /** Names of functions whose chains are requested: import path, dot, and `Function` or `Type.Method`. */
  readonly functions?: readonly string[]
}

export function graphFacts(
  reached: Reachability,
  { modules = [], lookups = [], functions = [] }: WantedFacts,
): GraphFacts {
  return {
    off: pruningOff(reached) ?? null,
    lookups: reached.lookups.map((one) => reached.names[one] ?? ''),
    chains: [...moduleChains(reached, new Set(modules))].map(([module, chain]) => ({ module, chain })),
    keepers: keepersIn(new Set(lookups), reached),
    functions: functionChains(reached, new Set(functions)),
  }
}
