/** The runtime's `moduledata`: addresses of the parts of a program, which the linker records. */
import type { Extent } from '../bytes/extent.ts'
import type { Memory } from './memory.ts'
import type { PcHeader } from './pclntab.ts'

/** Addresses, unless stated otherwise. */
export interface ModuleData {
  /** Its own extent in the file. */
  readonly extent: Extent
  /** Start and end of Go's code. */
  readonly text: number
  readonly endOfText: number
  /** Variables without pointers. */
  readonly plainVariables: { readonly from: number; readonly to: number }
  /** Variables that contain pointers, and the address of a bitmap of these words. */
  readonly variables: { readonly from: number; readonly to: number; readonly pointers: number }
  /** Start of the read-only data. */
  readonly constants: number
  readonly types: number
  readonly endOfTypes: number
  /** Start of the data that functions point to. */
  readonly funcData: number
  /** Address of the index of functions by address. */
  readonly functionIndex: number
  /** End of the whole function table, if recorded (Go 1.26 and later). */
  readonly endOfTable?: number
  /** The list of types: offsets from `types` (up to Go 1.26), or consecutive types (since Go 1.27). */
  readonly typeList:
    | { readonly kind: 'links'; readonly links: Slice; readonly itabs: Slice }
    | { readonly kind: 'sequence'; readonly size: number; readonly itabs: Extent }
}

/** In elements. */
export interface Slice {
  readonly address: number
  readonly length: number
}

/** Number of words before those whose positions differ by release. */
const commonWords = 37
const word = {
  names: 1,
  units: 4,
  files: 7,
  pcTables: 10,
  functions: 13,
  functionIndex: 19,
  text: 22,
  endOfText: 23,
  plainVariables: 24,
  endOfPlainVariables: 25,
  variables: 26,
  endOfVariables: 27,
  pointers: 35,
  types: 37,
} as const
const most = 1 << 22

/**
 * Finds module data by its pointers to the parts of the function table; undefined if there is none.
 *
 * @param writable extents that may contain it
 */
export function findModuleData(
  memory: Memory,
  header: PcHeader,
  writable: readonly Extent[],
): ModuleData | undefined {
  const tableAddress = memory.addressOf(header.at)
  if (tableAddress === undefined) return undefined
  const { pointerSize, size } = memory
  const parts = [
    [word.names, header.names],
    [word.units, header.units],
    [word.files, header.files],
    [word.pcTables, header.pcTables],
    [word.functions, header.functions],
  ] as const
  const low = tableAddress % 2 ** 32
  const lowAt = memory.littleEndian || pointerSize === 4 ? 0 : 4
  for (const { from, to } of writable) {
    const last = Math.min(to, size) - commonWords * pointerSize
    for (let at = Math.ceil(from / pointerSize) * pointerSize; at <= last; at += pointerSize) {
      if (memory.u32(at + lowAt) !== low || memory.word(at) !== tableAddress) continue
      const isPart = parts.every(
        ([index, part]) => memory.word(at + index * pointerSize) === tableAddress + part.from - header.at,
      )
      const found = isPart ? readModuleData(memory, at) : undefined
      if (found !== undefined) return found
    }
  }
  return undefined
}

function readModuleData(memory: Memory, at: number): ModuleData | undefined {
  const value = (index: number) => memory.word(at + index * memory.pointerSize)
  const slice = (index: number): Slice | undefined => {
    const [address, length, capacity] = [value(index), value(index + 1), value(index + 2)]
    if (length !== capacity || length > most) return undefined
    return length === 0 || memory.offsetOf(address) !== undefined ? { address, length } : undefined
  }
  const common = {
    text: value(word.text),
    endOfText: value(word.endOfText),
    plainVariables: { from: value(word.plainVariables), to: value(word.endOfPlainVariables) },
    variables: {
      from: value(word.variables),
      to: value(word.endOfVariables),
      pointers: value(word.pointers),
    },
    types: value(word.types),
    functionIndex: value(word.functionIndex),
  }
  const ends = (words: number): Pick<ModuleData, 'extent'> => ({
    extent: { from: at, to: Math.min(at + words * memory.pointerSize, memory.size) },
  })
  // textsectmap, typelinks and itablinks up to Go 1.26, which has one more word before them
  for (const [sections, hasEnd] of [
    [41, false],
    [42, true],
  ] as const) {
    const [text, links, itabs] = [slice(sections), slice(sections + 3), slice(sections + 6)]
    if (text === undefined || links === undefined || itabs === undefined || text.length === 0) continue
    return {
      ...common,
      ...ends(sections + 30),
      endOfTypes: value(38),
      constants: value(39),
      funcData: value(40),
      ...(hasEnd ? { endOfTable: value(41) } : {}),
      typeList: { kind: 'links', links, itabs },
    }
  }
  const [size, endOfTypes, itabs, itabsSize] = [value(38), value(39), value(40), value(41)]
  if (!(common.types + size <= endOfTypes && common.types + itabs + itabsSize <= endOfTypes)) return undefined
  const from = common.types + itabs
  return {
    ...common,
    ...ends(75),
    endOfTypes,
    constants: value(42),
    funcData: value(43),
    endOfTable: value(44),
    typeList: { kind: 'sequence', size, itabs: { from, to: from + itabsSize } },
  }
}
