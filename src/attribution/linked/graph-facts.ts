/** What is to be known of a graph of the linker, which itself is large. */
import type { LinkChain } from '../../model/linked.ts'
import { type FunctionChain, functionChains } from './function-chains.ts'
import { moduleChains } from './modules.ts'
import { type Keeper, keepersIn, type PruningOff, pruningOff } from './pruning.ts'
import type { Reachability } from './reachability.ts'

export interface GraphFacts {
  /** null where unused methods are left out. */
  readonly off: PruningOff | null
  /** Symbols of the functions that look up methods by names which the linker cannot know. */
  readonly lookups: readonly string[]
  /** Of modules that the linker reaches. */
  readonly chains: readonly { readonly module: string; readonly chain: LinkChain }[]
  /** Of the functions that were asked for, those that switch it off by themselves. */
  readonly keepers: readonly Keeper[]
  /** Of functions that were asked for. */
  readonly functions: readonly FunctionChain[]
}

export interface WantedFacts {
  /** Whose chains are wanted. */
  readonly modules?: readonly string[]
  /** Symbols of functions of which the keepers are wanted: see `keepersIn`. */
  readonly lookups?: readonly string[]
  /** Names of functions whose chains are wanted: import path, dot, and `Function` or `Type.Method`. */
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
