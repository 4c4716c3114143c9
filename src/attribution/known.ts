/** Attributes code and data outside the function table by symbols and type descriptors. */

import type { Extent } from '../inspect/bytes/extent.ts'
import type { Executable } from '../inspect/executable/executable.ts'
import type { ProgramSymbols } from '../inspect/executable/symbols.ts'
import { unescapePath } from '../inspect/go/linked-functions.ts'
import type { Memory } from '../inspect/go/memory.ts'
import type { ModuleData } from '../inspect/go/moduledata.ts'
import type { GoTypes, TypePartKind } from '../inspect/go/types.ts'
import { Claims, type Owner, type Pieces } from './claims.ts'
import type { FileMap } from './file-map.ts'
import type { SizeTotals } from './items.ts'
import { cPackage, noPackage, ownerOf } from './parts.ts'
import { packageOfSymbol } from './symbol-names.ts'

const partOfKind = { type: 'types', pointers: 'types', itab: 'interface-tables' } as const

/** Size in bytes of a typelink: an offset from the start of the types. */
const typelinkSize = 4

/** Receives extents that describe types. */
type UseOwned = (from: number, to: number, owner: Owner) => void

function eachPart(types: GoTypes, kind: TypePartKind, totals: SizeTotals, use: UseOwned): void {
  const owners: Owner[] = []
  types.each(kind, (from, to, path) => {
    owners[path] ??= ownerOf(totals.packageId(unescapePath(types.paths[path] ?? '')), partOfKind[kind])
    use(from, to, owners[path])
  })
}

export function giveTypes(types: GoTypes, extent: Extent, map: FileMap, totals: SizeTotals): void {
  const claims = new Claims()
  for (const kind of ['type', 'pointers', 'itab'] as const) {
    eachPart(types, kind, totals, (from, to, owner) => {
      if (from >= extent.from && to <= extent.to) claims.add(from, to, owner)
    })
  }
  map.give(extent.from, extent.to, { part: 'types', claims, aligned: true })
}

/** Typelinks and itablinks, which exist up to Go 1.26. */
export function giveTypeLists(memory: Memory, { typeList }: ModuleData, map: FileMap): void {
  if (typeList.kind !== 'links') return
  const { links, itabs } = typeList
  for (const [{ address, length }, size, part] of [
    [links, typelinkSize, 'types'],
    [itabs, memory.pointerSize, 'interface-tables'],
  ] as const) {
    const extent = memory.extentOf({ from: address, to: address + length * size })
    if (extent !== undefined) map.give(extent.from, extent.to, { part })
  }
}

/** Type descriptors, without overlaps. */
export function knownTypes(types: GoTypes, totals: SizeTotals): Pieces {
  const found = new Claims()
  eachPart(types, 'type', totals, (from, to, owner) => found.add(from, to, owner))
  return withoutOverlaps(found, totals)
}

/** In bytes. A shorter gap between known pointer bitmaps contains the bitmaps of unknown types. */
const largestBitmapGap = 1024

/**
 * Interface tables and pointer bitmaps, in the order of the file, without overlaps. No pointer in them is followed: the targets of
 * interface tables belong to no package, and bitmaps only look like pointers.
 */
export function typeTables(types: GoTypes): readonly Extent[] {
  const found = new Claims()
  types.each('itab', (from, to) => found.add(from, to, 0))
  types.each('pointers', (from, to) => found.add(from, to, largestBitmapGap))
  const { count, from: starts, to: ends, owners: gaps } = found.sorted()
  const tables: { from: number; to: number; gap: number }[] = []
  for (let index = 0; index < count; index++) {
    const from = starts[index] ?? 0
    const to = ends[index] ?? 0
    const gap = gaps[index] ?? 0
    const last = tables.at(-1)
    if (last !== undefined && from <= last.to + Math.min(last.gap, gap)) {
      last.to = Math.max(last.to, to)
      last.gap = Math.min(last.gap, gap)
    } else tables.push({ from, to, gap })
  }
  return tables
}

export interface KnownSource {
  readonly memory: Memory
  readonly executable: Executable
  readonly types: GoTypes
  readonly symbols: ProgramSymbols
}

/** Without overlaps. */
export function knownData({ memory, executable, types, symbols }: KnownSource, totals: SizeTotals): Pieces {
  const found = new Claims()
  for (const kind of ['pointers', 'itab'] as const) {
    eachPart(types, kind, totals, (from, to, owner) => found.add(from, to, owner))
  }
  for (let number = 0; number < symbols.count; number++) {
    const size = symbols.size(number)
    if (size === 0 || symbols.isFunction(number)) continue
    const name = symbols.name(number)
    if (name === undefined || name.startsWith('go:itab.')) continue
    const from = memory.offsetOf(symbols.address(number))
    if (from === undefined) continue
    const home = packageOfVariable(name, executable, totals)
    found.add(from, from + size, totals.addItem('data', name, home))
  }
  return withoutOverlaps(found, totals)
}

/**
 * Merges claims that start at the same offset: the longest is shared by all owners. Drops claims that start within an earlier
 * one.
 */
function withoutOverlaps(claims: Claims, totals: SizeTotals): Pieces {
  const { count, from, to, owners } = claims.sorted()
  let kept = -1
  for (let index = 0; index < count; index++) {
    const start = from[index] ?? 0
    const end = to[index] ?? 0
    const owner = owners[index] ?? 0
    if (kept >= 0 && start === from[kept]) {
      const before = owners[kept] ?? 0
      if (end > (to[kept] ?? 0)) to[kept] = end
      if (owner !== before) owners[kept] = totals.share('data', before, owner)
    } else if (kept < 0 || start >= (to[kept] ?? 0)) {
      kept += 1
      from[kept] = start
      to[kept] = end
      owners[kept] = owner
    }
  }
  return { count: kept + 1, from, to, owners }
}

function packageOfVariable(name: string, { link }: Executable, totals: SizeTotals): number {
  const path = packageOfSymbol(name)
  if (path !== undefined && (link !== 'external' || path.includes('/') || totals.hasPackage(path))) {
    return totals.packageId(path)
  }
  return link === 'external' ? totals.packageId(cPackage) : noPackage
}

export interface CodeSource extends Pick<KnownSource, 'memory' | 'executable' | 'symbols'> {
  readonly regions: readonly Extent[]
}

/** Attributes non-Go code to the functions that symbols name. */
export function giveCode(
  { memory, executable: { link }, symbols, regions }: CodeSource,
  map: FileMap,
  totals: SizeTotals,
): void {
  const free = regions.flatMap(({ from, to }) => map.free(from, to))
  if (free.length === 0) return
  const home = link === 'external' ? totals.packageId(cPackage) : noPackage
  const claims = new Claims()
  for (let number = 0; number < symbols.count; number++) {
    const size = symbols.size(number)
    if (!symbols.isFunction(number) || size === 0) continue
    const from = memory.offsetOf(symbols.address(number)) ?? -1
    const isFree = free.some((one) => from >= one.from && from + size <= one.to)
    const name = isFree ? symbols.name(number) : undefined
    if (name !== undefined) claims.add(from, from + size, totals.addItem('function', name, home))
  }
  for (const { from, to } of regions) {
    map.give(from, to, { part: 'code', claims, rest: ownerOf(home, 'code'), aligned: true })
  }
}
