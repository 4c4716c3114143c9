/** The symbol table for debuggers, which `-ldflags=-s` omits. */
import { NumberList } from '../../common/number-list.ts'

/** More than the largest programs have; the rest is not read. */
export const mostSymbols = 1 << 22
const longestName = 1 << 14

/** The symbols that are in a section, by number. A name is decoded only when it is needed. */
export class ProgramSymbols {
  readonly #names: Uint8Array
  readonly #places = new NumberList()
  readonly #addresses: number[] = []
  readonly #sizes: number[] = []
  readonly #functions = new NumberList()

  /** @param names of all symbols, each ended by a zero byte */
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

  /** undefined if it is not terminated. */
  name(number: number): string | undefined {
    const from = this.#places.at(number) >>> 0
    const name = this.#names.subarray(from, from + longestName)
    const length = name.indexOf(0)
    return length < 0 ? undefined : decoder.decode(name.subarray(0, length))
  }

  /** Whether the symbol has this name, which must be ASCII. */
  isNamed(number: number, name: string): boolean {
    const from = this.#places.at(number) >>> 0
    for (let index = 0; index < name.length; index++) {
      if (this.#names[from + index] !== name.charCodeAt(index)) return false
    }
    return this.#names[from + name.length] === 0
  }

  /** The symbols for which `isWanted` is true. */
  filter(isWanted: (address: number, size: number) => boolean): ProgramSymbols {
    const wanted = new ProgramSymbols(this.#names)
    for (let number = 0; number < this.count; number++) {
      const address = this.address(number)
      const size = this.size(number)
      if (isWanted(address, size)) {
        wanted.add(this.#places.at(number), address, size, this.isFunction(number))
      }
    }
    return wanted
  }

  /** The same with other sizes, by number. */
  withSizes(sizes: Float64Array): ProgramSymbols {
    const sized = new ProgramSymbols(this.#names)
    for (let number = 0; number < this.count; number++) {
      sized.add(this.#places.at(number), this.address(number), sizes[number] ?? 0, this.isFunction(number))
    }
    return sized
  }
}

export const noSymbols = new ProgramSymbols(new Uint8Array())

const decoder = new TextDecoder()
