/** The symbol table of a Windows executable. */
import { byteView, orProblem } from '../bytes/byte-view.ts'
import { inferSizes } from '../executable/infer-sizes.ts'
import { mostSymbols, noSymbols, ProgramSymbols } from '../executable/symbols.ts'
import { coffSymbolSize, type Pe, type PeSection, peSectionFlag } from './pe.ts'

const shortName = 8
/** IMAGE_SYM_CLASS_SECTION and _FILE, which are ignored. */
const unwanted = new Set([103, 104])
const firstReserved = 0x8000

export function readPeSymbols(
  bytes: Uint8Array,
  { symbols, sections, imageBase, link }: Pick<Pe, 'symbols' | 'sections' | 'imageBase' | 'link'>,
): ProgramSymbols {
  const count = Math.min(symbols.count, mostSymbols)
  if (count === 0) return noSymbols
  const read = orProblem(() => {
    const view = byteView(bytes, true)
    const stringsAt = symbols.offset + symbols.count * coffSymbolSize
    const long = bytes.subarray(stringsAt, stringsAt + view.u32(stringsAt))
    const names = new Names(bytes, long, Math.min(count, Math.floor(bytes.length / coffSymbolSize)))
    const found: (readonly [name: number, address: number, isFunction: boolean])[] = []
    for (let index = 0; index < count; index++) {
      const at = symbols.offset + index * coffSymbolSize
      view.need(at, coffSymbolSize)
      const section = view.u16(at + 12)
      const [home, kind] = [sections[section - 1], bytes[at + 16] ?? 0]
      // skip the auxiliary entries of the symbol
      index += bytes[at + 17] ?? 0
      if (home === undefined || section >= firstReserved || unwanted.has(kind)) continue
      const address = imageBase + home.address + view.u32(at + 8)
      const isFunction = (home.flags & peSectionFlag.execute) !== 0
      found.push([view.u32(at) === 0 ? view.u32(at + 4) : names.add(at), address, isFunction])
    }
    const all = new ProgramSymbols(names.bytes)
    for (const [name, address, isFunction] of found) all.add(name, address, 0, isFunction)
    const places = sections.map((one) => addressesOf(one, imageBase))
    return inferSizes(all, places, { isAscending: link === 'internal' })
  })
  return read.ok ? read.value : noSymbols
}

function addressesOf({ address, size, memorySize }: PeSection, imageBase: number) {
  return { address: imageBase + address, size: memorySize === 0 ? size : memorySize }
}

/** The names of all symbols: the long ones as in the file, followed by the short ones. */
class Names {
  readonly #file: Uint8Array
  readonly #all: Uint8Array
  #end: number

  /** @param most maximum number of short names */
  constructor(file: Uint8Array, long: Uint8Array, most: number) {
    this.#file = file
    this.#all = new Uint8Array(long.length + most * (shortName + 1))
    this.#all.set(long)
    this.#end = long.length
  }

  get bytes(): Uint8Array {
    return this.#all
  }

  /** Adds the short name of the entry at an offset; returns its offset in these names. */
  add(at: number): number {
    const place = this.#end
    this.#all.set(this.#file.subarray(at, at + shortName), place)
    this.#end += shortName + 1
    return place
  }
}
