/** Which package the code at a place comes from: that of the function, or that of a function inlined there. */
import type { Extent } from '../inspect/bytes/extent.ts'
import type { Memory } from '../inspect/go/memory.ts'
import {
  eachInPcTable,
  functionEntry,
  functionHeaderSize,
  noOffset,
  type PcHeader,
} from '../inspect/go/pclntab.ts'
import type { CodeRanges } from './functions.ts'
import type { Ledger } from './items.ts'
import { noPackage } from './parts.ts'

/** Numbers of tables and data of a function, as the runtime counts them. */
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

/** @returns the package of the code at `at`; places in one function must come in ascending order */
export function inlinedPackages(source: InlineSource, ledger: Ledger): (index: number, at: number) => number {
  const { ranges } = source
  let [current, cursor] = [-1, 0]
  let pieces: readonly Piece[] = []
  return (index, at) => {
    if (index !== current) {
      ;[current, cursor] = [index, 0]
      pieces = piecesOf(source, index)
    }
    const place = at - (ranges.from[index] ?? 0)
    while ((pieces[cursor]?.end ?? Number.POSITIVE_INFINITY) <= place) cursor += 1
    const inlined = pieces[cursor]?.packageId ?? noPackage
    return inlined === noPackage ? ledger.packageOf(ranges.owners[index] ?? 0) : inlined
  }
}

interface Piece {
  /** In bytes from the start of the function. */
  readonly end: number
  readonly packageId: number
}

function piecesOf(
  { memory, header, ranges, funcData, packageOfName }: InlineSource,
  index: number,
): readonly Piece[] {
  const entry = functionEntry(memory, header, index)
  const isInlining =
    entry.size > 0 && entry.pcDataCount > inlineIndexTable && entry.funcDataCount > inlineTreeData
  if (!isInlining || funcData === undefined) return []
  const tables = entry.at + functionHeaderSize
  const offset = memory.u32(tables + 4 * inlineIndexTable)
  const tree = memory.u32(tables + 4 * (entry.pcDataCount + inlineTreeData))
  if (offset === 0 || tree === noOffset) return []
  const pieces: Piece[] = []
  const most = (ranges.to[index] ?? 0) - (ranges.from[index] ?? 0)
  eachInPcTable(memory, header, { offset, most }, (value, end) => {
    const at = funcData.from + tree + treeEntrySize * value
    const isCall = value >= 0 && at + treeEntrySize <= funcData.to
    pieces.push({ end, packageId: isCall ? packageOfName(memory.u32(at + 4)) : noPackage })
  })
  return pieces
}
