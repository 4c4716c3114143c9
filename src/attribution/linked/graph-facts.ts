/** What is to be known of a graph of the linker, which itself is large. */
import type { LinkChain } from '../../model/linked.ts'
import { moduleChains } from './modules.ts'
import { type PruningOff, pruningOff } from './pruning.ts'
import type { Reachability } from './reachability.ts'

export interface GraphFacts {
  /** null where unused methods are left out. */
  readonly off: PruningOff | null
  /** Symbols of the functions that look up methods by names which the linker cannot know. */
  readonly lookups: readonly string[]
  /** Of modules that the linker reaches. */
  readonly chains: readonly { readonly module: string; readonly chain: LinkChain }[]
}

/** @param modules whose chains are wanted */
export function graphFacts(reached: Reachability, modules: readonly string[]): GraphFacts {
  return {
    off: pruningOff(reached) ?? null,
    lookups: reached.lookups.map((one) => reached.names[one] ?? ''),
    chains: [...moduleChains(reached, new Set(modules))].map(([module, chain]) => ({ module, chain })),
  }
}
