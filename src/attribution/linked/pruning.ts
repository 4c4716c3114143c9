/** Whether the linker could leave out methods that nothing calls. */
import * as z from 'zod'
import { linkChainSchema } from '../../model/linked.ts'
import { readonlyObject, text } from '../../model/schema.ts'
import { packageOfSymbol } from '../symbol-names.ts'
import { chainTo } from './chains.ts'
import type { Reachability } from './reachability.ts'

/** What switches it off. */
export const pruningOffSchema = readonlyObject({
  by: z.enum(['method-lookup', 'plugin']),
  /** To the first function that does. */
  chain: linkChainSchema,
  /** Other functions that would switch it off by themselves; there may be more, which only the methods kept by the first reach. */
  others: z.array(linkChainSchema).readonly(),
})
export type PruningOff = z.infer<typeof pruningOffSchema>

const mostOthers = 10

/**
 * As cmd/link decides it (deadcode.go): a reachable function with the attribute ReflectMethod makes it keep every exported
 * method, and so does support for plugins, which it gives to programs with cgo that import `plugin`.
 *
 * @returns undefined where unused methods were left out
 */
export function pruningOff(reached: Reachability): PruningOff | undefined {
  const plugins = ofPlugins(reached)
  const [first] = reached.lookups
  if (plugins !== undefined || first === undefined) return plugins
  const isCertain = certainly(reached, first)
  const others = reached.lookups.slice(1).filter((one) => isCertain[one] === 1)
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

/** 1 for symbols that are reached whatever is done about the first lookup: not through a method that was reached after it. */
function certainly({ names, parents }: Reachability, first: number): Uint8Array {
  const found = new Uint8Array(names.length)
  for (let symbol = 0; symbol < names.length; symbol++) {
    const parent = parents[symbol] ?? -1
    const isReached = parent < 0 || found[parent] === 1
    const isKept = symbol > first && parent >= 0 && isMethodOf(names[parent] ?? '', names[symbol] ?? '')
    if (isReached && !isKept) found[symbol] = 1
  }
  return found
}

/** What a type refers to besides: other types, tables, and functions by their values. */
function isMethodOf(parent: string, child: string): boolean {
  return parent.startsWith('type:') && !/^(?:type:|go:)|·f$/.test(child)
}

/** A function that switches it off by itself. */
export const keeperSchema = readonlyObject({ symbol: text, chain: linkChainSchema })
export type Keeper = z.infer<typeof keeperSchema>

/**
 * All that must go for unused methods to be left out, one function of each package: those that are reached without any of the
 * methods that they keep.
 *
 * @param lookups symbols of all functions that do
 * @param pruned the same program, linked as if no function looked up methods
 */
export function keepersIn(lookups: ReadonlySet<string>, pruned: Reachability): readonly Keeper[] {
  const found = new Map<string, Keeper>()
  for (const [number, symbol] of pruned.names.entries()) {
    const path = lookups.has(symbol) ? packageOfSymbol(symbol) : undefined
    if (path === undefined || found.has(path)) continue
    found.set(path, { symbol, chain: chainTo(pruned, number) })
  }
  // its own are only called by what looks up methods itself
  if (found.size > 1) found.delete('reflect')
  return [...found.values()].slice(0, mostOthers)
}
