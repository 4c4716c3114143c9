/** How the linker reaches requested functions. */
import { functionSymbol } from '../../inspect/go/function-symbol.ts'
import type { LinkChain } from '../../model/linked.ts'
import { chainTo } from './chains.ts'
import type { Reachability } from './reachability.ts'

export interface FunctionChain {
  /** As requested. */
  readonly function: string
  readonly chain: LinkChain
}

/**
 * The chain by which the linker first reached each function.
 *
 * @param wanted import path, dot, and `Function` or `Type.Method`
 */
export function functionChains(reached: Reachability, wanted: ReadonlySet<string>): readonly FunctionChain[] {
  const found = new Map<string, LinkChain>()
  for (const [number, name] of wanted.size === 0 ? [] : reached.names.entries()) {
    const symbol = functionSymbol(name)
    const full = symbol && `${symbol.package}.${symbol.symbol}`
    if (full !== undefined && wanted.has(full) && !found.has(full)) found.set(full, chainTo(reached, number))
  }
  return [...found].map(([name, chain]) => ({ function: name, chain }))
}
