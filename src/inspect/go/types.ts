/**
 * The descriptions of types that a Go program carries for reflection, interfaces and the garbage collector, with the
 * package that each belongs to. The form is that of Go 1.20 and later.
 */
import type { Extent } from '../bytes/extent.ts'
import type { Memory } from './memory.ts'
import type { ModuleData } from './moduledata.ts'
import { readTypeDescriptor, type TypeDescriptor, typeHeaderSize, typeKinds } from './type-descriptor.ts'
import { type TypeRegion, typeRegion } from './type-region.ts'

/** The compiler's name for the package of types that stand for all type arguments of one layout. */
const shapes = 'go.shape'

/** Descriptors and names, tables of methods for interfaces, and which words of a value are pointers. */
export type TypePartKind = 'type' | 'itab' | 'pointers'

/** Pieces of the file that describe types, by their numbers; a large program has hundreds of thousands. */
export class TypeParts {
  readonly kinds: TypePartKind[] = []
  readonly from: number[] = []
  readonly to: number[] = []
  /** Import paths, escaped as the file has them; undefined where types of several packages, or none, need it. */
  readonly owners: (string | undefined)[] = []

  get length(): number {
    return this.kinds.length
  }

  add(kind: TypePartKind, from: number, to: number, owner: string | undefined): void {
    this.kinds.push(kind)
    this.from.push(from)
    this.to.push(to)
    this.owners.push(owner)
  }

  /** Calls `use` with each piece of a kind. */
  each(kind: TypePartKind, use: (from: number, to: number, owner: string | undefined) => void): void {
    for (let index = 0; index < this.length; index++) {
      if (this.kinds[index] === kind) use(this.from[index] ?? 0, this.to[index] ?? 0, this.owners[index])
    }
  }
}

/** Of descriptors and their members. */
const most = 1 << 22
const deepest = 64

/**
 * @param roots offsets of the file at which code or data expects a descriptor; where there is none, it is passed over
 */
export function readTypes(memory: Memory, data: ModuleData, roots: Iterable<number>): TypeParts {
  const reader = new TypeReader(memory, data)
  reader.addListed()
  for (const root of roots) reader.add(root)
  reader.addInterfaceTables()
  reader.readAll()
  return reader.parts()
}

/** A place where no descriptor is. */
const noType = -1

class TypeReader {
  readonly #region: TypeRegion
  readonly #memory: Memory
  readonly #word: number
  readonly #data: ModuleData
  readonly #budget = { left: most }
  /** By word of the region: the number of the descriptor there from 1 on, 0 for what was not read. */
  readonly #places: Int32Array
  readonly #types: TypeDescriptor[] = []
  /** By number; null for none. */
  readonly #owners: (string | null)[] = []
  /** Names, and for each descriptor where its own end. */
  readonly #names: number[] = []
  readonly #ends: number[] = []
  readonly #itabs: (Extent & { readonly type: number })[] = []

  constructor(memory: Memory, data: ModuleData) {
    this.#region = typeRegion(memory, data)
    this.#memory = memory
    this.#word = memory.pointerSize
    this.#data = data
    this.#places = new Int32Array(Math.ceil((this.#region.to - this.#region.from) / this.#word))
  }

