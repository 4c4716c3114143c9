/** What symbols and descriptions of types say about code and data that is not in the table of functions. */

import type { Extent } from '../inspect/bytes/extent.ts'
import type { Elf } from '../inspect/elf/elf.ts'
import { findOffset } from '../inspect/elf/headers.ts'
import type { ElfSymbol } from '../inspect/elf/symbol-table.ts'
import type { Memory } from '../inspect/go/memory.ts'
import type { TypePartKind, TypeParts } from '../inspect/go/types.ts'
import { newClaims, type Owner } from './claims.ts'
import type { Known } from './constants.ts'
import type { FileMap } from './file-map.ts'
import type { Ledger } from './items.ts'
import { cPackage, noPackage, ownerOf } from './parts.ts'
import { packageOfSymbol, unescapePath } from './symbol-names.ts'

const partOfKind = { type: 'types', pointers: 'types', itab: 'interface-tables' } as const

/** Owners of what describes types, by the path of a package as the file has it. */
function ownersOf(kind: TypePartKind, ledger: Ledger): (path: string | undefined) => Owner {
  const known = new Map<string | undefined, Owner>()
  return (path) => {
    const before = known.get(path)
    if (before !== undefined) return before
    const home = ledger.packageId(path === undefined ? undefined : unescapePath(path))
    const owner = ownerOf(home, partOfKind[kind])
    known.set(path, owner)
    return owner
  }
}

export function giveTypes(parts: TypeParts, extent: Extent, map: FileMap, ledger: Ledger): void {
  const claims = newClaims()
  for (const kind of ['type', 'pointers', 'itab'] as const) {
    const owners = ownersOf(kind, ledger)
    parts.each(kind, (from, to, path) => {
      if (from >= extent.from && to <= extent.to) claims.add(from, to, owners(path))
    })
  }
  map.give(extent.from, extent.to, { part: 'types', claims, aligned: true })
}

/** Descriptions of types, in the order of the file, without overlaps. */
export function knownTypes(parts: TypeParts, ledger: Ledger): readonly Known[] {
  const found: Known[] = []
  const owners = ownersOf('type', ledger)
  parts.each('type', (from, to, path) => found.push({ from, to, owner: owners(path) }))
  return withoutOverlaps(found.sort(byPlace), ledger)
}

/** Bits of pointers of types that are not known lie between those of others. */
const bitsBetween = 1024

/**
 * Tables that Go makes for types outside of their descriptions, in the order of the file, without overlaps: what they
 * point to is of no package, and what looks like a pointer in them is none.
 */
export function typeTables(parts: TypeParts): readonly Extent[] {
  const found: (Extent & { readonly gap: number })[] = []
  parts.each('itab', (from, to) => found.push({ from, to, gap: 0 }))
  parts.each('pointers', (from, to) => found.push({ from, to, gap: bitsBetween }))
  const tables: { from: number; to: number; gap: number }[] = []
  for (const one of found.sort((a, b) => a.from - b.from)) {
    const last = tables.at(-1)
    if (last !== undefined && one.from <= last.to + Math.min(last.gap, one.gap)) {
      last.to = Math.max(last.to, one.to)
      last.gap = Math.min(last.gap, one.gap)
    } else tables.push({ ...one })
  }
  return tables
}

const byPlace = (a: Known, b: Known) => a.from - b.from || b.to - a.to

export interface KnownSource {
  readonly memory: Memory
  readonly elf: Elf
  readonly types: TypeParts
  readonly symbols: readonly ElfSymbol[]
}

/** In the order of the file, without overlaps. */
export function knownData({ memory, elf, types, symbols }: KnownSource, ledger: Ledger): readonly Known[] {
  const found: Known[] = []
  for (const kind of ['pointers', 'itab'] as const) {
    const owners = ownersOf(kind, ledger)
    types.each(kind, (from, to, path) => found.push({ from, to, owner: owners(path) }))
  }
  for (const { name, address, size, isFunction } of symbols) {
    if (size === 0 || isFunction || name.startsWith('go:itab.')) continue
    const from = memory.offsetOf(address)
    if (from === undefined) continue
    const home = homeOf(name, elf, ledger)
    found.push({ from, to: from + size, owner: ledger.addItem('data', name, home) })
  }
  return withoutOverlaps(found.sort(byPlace), ledger)
}

function withoutOverlaps(sorted: readonly Known[], ledger: Ledger): readonly Known[] {
  const clean: Known[] = []
  for (const one of sorted) {
    const last = clean.at(-1)
    if (last !== undefined && one.from === last.from && one.owner !== last.owner) {
      clean[clean.length - 1] = { ...last, owner: ledger.share('data', last.owner, one.owner) }
    } else if (last === undefined || one.from >= last.to) clean.push(one)
  }
  return clean
}

function homeOf(name: string, { link }: Elf, ledger: Ledger): number {
  const path = packageOfSymbol(name)
  if (path !== undefined && (link !== 'external' || path.includes('/') || ledger.hasPackage(path))) {
    return ledger.packageId(path)
  }
  return link === 'external' ? ledger.packageId(cPackage) : noPackage
}

/** Gives code outside of Go's to the functions that symbols name. */
export function giveCode(
  { link, segments }: Elf,
  regions: readonly Extent[],
  symbols: readonly ElfSymbol[],
  map: FileMap,
  ledger: Ledger,
): void {
  const free = regions.flatMap(({ from, to }) => map.free(from, to))
  if (free.length === 0) return
  const home = link === 'external' ? ledger.packageId(cPackage) : noPackage
  const claims = newClaims()
  for (const { name, address, size, isFunction } of symbols) {
    if (!isFunction || size === 0) continue
    const from = findOffset(segments, address) ?? -1
    const isFree = free.some((one) => from >= one.from && from + size <= one.to)
    if (isFree) claims.add(from, from + size, ledger.addItem('function', name, home))
  }
  for (const { from, to } of regions) {
    map.give(from, to, { part: 'code', claims, rest: ownerOf(home, 'code'), aligned: true })
  }
}
