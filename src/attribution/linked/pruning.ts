/** Whether the linker could omit methods that nothing calls, and what prevents that. */
import * as z from 'zod'
import { linkChainSchema } from '../../model/linked.ts'
import { readonlyObject, text } from '../../model/schema.ts'
import { packageOfSymbol } from '../symbol-names.ts'
import { chainTo } from './chains.ts'
import type { Reachability } from './reachability.ts'

/** Why the linker keeps methods that nothing calls. */
export const pruningOffSchema = readonlyObject({
  by: z.enum(['method-lookup', 'plugin']),
  /** Chain to the first function that looks up methods, or to `plugin`. */
  chain: linkChainSchema,
  /**
   * Other functions with the same effect. There may be more: those that are reachable only through methods that the first one
   * keeps.
   */
  others: z.array(linkChainSchema).readonly(),
})
export type PruningOff = z.infer<typeof pruningOffSchema>

const mostOthers = 10

/**
 * The rule of cmd/link (deadcode.go): it keeps every exported method if a function with the attribute ReflectMethod is reachable,
 * or if a program with cgo imports `plugin`.
 *
 * @returns undefined if unused methods were omitted
 */
export function pruningOff(reached: Reachability): PruningOff | undefined {
  const plugins = ofPlugins(reached)
  const [first] = reached.lookups
  if (plugins !== undefined || first === undefined) return plugins
  const isReachable = reachableWithout(reached, first)
  const others = reached.lookups.slice(1).filter((one) => isReachable[one] === 1)
  return {
    by: 'method-lookup',
    chain: chainTo(reached, first),
    others: others.slice(0, mostOthers).map((one) => chainTo(reached, one)),
  }
}

function ofPlugins(reached: Reachability): PruningOff | undefined {
  const { names } = reached
  const open = names.findIndex((name) => /^plugin\.(?:\(\*Plugin\)\.)?[A-Za-z]\w*$/.test(name))
  if (open < 0 || !names.some((name) => name.startsWith('runtime/cgo.'))) return undefined
  return { by: 'plugin', chain: chainTo(reached, open), others: [] }
}

/**
 * 1 for symbols that are reachable without the methods that the first lookup keeps. These are all methods that were reached after
 * it.
 */
function reachableWithout({ names, parents }: Reachability, first: number): Uint8Array {
  const found = new Uint8Array(names.length)
  for (let symbol = 0; symbol < names.length; symbol++) {
    const parent = parents[symbol] ?? -1
    const isReached = parent < 0 || found[parent] === 1
    const isKept = symbol > first && parent >= 0 && isMethodOf(names[parent] ?? '', names[symbol] ?? '')
    if (isReached && !isKept) found[symbol] = 1
  }
  return found
}

/** Whether the child is a method of a type. A type also refers to other types, tables and function values. */
function isMethodOf(parent: string, child: string): boolean {
  return parent.startsWith('type:') && !/^(?:type:|go:)|·f$/.test(child)
}

/** A function that keeps unused methods by itself. */
export const keeperSchema = readonlyObject({ symbol: text, chain: linkChainSchema })
export type Keeper = z.infer<typeof keeperSchema>

/**
 * All functions that must be removed so that the linker omits unused methods, one for each package. They are those that are reachable
 * without any of the methods that they keep.
 *
 * @param lookups symbols of all functions that look up methods
 * @param pruned the same program, linked as if no function looked up methods
 */
export function keepersIn(lookups: ReadonlySet<string>, pruned: Reachability): readonly Keeper[] {
  const found = new Map<string, Keeper>()
  for (const [number, symbol] of pruned.names.entries()) {
    const path = lookups.has(symbol) ? packageOfSymbol(symbol) : undefined
    if (path === undefined || found.has(path)) continue
    found.set(path, { symbol, chain: chainTo(pruned, number) })
  }
  // functions of `reflect` are called only by other functions of `lookups`
  if (found.size > 1) found.delete('reflect')
  return [...found.values()].slice(0, mostOthers)
}
