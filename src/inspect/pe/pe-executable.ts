/** Purposes of the parts of a Windows executable. */
import type { ProgramPart } from '../../model/program-part.ts'
import type { Extent } from '../bytes/extent.ts'
import {
  type EntryTables,
  type Executable,
  type MappedSegment,
  noRelocatedData,
  noTables,
  type ProgramSection,
  type PurposeExtent,
} from '../executable/executable.ts'
import { eachBaseRelocation } from './base-relocations.ts'
import { coffSymbolSize, directoryIndex, type Pe, type PeSection, peSectionFlag } from './pe.ts'
import { readPeSymbols } from './pe-symbols.ts'

const rules: readonly (readonly [name: RegExp, part: ProgramPart])[] = [
  [/^\.z?debug_/, 'debug-information'],
  [/^\.(?:symtab|gosymtab)$/, 'symbol-table'],
  [/^\.(?:idata|edata|didat|reloc)$/, 'dynamic-linking'],
]
/** Go's linker writes these sections only for Go functions. */
const unwinding = /^\.(?:xdata|eh_frame)$/
/** Bytes of an entry of the exception table: start, end and unwind information of a function; on Arm without the end. */
const unwindEntry: Readonly<Record<string, number>> = { amd64: 12, arm64: 8, arm: 8 }
/** More than any linked program has. */
const mostSections = 256

export function peExecutable(bytes: Uint8Array, pe: Pe): Executable {
  const { bits, machine, link, symbolTable, debugInfo, imageBase } = pe
  const all = pe.sections.slice(0, mostSections).map((one) => [one, sectionOf(one, pe)] as const)
  return {
    bytes,
    bits,
    littleEndian: true,
    machine,
    link,
    symbolTable,
    debugInfo,
    ...(pe.data === undefined ? {} : { buildInfo: pe.data }),
    sections: all.map(([, section]) => section).filter(({ size }) => size > 0),
    segments: all.flatMap(([{ flags }, section]) => segmentOf(flags, section)),
    headers: [{ from: 0, to: pe.headerSize }],
    purposes: purposesOf(bytes, pe),
    relocations: tablesOf(pe, directoryIndex.relocations, (extent, use) =>
      eachBaseRelocation(bytes, extent, imageBase, use),
    ),
    unwinding: tablesOf(pe, directoryIndex.exceptions, (extent, use) => eachFunction(bytes, extent, pe, use)),
    symbols: () => readPeSymbols(bytes, pe),
    relocatedData: () => noRelocatedData,
  }
}

/** Bytes of a section in the file, without padding. */
function fileSizeOf({ size, memorySize }: PeSection): number {
  return memorySize === 0 ? size : Math.min(size, memorySize)
}

function sectionOf(section: PeSection, { imageBase, link }: Pick<Pe, 'imageBase' | 'link'>): ProgramSection {
  const { name, address, offset, flags } = section
  const part = rules.find(([pattern]) => pattern.test(name))?.[1]
  const isUnwinding = unwinding.test(name)
  const own = isUnwinding && link === 'internal' ? 'line-tables' : part
  return {
    name,
    address: imageBase + address,
    offset,
    size: fileSizeOf(section),
    content: (flags & peSectionFlag.execute) !== 0 ? 'code' : 'data',
    ...(own === undefined ? {} : { part: own }),
    ...(isUnwinding ? { unwinding: true } : {}),
  }
}

/** Returns nothing for symbols and debug information, because no code refers to them. */
function segmentOf(flags: number, { part, address, offset, size }: ProgramSection): readonly MappedSegment[] {
  if (part === 'debug-information' || part === 'symbol-table') return []
  return [
    {
      address,
      offset,
      fileSize: size,
      writable: (flags & peSectionFlag.write) !== 0,
      executable: (flags & peSectionFlag.execute) !== 0,
    },
  ]
}

/** Symbols with their names, and signatures. */
function purposesOf(bytes: Uint8Array, { symbols, directories }: Pe): readonly PurposeExtent[] {
  const found: PurposeExtent[] = []
  if (symbols.count > 0) {
    const names = symbols.offset + symbols.count * coffSymbolSize
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    // the names are preceded by their size
    const size = names + 4 <= bytes.length ? view.getUint32(names, true) : 0
    found.push({ from: symbols.offset, to: names + size, part: 'symbol-table' })
  }
  const signatures = directories[directoryIndex.certificates]
  if (signatures !== undefined) {
    const { address: from, size } = signatures
    found.push({ from, to: from + size, part: 'code-signature' })
  }
  return found
}

type Each = EntryTables['each']

function tablesOf(
  pe: Pe,
  index: number,
  each: (extent: Extent, ...use: Parameters<Each>) => void,
): EntryTables {
  const table = pe.directories[index]
  const section =
    table &&
    pe.sections.find(({ address, size }) => table.address >= address && table.address < address + size)
  if (table === undefined || section === undefined) return noTables
  const from = table.address - section.address + section.offset
  const extent = { from, to: Math.min(from + table.size, section.offset + section.size) }
  return { extents: [extent], each: (use) => each(extent, use) }
}

function eachFunction(
  bytes: Uint8Array,
  { from, to }: Extent,
  { machine, imageBase }: Pick<Pe, 'machine' | 'imageBase'>,
  use: Parameters<Each>[0],
): void {
  const entry = unwindEntry[machine]
  if (entry === undefined) return
  const data = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  for (let at = from; at + entry <= Math.min(to, bytes.length); at += entry) {
    use(at, at + entry, imageBase + data.getUint32(at, true))
  }
}
