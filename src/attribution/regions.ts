/** File offsets of parts of a Go program without their own section. */

import type { Extent } from '../inspect/bytes/extent.ts'
import type { Executable } from '../inspect/executable/executable.ts'
import type { ProgramSymbols } from '../inspect/executable/symbols.ts'
import type { Memory } from '../inspect/go/memory.ts'
import type { ModuleData } from '../inspect/go/moduledata.ts'
import { FunctionTable, type PcHeader } from '../inspect/go/pclntab.ts'
import type { GoTypes } from '../inspect/go/types.ts'

export interface GoRegions {
  readonly text: Extent
  readonly funcData: Extent | undefined
  /** The index of functions by address. */
  readonly functionIndex: Extent | undefined
  /** Complete only after all types are read. */
  types(): Extent
  /** String constants. The linker sorts them by length. */
  strings(types: Extent): Extent
}

export interface RegionSource {
  readonly memory: Memory
  readonly executable: Executable
  readonly header: PcHeader
  readonly data: ModuleData | undefined
  readonly types: GoTypes | undefined
  readonly symbols: ProgramSymbols
}

const nothing: Extent = { from: 0, to: 0 }
/** Symbols at which the linker's groups of data begin. */
const groupNames = [
  'go:string.*',
  'go:funcdesc',
  'go:func.*',
  'runtime.gcbits.*',
  'runtime.findfunctab',
] as const
/** The runtime's findfunctab has an entry of 4 bytes per 4096 bytes of code, and one of 1 byte per 256 bytes of code. */
const codeOfEntry = { offset: 4096, byte: 256 } as const
/** Sections that contain only constants. `.rdata` on Windows contains other parts too. */
const constantSections = new Set(['.rodata', '__rodata'])
const codeSections = new Set(['.text', '__text'])

export function findRegions(source: RegionSource): GoRegions {
  const { memory, data } = source
  const text = findText(source)
  const bounds = new Bounds(source)
  const at = (address: number | undefined) => (address === undefined ? undefined : memory.offsetOf(address))
  const [funcData, index] = [at(data?.funcData), at(data?.functionIndex)]
  const code = text.to - text.from
  const indexSize = 4 * Math.ceil(code / codeOfEntry.offset) + Math.ceil(code / codeOfEntry.byte)
  return {
    text,
    functionIndex: index === undefined ? undefined : { from: index, to: index + indexSize },
    funcData: funcData === undefined ? undefined : { from: funcData, to: bounds.endOfFuncData(funcData) },
    types() {
      const from = at(data?.types)
      return from === undefined ? nothing : { from, to: bounds.endOfTypes(from) }
    },
    strings(types) {
      const extent = bounds.strings(types)
      return bounds.hasGroups ? extent : { ...extent, to: beforeDescriptors(memory, text, extent) }
    },
  }
}

/** Ends of parts. The program records only their starts, so a part ends where the next one starts, or earlier. */
class Bounds {
  readonly #source: RegionSource
  readonly #groups = new Map<string, number>()
  readonly #starts: readonly number[]

  constructor(source: RegionSource) {
    this.#source = source
    const { memory, symbols, data } = source
    for (let number = 0; number < symbols.count; number++) {
      const name = groupNames.find((one) => symbols.isNamed(number, one))
      const offset = name === undefined ? undefined : memory.offsetOf(symbols.address(number))
      if (name !== undefined && offset !== undefined) this.#groups.set(name, offset)
    }
    const lists = data?.typeList.kind === 'links' ? [data.typeList.links, data.typeList.itabs] : []
    const addresses = [data?.functionIndex, data?.funcData, data?.endOfTable].concat(
      lists.map(({ address, length }) => (length === 0 ? undefined : address)),
    )
    const offsets = addresses.flatMap((one) => (one === undefined ? [] : [memory.offsetOf(one)]))
    this.#starts = [...this.#groups.values(), ...offsets, source.header.at].filter((one) => one !== undefined)
  }

  /** Whether the starts of the groups of data are known from symbols. */
  get hasGroups(): boolean {
    return this.#groups.size > 0
  }

  #endOfSection(offset: number): number {
    const { executable, memory } = this.#source
    const home = executable.sections.find(
      (one) => one.content !== 'none' && offset >= one.offset && offset < one.offset + one.size,
    )
    return home === undefined ? memory.size : home.offset + home.size
  }

  #endAfter(from: number, other?: number): number {
    const ends = [...this.#starts, this.#endOfSection(from), this.#source.memory.size]
    return ends
      .filter((one) => one > from)
      .reduce((least, one) => Math.min(least, one), other ?? Number.POSITIVE_INFINITY)
  }

  endOfFuncData(from: number): number {
    const { data, types } = this.#source
    const isSeparate = this.hasGroups || data?.endOfTable !== undefined
    return this.#endAfter(from, isSeparate ? undefined : types?.firstPointersAfter(from))
  }

  endOfTypes(from: number): number {
    const limit = this.#endAfter(from)
    const isLimit =
      this.#source.data?.typeList.kind === 'sequence' || this.#groups.get('go:string.*') === limit
    if (isLimit) return limit
    let last = from
    this.#source.types?.each('type', (_, to) => {
      if (to <= limit) last = Math.max(last, to)
    })
    return last
  }

  strings(types: Extent): Extent {
    const from = this.#groups.get('go:string.*') ?? this.#startOfStrings(types)
    return { from, to: this.#endAfter(from, this.#source.types?.firstPointersAfter(from)) }
  }

  /** After the types if these come first, else the start of the read-only data. */
  #startOfStrings(types: Extent): number {
    const { executable, memory, data } = this.#source
    const rodata = executable.sections.find(({ name }) => constantSections.has(name))
    if (rodata !== undefined) {
      const isTogether = types.from >= rodata.offset && types.from < rodata.offset + rodata.size
      return isTogether ? types.to : rodata.offset
    }
    const constants = data === undefined ? undefined : memory.offsetOf(data.constants)
    return constants === undefined || constants === types.from ? types.to : constants
  }
}

function findText({ memory, executable, header, data }: RegionSource): Extent {
  const section = executable.sections.find(({ name }) => codeSections.has(name))
  const address = data?.text ?? (header.textStart === 0 ? undefined : header.textStart)
  const from = (address === undefined ? undefined : memory.offsetOf(address)) ?? section?.offset
  if (from === undefined) return nothing
  const { end } = new FunctionTable(memory, header).read(header.count - 1)
  return { from, to: Math.min(from + end, memory.size) }
}

/** Fewer words that look like pointers to functions may be the end of a string. */
const fewestDescriptors = 8
/** Since Go 1.26, pointers to functions are between the strings and the next part. */
function beforeDescriptors(memory: Memory, text: Extent, { from, to }: Extent): Extent['to'] {
  const { pointerSize } = memory
  const start = memory.addressOf(text.from) ?? 0
  const end = start + text.to - text.from
  let at = Math.floor(to / pointerSize) * pointerSize
  while (at - pointerSize >= from) {
    const value = memory.word(at - pointerSize)
    if (value < start || value >= end) break
    at -= pointerSize
  }
  return to - at < fewestDescriptors * pointerSize ? to : at
}
