/** Where in the file the parts of a Go program lie that have no section of their own. */
import type { Elf } from '../inspect/elf/elf.ts'
import type { ElfSymbol } from '../inspect/elf/symbol-table.ts'
import type { Memory } from '../inspect/go/memory.ts'
import type { ModuleData } from '../inspect/go/moduledata.ts'
import { type Extent, functionEntry, type PcHeader } from '../inspect/go/pclntab.ts'
import { readTypes, type TypePart } from '../inspect/go/types.ts'

export interface GoRegions {
  readonly text: Extent
  readonly funcData: Extent | undefined
  /** The index of functions by address. */
  readonly functionIndex: Extent | undefined
  types(parts: readonly TypePart[]): Extent
  /** Strings of the source, in the order of their lengths. */
  strings(types: Extent, parts: readonly TypePart[]): Extent
}

export interface RegionSource {
  readonly memory: Memory
  readonly elf: Elf
  readonly header: PcHeader
  readonly data: ModuleData | undefined
  readonly symbols: readonly ElfSymbol[]
}

const nothing: Extent = { from: 0, to: 0 }
/** Symbols at which the linker's groups of data begin. */
const groupNames = new Set(['go:string.*', 'go:funcdesc', 'go:func.*', 'runtime.gcbits.*', 'runtime.findfunctab'])
const codeOfBucket = 4096
const bytesOfBucket = 20

export function findRegions(source: RegionSource): GoRegions {
  const { memory, elf, data, symbols } = source
  const text = findText(source)
  const groups = new Map<string, number>()
  for (const { name, address } of symbols) {
    const offset = groupNames.has(name) ? memory.offsetOf(address) : undefined
    if (offset !== undefined) groups.set(name, offset)
  }
  const sectionOf = (offset: number): Extent => {
    const section = elf.sections.find(
      (one) => offset >= one.offset && offset < one.offset + one.size && one.address !== 0,
    )
    return section === undefined
      ? { from: 0, to: memory.size }
      : { from: section.offset, to: Math.min(section.offset + section.size, memory.size) }
  }
  const at = (address: number | undefined) => (address === undefined ? undefined : memory.offsetOf(address))
  const [funcDataStart, indexStart] = [at(data?.funcData), at(data?.functionIndex)]
  /** The first of what is known to begin after an offset. */
  const endAfter = (from: number, others: readonly (number | undefined)[]) =>
    [...others, ...groups.values(), indexStart, funcDataStart, at(data?.endOfTable), sectionOf(from).to]
      .filter((one): one is number => one !== undefined && one > from)
      .reduce((least, one) => Math.min(least, one), memory.size)
  const firstPointers = (parts: readonly TypePart[], after: number) =>
    parts.reduce<number | undefined>(
      (least, { kind, from }) =>
        kind === 'pointers' && from > after && from < (least ?? Number.POSITIVE_INFINITY) ? from : least,
      undefined,
    )
  return {
    text,
    functionIndex:
      indexStart === undefined
        ? undefined
        : {
            from: indexStart,
            to: indexStart + Math.ceil((text.to - text.from) / codeOfBucket) * bytesOfBucket,
          },
    funcData: data === undefined || funcDataStart === undefined ? undefined : funcDataExtent(funcDataStart),
    types(parts) {
      const from = at(data?.types)
      if (from === undefined) return nothing
      const limit = endAfter(from, [])
      let to = from
      for (const part of parts) if (part.kind === 'type' && part.to <= limit) to = Math.max(to, part.to)
      const known = groups.get('go:string.*')
      return { from, to: data?.typeList.kind === 'sequence' || known === limit ? limit : to }
    },
    strings(types, parts) {
      const rodata = elf.sections.find(({ name }) => name === '.rodata')
      const isTogether = rodata === undefined || (types.from >= rodata.offset && types.from < rodata.offset + rodata.size)
      const from = groups.get('go:string.*') ?? (isTogether ? types.to : rodata.offset)
      const to = endAfter(from, [firstPointers(parts, from)])
      return { from, to: groups.size > 0 ? to : beforeDescriptors(memory, text, { from, to }) }
    },
  }

  function funcDataExtent(from: number): Extent {
    const isSeparate = groups.size > 0 || data?.endOfTable !== undefined
    const pointers = isSeparate || data === undefined ? undefined : firstPointers(readTypes(memory, data, []), from)
    return { from, to: endAfter(from, [pointers]) }
  }
}

function findText({ memory, elf, header, data }: RegionSource): Extent {
  const section = elf.sections.find(({ name }) => name === '.text')
  const address = data?.text ?? (header.textStart === 0 ? undefined : header.textStart)
  const from = (address === undefined ? undefined : memory.offsetOf(address)) ?? section?.offset
  if (from === undefined) return nothing
  const { end } = functionEntry(memory, header, header.count - 1)
  return { from, to: Math.min(from + end, memory.size) }
}

/** Since Go 1.26 pointers to functions lie between the strings and what follows them. */
function beforeDescriptors({ word, addressOf, pointerSize }: Memory, text: Extent, { from, to }: Extent): Extent['to'] {
  const start = addressOf(text.from) ?? 0
  const end = start + text.to - text.from
  let at = Math.floor(to / pointerSize) * pointerSize
  while (at - pointerSize >= from) {
    const value = word(at - pointerSize)
    if (value < start || value >= end) break
    at -= pointerSize
  }
  return at
}
