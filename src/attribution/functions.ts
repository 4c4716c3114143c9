/** Code and line tables: the part of a program whose owners it names itself, stripped or not. */
import type { Memory } from '../inspect/go/memory.ts'
import type { ModuleData } from '../inspect/go/moduledata.ts'
import {
  type Extent,
  functionEntry,
  functionHeaderSize,
  type PcHeader,
  readPcTable,
} from '../inspect/go/pclntab.ts'
import { newClaims, type Owner } from './claims.ts'
import type { FileMap } from './file-map.ts'
import { type FunctionNames, readFunctionNames } from './function-names.ts'
import type { Ledger } from './items.ts'
import { noPackage, ownerOf } from './parts.ts'

/** Where the code of each function lies in the file, in the order of the table. */
export interface CodeRanges {
  readonly count: number
  readonly from: Float64Array
  readonly to: Float64Array
  readonly owners: Int32Array
}

export interface FunctionSource {
  readonly memory: Memory
  readonly header: PcHeader
  readonly data: ModuleData | undefined
  /** Of Go's code in the file. */
  readonly text: Extent
  /** Of what functions point to, where it is known where it ends. */
  readonly funcData: Extent | undefined
}

/** Gives code and line tables to functions and their packages. */
export function attributeFunctions(source: FunctionSource, map: FileMap, ledger: Ledger): CodeRanges {
  const { memory, header, text, funcData } = source
  const names = readFunctionNames(memory, header, ledger)
  const { count } = header
  const ranges: CodeRanges = {
    count,
    from: new Float64Array(count),
    to: new Float64Array(count),
    owners: new Int32Array(count),
  }
  const [code, table, pcTables, nameBytes, pointed] = Array.from({ length: 5 }, newClaims) as [
    ReturnType<typeof newClaims>,
    ReturnType<typeof newClaims>,
    ReturnType<typeof newClaims>,
    ReturnType<typeof newClaims>,
    ReturnType<typeof newClaims>,
  ]
  const { functions } = header
  for (let index = 0; index < count; index++) {
    const entry = functionEntry(memory, header, index)
    const owner: Owner = names.owners[index] ?? 0
    const from = text.from + entry.start
    const next = text.from + entry.end
    const size = entry.size === 0 ? undefined : readPcTable(memory, header, entry.fileTable)?.code
    const to = size === undefined || from + size > next ? next : from + size
    ranges.from[index] = from
    ranges.to[index] = to
    ranges.owners[index] = owner
    code.add(from, to, owner)
    code.add(to, next, ownerOf(ledger.packageOf(owner), 'padding'))
    table.add(functions.from + 8 * index, functions.from + 8 * index + 8, owner)
    if (entry.size === 0) continue
    table.add(entry.at, entry.at + entry.size, owner)
    const addTable = (at: number) => {
      const offset = memory.u32(at)
      if (offset !== 0) pcTables.add(header.pcTables.from + offset, header.pcTables.to, owner)
    }
    for (const at of [16, 20, 24]) addTable(entry.at + at)
    const tables = entry.at + functionHeaderSize
    for (let number = 0; number < entry.pcDataCount; number++) addTable(tables + 4 * number)
    for (let number = 0; number < entry.funcDataCount; number++) {
      const offset = memory.u32(tables + 4 * (entry.pcDataCount + number))
      if (funcData !== undefined && offset !== none)
        pointed.add(funcData.from + offset, funcData.to, owner)
    }
  }
  names.claim(nameBytes)
  map.give(text.from, text.to, { part: 'code', claims: code })
  const tables = { part: 'line-tables', describes: true } as const
  map.give(header.at, header.names.from, tables)
  map.give(header.names.from, header.names.to, { ...tables, claims: nameBytes })
  giveUnits(source, names, map)
  map.give(header.pcTables.from, header.pcTables.to, { ...tables, claims: pcTables })
  if (funcData !== undefined) map.give(funcData.from, funcData.to, { ...tables, claims: pointed })
  map.give(functions.from, functions.to, { ...tables, claims: table })
  return ranges
}

/** Of a function that has none of one kind of data. */
const none = 0xffffffff

/** File names, and the lists of them that the functions of a package share. */
function giveUnits({ memory, header }: FunctionSource, names: FunctionNames, map: FileMap): void {
  const [lists, files] = [newClaims(), newClaims()]
  const starts = [...names.units.keys()].toSorted((a, b) => a - b)
  for (const [position, unit] of starts.entries()) {
    const owner = ownerOf(names.units.get(unit) ?? noPackage, 'line-tables')
    const from = header.units.from + 4 * unit
    const to = Math.min(header.units.from + 4 * (starts[position + 1] ?? Number.POSITIVE_INFINITY), header.units.to)
    lists.add(from, to, owner)
    for (let at = from; at + 4 <= to; at += 4) {
      const file = memory.u32(at)
      if (file !== none) files.add(header.files.from + file, header.files.to, owner)
    }
  }
  const tables = { part: 'line-tables', describes: true } as const
  map.give(header.units.from, header.units.to, { ...tables, claims: lists })
  map.give(header.files.from, header.files.to, { ...tables, claims: files })
}
