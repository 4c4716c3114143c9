/** The dynamic symbols of an ELF file: those that it provides, and those that its relocations need from other files. */
import type { Result } from '../../common/result.ts'
import type { Bytes } from '../bytes/byte-source.ts'
import { Malformed, orProblem } from '../bytes/byte-view.ts'
import { tag } from './constants.ts'
import { readEntries, valuesOf } from './dynamic.ts'
import { type Elf, layoutOf } from './elf.ts'
import { type ElfLayout, offsetOf } from './headers.ts'

export interface NeededSymbol {
  readonly name: string
  /** Whether all references are calls through the PLT: a loader may resolve these at the first call. */
  readonly lazy: boolean
}

export interface DynamicSymbols {
  /** Names that this file provides. */
  readonly provided: ReadonlySet<string>
  /** Names that are found only together with a version. musl ignores versions, so it never finds them. */
  readonly hidden: ReadonlySet<string>
  /** Names of symbols that are not weak and that relocations use, each once. */
  readonly needed: readonly NeededSymbol[]
}

/** More than the libraries of browsers have. */
const mostSymbols = 1 << 20
const mostRelocations = 1 << 23
const longestStrings = 1 << 26

const binding = { local: 0, weak: 2 } as const
const threadLocal = 6
/** VERSYM_HIDDEN marks a version that is not the default: the symbol is found only together with that version. */
const hiddenVersion = 0x8000

export function readSymbols(bytes: Bytes, { segments }: Pick<Elf, 'segments'>): Result<DynamicSymbols> {
  return orProblem(() => {
    const layout = layoutOf(bytes)
    const values = valuesOf(readEntries(layout, segments))
    const at = (wanted: number) => {
      const address = values.get(wanted)
      return address === undefined || address === 0 ? undefined : offsetOf(segments, address)
    }
    const table = new SymbolTable(layout, at, values)
    const needed = new Map<string, boolean>()
    for (const { symbol, lazy } of relocations(layout, at, values)) {
      const name = table.neededName(symbol)
      if (name !== undefined) needed.set(name, lazy && needed.get(name) !== false)
    }
    return {
      ...table.provided(),
      needed: [...needed].map(([name, lazy]) => ({ name, lazy })),
    }
  })
}

/** File offset of the table that a tag points to. */
type At = (tag: number) => number | undefined
type Values = ReadonlyMap<number, number>

class SymbolTable {
  readonly #layout: ElfLayout
  readonly #at: At
  readonly #start: number | undefined
  readonly #strings: string

  constructor(layout: ElfLayout, at: At, values: Values) {
    this.#layout = layout
    this.#at = at
    this.#start = at(tag.symbolTable)
    const strings = at(tag.stringTable)
    const size = values.get(tag.stringSize) ?? 0
    if (size > longestStrings) throw new Malformed('its names are longer than linkgate reads')
    this.#strings =
      strings === undefined ? '' : new TextDecoder('latin1').decode(layout.view.slice(strings, size))
  }

  provided(): Pick<DynamicSymbols, 'provided' | 'hidden'> {
    const provided = new Set<string>()
    const hidden = new Set<string>()
    const versions = this.#at(tag.versionSymbols)
    const count = this.#count()
    for (let index = 1; index < count; index++) {
      const isHidden =
        versions !== undefined && (this.#layout.view.u16(versions + 2 * index) & hiddenVersion) !== 0
      const { bind, type, section, value, name } = this.#symbol(index)
      // a symbol at address 0 is only valid if it is thread-local
      if (bind === binding.local || section === 0) continue
      if (value !== 0 || type === threadLocal) (isHidden ? hidden : provided).add(name)
    }
    return { provided, hidden }
  }

  /** undefined if this file provides the symbol, or if the symbol is weak or local. */
  neededName(index: number): string | undefined {
    if (index === 0) return undefined
    const { bind, section, name } = this.#symbol(index)
    const isNeeded = section === 0 && bind !== binding.weak && bind !== binding.local
    return isNeeded ? name : undefined
  }

  #symbol(index: number) {
    if (this.#start === undefined)
      throw new Malformed('its relocations name symbols, but it has no symbol table')
    const { view, wide, word } = this.#layout
    const at = this.#start + index * (wide ? 24 : 16)
    const [info = 0] = view.slice(at + (wide ? 4 : 12), 1)
    const start = view.u32(at)
    const end = this.#strings.indexOf('\0', start)
    if (end < 0) throw new Malformed('a name is not terminated')
    return {
      name: this.#strings.slice(start, end),
      bind: info >> 4,
      type: info & 0xf,
      section: view.u16(at + (wide ? 6 : 14)),
      value: word(at + (wide ? 8 : 4)),
    }
  }

  /** Number of symbols, which is only in the hash tables. */
  #count(): number {
    if (this.#start === undefined) return 0
    const { view } = this.#layout
    const plain = this.#at(tag.hash)
    const gnu = this.#at(tag.gnuHash)
    const count =
      plain === undefined ? (gnu === undefined ? 0 : this.#countInGnuHash(gnu)) : view.u32(plain + 4)
    if (count > mostSymbols) throw new Malformed('it has more symbols than linkgate reads')
    return count
  }

  /** DT_GNU_HASH: the last symbol is at the end of the last chain. */
  #countInGnuHash(at: number): number {
    const { view, wide } = this.#layout
    const buckets = view.u32(at)
    const first = view.u32(at + 4)
    if (buckets > mostSymbols) throw new Malformed('it has more symbols than linkgate reads')
    const bucketsAt = at + 16 + view.u32(at + 8) * (wide ? 8 : 4)
    let last = 0
    for (let index = 0; index < buckets; index++) last = Math.max(last, view.u32(bucketsAt + 4 * index))
    if (last < first) return first
    const chains = bucketsAt + 4 * buckets
    while ((view.u32(chains + 4 * (last - first)) & 1) === 0) last++
    return last + 1
  }
}

function* relocations(
  layout: ReturnType<typeof layoutOf>,
  at: At,
  values: Values,
): Generator<{ readonly symbol: number; readonly lazy: boolean }> {
  const hasAddends = values.get(tag.pltKind) === tag.rela
  const kinds = [
    { start: at(tag.rela), size: values.get(tag.relaSize), addends: true, lazy: false },
    { start: at(tag.rel), size: values.get(tag.relSize), addends: false, lazy: false },
    { start: at(tag.plt), size: values.get(tag.pltSize), addends: hasAddends, lazy: true },
  ]
  for (const { start, size = 0, addends, lazy } of kinds) {
    if (start === undefined) continue
    const entry = (layout.wide ? 8 : 4) * (addends ? 3 : 2)
    if (size / entry > mostRelocations) throw new Malformed('it has more relocations than linkgate reads')
    for (let offset = 0; offset + entry <= size; offset += entry) {
      const symbol = symbolOf(layout, start + offset)
      if (symbol !== 0) yield { symbol, lazy }
    }
  }
}

/** The index of the symbol that a relocation refers to; 0 if it refers to none, or has no effect (`R_*_NONE`). */
function symbolOf({ view, wide, littleEndian, word }: ReturnType<typeof layoutOf>, at: number): number {
  if (!wide) {
    const info = word(at + 4)
    return (info & 0xff) === 0 ? 0 : info >>> 8
  }
  const [low, high] = [view.u32(at + 8), view.u32(at + 12)]
  const [type, symbol] = littleEndian ? [low, high] : [high, low]
  return type === 0 ? 0 : symbol
}
