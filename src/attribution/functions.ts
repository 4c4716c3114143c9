/** Attributes code and line tables. Their functions have names in pclntab even if the program is stripped. */
import type { Extent } from '../inspect/bytes/extent.ts'
import type { Memory } from '../inspect/go/memory.ts'
import type { ModuleData } from '../inspect/go/moduledata.ts'
import {
  codeOfPcTable,
  FunctionTable,
  functionHeaderSize,
  noOffset,
  type PcHeader,
  PcTable,
} from '../inspect/go/pclntab.ts'
import { Claims, type Owner } from './claims.ts'
import type { FileMap } from './file-map.ts'
import { type FunctionNames, readFunctionNames } from './function-names.ts'
import type { SizeTotals } from './items.ts'
import { cPackage, noPackage, ownerOf } from './parts.ts'
import { SharedClaims } from './shared-claims.ts'

/** File offsets of each function's code, in the order of the table. */
export interface CodeRanges {
  readonly count: number
  readonly from: Uint32Array
  readonly to: Uint32Array
  readonly owners: Int32Array
}

export interface AttributedFunctions {
  readonly ranges: CodeRanges
  readonly names: FunctionNames
}

export interface FunctionSource {
  readonly memory: Memory
  readonly header: PcHeader
  readonly data: ModuleData | undefined
  /** Extent of Go's code in the file. */
  readonly text: Extent
  /** Data that functions point to; undefined if its end is unknown. */
  readonly funcData: Extent | undefined
}

/** Attributes code and line tables to functions and their packages. */
export function attributeFunctions(
  source: FunctionSource,
  map: FileMap,
  totals: SizeTotals,
): AttributedFunctions {
  const { memory, header, text, funcData } = source
  const names = readFunctionNames(memory, header, totals)
  const { count, functions } = header
  const ranges: CodeRanges = {
    count,
    from: new Uint32Array(count),
    to: new Uint32Array(count),
    owners: names.owners,
  }
  const claims = newFunctionClaims(source)
  const [entry, table] = [new FunctionTable(memory, header), new PcTable(memory, header)]
  const afterSlots = functions.from + slotSize * count
  // only the end of the section or segment is known, and variables may follow the table in it
  let end = afterSlots
  for (let index = 0; index < count; index++) {
    entry.read(index)
    const owner: Owner = names.owners[index] ?? 0
    const from = Math.min(text.from + entry.start, memory.size)
    const next = Math.min(text.from + entry.end, memory.size)
    const size =
      entry.size === 0 || next <= from
        ? undefined
        : codeOfPcTable(table, entry.stackTable === 0 ? entry.fileTable : entry.stackTable, next - from)
    const to = size === undefined ? next : from + size
    ranges.from[index] = from
    ranges.to[index] = to
    claims.code.add(from, to, owner)
    // with internal linking, C code may be between Go functions
    claims.code.add(
      to,
      next,
      next - to < largestPadding
        ? ownerOf(totals.packageOf(owner), 'padding')
        : ownerOf(totals.packageId(cPackage), 'code'),
    )
    const slot = functions.from + slotSize * index
    claims.slots.add(slot, slot + slotSize, owner)
    if (entry.size > 0) end = Math.max(end, claimTables(source, entry, owner, claims))
  }
  names.claim(claims.names)
  const tables = claims.pcTables.merged(lineTables.part, totals.share)
  map.give(text.from, text.to, { part: 'code', claims: claims.code })
  map.give(header.at, header.names.from, lineTables)
  map.give(header.names.from, header.names.to, { ...lineTables, claims: claims.names })
  giveUnits(source, names, map)
  map.give(header.pcTables.from, header.pcTables.to, { ...lineTables, claims: tables })
  if (funcData !== undefined) {
    const pointed = claims.pointed.merged(lineTables.part, totals.share)
    map.give(funcData.from, funcData.to, { ...lineTables, claims: pointed })
  }
  map.give(functions.from, afterSlots, { ...lineTables, claims: claims.slots })
  map.give(afterSlots, end, { ...lineTables, claims: claims.entries })
  return { ranges, names }
}

const slotSize = 8
const largestPadding = 64
const lineTables = { part: 'line-tables', describes: true } as const

const newFunctionClaims = ({ header: { count, pcTables }, funcData }: FunctionSource) => ({
  code: new Claims(2 * count),
  names: new Claims(count),
  /** The index of functions by address, and the entries that its slots point to. */
  slots: new Claims(count),
  entries: new Claims(count),
  pcTables: new SharedClaims(pcTables, 8 * count),
  /** Data outside the table that functions point to. */
  pointed: new SharedClaims(funcData ?? { from: 0, to: 0 }, 6 * count),
})

/** Attributes the tables of a function. Returns the file offset at which its entry ends. */
function claimTables(
  { memory, header, funcData }: FunctionSource,
  { at, size, pcDataCount, funcDataCount }: FunctionTable,
  owner: Owner,
  { entries, pcTables, pointed }: ReturnType<typeof newFunctionClaims>,
): number {
  entries.add(at, at + size, owner)
  const { from } = header.pcTables
  const tables = at + functionHeaderSize
  // tables of stack depths, files and lines
  for (let place = at + 16; place <= at + 24; place += 4) {
    const offset = memory.u32(place)
    if (offset !== 0) pcTables.add(from + offset, owner)
  }
  for (let number = 0; number < pcDataCount; number++) {
    const offset = memory.u32(tables + 4 * number)
    if (offset !== 0) pcTables.add(from + offset, owner)
  }
  if (funcData !== undefined) {
    for (let number = 0; number < funcDataCount; number++) {
      const offset = memory.u32(tables + 4 * (pcDataCount + number))
      if (offset !== noOffset) pointed.add(funcData.from + offset, owner)
    }
  }
  return at + size
}

/** File names, and the lists of them that the functions of a package share. */
function giveUnits({ memory, header }: FunctionSource, names: FunctionNames, map: FileMap): void {
  const [lists, files] = [new Claims(), new Claims()]
  const starts = [...names.units.keys()].toSorted((a, b) => a - b)
  for (const [position, unit] of starts.entries()) {
    const owner = ownerOf(names.units.get(unit) ?? noPackage, 'line-tables')
    const from = header.units.from + 4 * unit
    const to = Math.min(
      header.units.from + 4 * (starts[position + 1] ?? Number.POSITIVE_INFINITY),
      header.units.to,
    )
    lists.add(from, to, owner)
    for (let at = from; at + 4 <= to; at += 4) {
      const file = memory.u32(at)
      if (file !== noOffset) files.add(header.files.from + file, header.files.to, owner)
    }
  }
  map.give(header.units.from, header.units.to, { ...lineTables, claims: lists })
  map.give(header.files.from, header.files.to, { ...lineTables, claims: files })
}
