/** The symbol table that debuggers use, and that `-ldflags=-s` leaves out. */
import { NumberList } from '../../common/number-list.ts'
import { orProblem } from '../bytes/byte-view.ts'
import { sectionType } from './constants.ts'
import { type Elf, layoutOf } from './elf.ts'

const mostSymbols = 1 << 22
const functionType = 2
const wideEntry = { entry: 24, info: 4, section: 6, address: 8, size: 16 } as const
const narrowEntry = { entry: 16, info: 12, section: 14, address: 4, size: 8 } as const
/** Of no use here: sections and files. */
const unwanted = new Set([3, 4])
const longestName = 1 << 14
/** Numbers of sections that are none. */
const firstReserved = 0xff00

/** Symbols in a section, by number; a name is read only when it is needed. */
export class ElfSymbols {
  readonly #names: Uint8Array
  readonly #places = new NumberList()
  readonly #addresses: number[] = []
  readonly #sizes: number[] = []
  readonly #functions = new NumberList()

  /** @param names of all symbols, each with a zero byte at its end */
  constructor(names: Uint8Array) {
    this.#names = names
  }

  get count(): number {
    return this.#sizes.length
  }

  add(name: number, address: number, size: number, isFunction: boolean): void {
    this.#places.push(name)
    this.#addresses.push(address)
    this.#sizes.push(size)
    this.#functions.push(isFunction ? 1 : 0)
  }

  address(number: number): number {
    return this.#addresses[number] ?? 0
  }

  size(number: number): number {
    return this.#sizes[number] ?? 0
  }

  isFunction(number: number): boolean {
    return this.#functions.at(number) === 1
  }

  /** undefined where it does not end. */
  name(number: number): string | undefined {
    const from = this.#places.at(number) >>> 0
    const name = this.#names.subarray(from, from + longestName)
    const length = name.indexOf(0)
    return length < 0 ? undefined : decoder.decode(name.subarray(0, length))
  }

  /** Whether it has this name, of ASCII characters. */
  isNamed(number: number, name: string): boolean {
    const from = this.#places.at(number) >>> 0
    for (let index = 0; index < name.length; index++) {
      if (this.#names[from + index] !== name.charCodeAt(index)) return false
    }
    return this.#names[from + name.length] === 0
  }

  /** Those for which it is true. */
  filter(isWanted: (address: number, size: number) => boolean): ElfSymbols {
    const wanted = new ElfSymbols(this.#names)
    for (let number = 0; number < this.count; number++) {
      const address = this.address(number)
      const size = this.size(number)
      if (isWanted(address, size)) {
        wanted.add(this.#places.at(number), address, size, this.isFunction(number))
      }
    }
    return wanted
  }
}

export const noSymbols = new ElfSymbols(new Uint8Array())

/** Those of sections and files themselves are left out; none where the table is missing or damaged. */
export function readSymbolTable(bytes: Uint8Array, { sections }: Pick<Elf, 'sections'>): ElfSymbols {
  const table = sections.find(({ type }) => type === sectionType.symbolTable)
  const strings = sections.find(({ name }) => name === '.strtab')
  if (table === undefined || strings === undefined) return noSymbols
  const read = orProblem(() => {
    const { view, wide, word } = layoutOf(bytes)
    const found = new ElfSymbols(bytes.subarray(strings.offset, strings.offset + strings.size))
    const place = wide ? wideEntry : narrowEntry
    const count = Math.min(Math.floor(table.size / place.entry), mostSymbols)
    for (let index = 1; index < count; index++) {
      const at = table.offset + index * place.entry
      view.need(at, place.entry)
      const type = (bytes[at + place.info] ?? 0) & 15
      const section = view.u16(at + place.section)
      if (section === 0 || section >= firstReserved || unwanted.has(type)) continue
      const address = word(at + place.address)
      const size = word(at + place.size)
      found.add(view.u32(at), address, size, type === functionType)
    }
    return found
  })
  return read.ok ? read.value : noSymbols
}

const decoder = new TextDecoder()