  add(at: number): void {
    const place = (at - this.#region.from) / this.#word
    // undefined outside of the region, and between two words
    if (this.#places[place] !== 0 || this.#budget.left <= 0) return
    this.#budget.left -= 1
    const read = readTypeDescriptor(this.#region, at, this.#budget, this.#names)
    if (read !== undefined) {
      this.#types.push(read)
      this.#ends.push(this.#names.length)
    }
    this.#places[place] = read === undefined ? noType : this.#types.length
  }

  #typeAt(at: number): TypeDescriptor | undefined {
    return this.#types[this.#numberAt(at)]
  }

  /** -1 or less where none was read. */
  #numberAt(at: number): number {
    return (this.#places[(at - this.#region.from) / this.#word] ?? 0) - 1
  }

  addListed(): void {
    const { typeList } = this.#data
    const { from, to } = this.#region
    if (typeList.kind === 'links') {
      const links = this.#memory.offsetOf(typeList.links.address)
      for (let index = 0; links !== undefined && index < typeList.links.length; index++) {
        this.add(from + this.#memory.u32(links + 4 * index))
      }
      return
    }
    const end = Math.min(from + typeList.size, to)
    for (let at = from + this.#word; at < end; ) {
      this.add(at)
      const next = this.#typeAt(at)?.end ?? at + this.#word
      at = Math.ceil((next - from) / this.#word) * this.#word + from
    }
  }

  /** Those that others lead to. */
  readAll(): void {
    for (let number = 0; number < this.#types.length; number++) {
      for (const other of this.#types[number]?.links ?? []) this.add(other)
    }
  }

  addInterfaceTables(): void {
    const { typeList } = this.#data
    if (typeList.kind === 'links') {
      const list = this.#memory.offsetOf(typeList.itabs.address)
      for (let index = 0; list !== undefined && index < typeList.itabs.length; index++) {
        this.#addInterfaceTable(this.#region.pointer(list + index * this.#word))
      }
      return
    }
    const start = this.#memory.offsetOf(typeList.itabs.from)
    if (start === undefined) return
    const end = Math.min(start + typeList.itabs.to - typeList.itabs.from, this.#memory.size)
    for (let at = start; at < end; ) at = this.#addInterfaceTable(at) ?? end
  }

  /** Where the next one would begin. */
  #addInterfaceTable(at: number | undefined): number | undefined {
    if (at === undefined) return undefined
    const [inter, type] = [this.#region.pointer(at), this.#region.pointer(at + this.#word)]
    if (inter !== undefined) this.add(inter)
    if (type !== undefined) this.add(type)
    const isInterface = inter !== undefined && this.#typeAt(inter)?.kind === typeKinds.interface
    const methods = isInterface ? this.#memory.word(inter + typeHeaderSize(this.#word) + 2 * this.#word) : 1
    const to = at + 2 * this.#word + 8 + Math.max(1, methods) * this.#word
    if (type === undefined || to > this.#memory.size) return undefined
    this.#itabs.push({ from: at, to, type })
    return to
  }

  #owner(number: number, depth = 0): string | undefined {
    const known = this.#owners[number]
    if (known !== undefined) return known ?? undefined
    const found = this.#types[number]
    if (found === undefined || depth > deepest) return undefined
    // a type that contains itself without a name does not exist in Go, but may in a damaged file
    this.#owners[number] = null
    const owner = this.#ownerOf(found, depth)
    this.#owners[number] = owner ?? null
    return owner
  }

  #ownerOf({ path, isNamed, links, components }: TypeDescriptor, depth: number): string | undefined {
    if (path !== '' && path !== shapes) return path
    // int, string and their like
    if (isNamed) return undefined
    let only: string | undefined
    for (let index = 0; index < components; index++) {
      const owner = this.#owner(this.#numberAt(links[index] ?? 0), depth + 1)
      if (owner === undefined || owner === only) continue
      if (only !== undefined) return undefined
      only = owner
    }
    return only
  }

  parts(): TypeParts {
    const parts = new TypeParts()
    let nextName = 0
    for (let number = 0; number < this.#types.length; number++) {
      const owner = this.#owner(number)
      const { at = 0, end = 0, pointers } = this.#types[number] ?? {}
      parts.add('type', at, end, owner)
      for (const stop = this.#ends[number] ?? 0; nextName < stop; nextName++) {
        const from = this.#names[nextName] ?? 0
        const to = this.#region.endOfName(from)
        if (to !== undefined) parts.add('type', from, to, owner)
      }
      if (pointers !== undefined) parts.add('pointers', pointers.from, pointers.to, owner)
    }
    for (const { from, to, type } of this.#itabs) {
      parts.add('itab', from, to, this.#owner(this.#numberAt(type)))
    }
    return parts
  }
}
