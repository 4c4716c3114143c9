/** Whether the linker could omit methods that nothing calls. */
import * as z from 'zod'
import { linkChainSchema } from '../../model/linked.ts'
import { readonlyObject, text } from '../../model/schema.ts'
import { packageOfSymbol } from '../symbol-names.ts'
import { chainTo } from './chains.ts'
import type { Reachability } from './reachability.ts'

/** What disables the omission. */
export const pruningOffSchema = readonlyObject({
  by: z.enum(['method-lookup', 'plugin']),
  /** Chain to the first function that does. */
  chain: linkChainSchema,
  /** Other functions that would disable it by themselves. There may be more, which only methods that the first keeps can reach. */
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

/** 1 for symbols that are reached even without the first lookup: not through a method that was reached after it. */
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

/** Whether the child is a method of a type, not another reference of it: types, tables, and functions by their values. */
function isMethodOf(parent: string, child: string): boolean {
  return parent.startsWith('type:') && !/^(?:type:|go:)|·f$/.test(child)
}

/** A function that disables it by itself. */
export const keeperSchema = readonlyObject({ symbol: text, chain: linkChainSchema })
export type Keeper = z.infer<typeof keeperSchema>

/**
 * All functions that must be removed so that unused methods are omitted, one of each package: those that are reached without any of
 * the methods that they keep.
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
  // functions of `reflect` are only called by others that look up methods
  if (found.size > 1) found.delete('reflect')
  return [...found.values()].slice(0, mostOthers)
}
