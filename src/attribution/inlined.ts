/** The package of the code at an offset: that of the function, or that of a function inlined there. */
import type { Extent } from '../inspect/bytes/extent.ts'
import type { Memory } from '../inspect/go/memory.ts'
import { FunctionTable, functionHeaderSize, noOffset, type PcHeader, PcTable } from '../inspect/go/pclntab.ts'
import type { CodeRanges } from './functions.ts'
import type { SizeTotals } from './items.ts'
import { noPackage } from './parts.ts'

/** PCDATA_InlTreeIndex and FUNCDATA_InlTree of the runtime. */
const inlineIndexTable = 2
const inlineTreeData = 3
const treeEntrySize = 16

export interface InlineSource {
  readonly memory: Memory
  readonly header: PcHeader
  readonly ranges: CodeRanges
  readonly funcData: Extent | undefined
  /** The package of a name, by its offset in the names of functions. */
  readonly packageOfName: (offset: number) => number
}

/** @returns the package of the code at `at`; offsets in one function must be ascending */
export function inlinedPackages(
  source: InlineSource,
  totals: SizeTotals,
): (index: number, at: number) => number {
  const { memory, header, ranges, funcData, packageOfName } = source
  const functions = new FunctionTable(memory, header)
  const table = new PcTable(memory, header)
  let [current, start, tree] = [-1, 0, -1]
  return (index, at) => {
    if (index !== current) {
      current = index
      start = ranges.from[index] ?? 0
      tree = openInlining(source, table, functions.read(index))
    }
    const place = at - start
    while (tree >= 0 && table.end <= place) if (!table.next()) tree = -1
    const call = tree + treeEntrySize * table.value
    const isCall = tree >= 0 && table.value >= 0 && call + treeEntrySize <= (funcData?.to ?? 0)
    const inlined = isCall ? packageOfName(memory.u32(call + 4)) : noPackage
    return inlined === noPackage ? totals.packageOf(ranges.owners[index] ?? 0) : inlined
  }
}

/** Opens the table that maps the instructions of a function to inlined calls. Returns the offset of those calls, or -1. */
function openInlining({ memory, funcData }: InlineSource, table: PcTable, entry: FunctionTable): number {
  const hasInlining =
    entry.size > 0 && entry.pcDataCount > inlineIndexTable && entry.funcDataCount > inlineTreeData
  if (!hasInlining || funcData === undefined) return -1
  const tables = entry.at + functionHeaderSize
  const offset = memory.u32(tables + 4 * inlineIndexTable)
  const tree = memory.u32(tables + 4 * (entry.pcDataCount + inlineTreeData))
  if (offset === 0 || tree === noOffset) return -1
  table.open(offset)
  return funcData.from + tree
}
