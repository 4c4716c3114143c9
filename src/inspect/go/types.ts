/**
 * Type descriptors of a Go program for reflection, interfaces and the garbage collector, with the package of each. The format is
 * that of Go 1.20 and later.
 */
import { NumberList } from '../../common/number-list.ts'
import type { Memory } from './memory.ts'
import type { ModuleData } from './moduledata.ts'
import { TypeDescriptorReader, typeHeaderSize, typeKinds } from './type-descriptor.ts'
import type { TypeDescriptors } from './type-descriptors.ts'
import { nowhere, TypeRegion } from './type-region.ts'

/** `type`: descriptors and names. `itab`: method tables of interfaces. `pointers`: pointer bitmaps. */
export type TypePartKind = 'type' | 'itab' | 'pointers'

/** Receives a part of the file. `owner` is the number of a path; 0 if types of several packages, or of none, use the part. */
export type UseTypePart = (from: number, to: number, owner: number) => void

/** The compiler's name for the package of types that represent all type arguments of one layout. */
const shapes = 'go.shape'
const deepest = 64
/** An owner that has not been determined. */
const unknown = -1
/** Marks an offset without a descriptor. */
const noType = -1

/** The types that the program lists, and those that they refer to. */
export class GoTypes {
  readonly #region: TypeRegion
  readonly #memory: Memory
  readonly #word: number
  readonly #data: ModuleData
  readonly #reader: TypeDescriptorReader
  readonly #types: TypeDescriptors
  /** By word of the region: the number of the descriptor there, counted from 1; 0 if not read. */
  readonly #places: Int32Array
  /** Number of descriptors whose links have been followed. */
  #followed = 0
  /** By number of a descriptor. */
  #owners = new Int32Array(0)
  /** Offsets, ends and descriptors of method tables. */
  readonly #itabs = { from: new NumberList(), to: new NumberList(), type: new NumberList() } as const

  constructor(memory: Memory, data: ModuleData) {
    this.#region = new TypeRegion(memory, data)
    this.#reader = new TypeDescriptorReader(this.#region)
    this.#types = this.#reader.descriptors
    this.#memory = memory
    this.#word = memory.pointerSize
    this.#data = data
    this.#places = new Int32Array(Math.ceil((this.#region.to - this.#region.from) / this.#word))
    this.#addListed()
    this.#addInterfaceTables()
    this.#follow()
  }

  /** Import paths by number, escaped as in the file; the first means none. */
  get paths(): readonly string[] {
    return this.#region.paths
  }

  /** @param roots file offsets at which code or data expects a descriptor; others are skipped */
  addRoots(roots: Int32Array): void {
    for (let index = 0; index < roots.length; index++) this.#add(roots[index] ?? 0)
    this.#follow()
  }

  #add(at: number): void {
    const offset = at - this.#region.from
    if (offset < 0 || offset % this.#word !== 0) return
    const place = offset / this.#word
    if (this.#places[place] !== 0 || this.#reader.isExhausted) return
    this.#places[place] = this.#reader.read(at) ? this.#types.count : noType
  }

  /** The number of the descriptor at an offset; negative if none was read there. */
  #numberAt(at: number): number {
    const offset = at - this.#region.from
    return offset < 0 || offset % this.#word !== 0 ? noType : (this.#places[offset / this.#word] ?? 0) - 1
  }

  #addListed(): void {
    const { typeList } = this.#data
    const { from, to } = this.#region
    if (typeList.kind === 'links') {
      const links = this.#memory.offsetOf(typeList.links.address)
      for (let index = 0; links !== undefined && index < typeList.links.length; index++) {
        this.#add(from + this.#memory.u32(links + 4 * index))
      }
      return
    }
    const end = Math.min(from + typeList.size, to)
    for (let at = from + this.#word; at < end; ) {
      this.#add(at)
      const number = this.#numberAt(at)
      const next = number < 0 ? at + this.#word : this.#types.ends.at(number)
      at = Math.ceil((next - from) / this.#word) * this.#word + from
    }
  }

  /** Reads descriptors that others refer to. */
  #follow(): void {
    const { links, endsOfLinks } = this.#types
    let next = this.#followed === 0 ? 0 : endsOfLinks.at(this.#followed - 1)
    for (; this.#followed < this.#types.count; this.#followed++) {
      for (const end = endsOfLinks.at(this.#followed); next < end; next++) this.#add(links.at(next))
    }
  }

  #addInterfaceTables(): void {
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
    for (let at = start; at < end; ) {
      const next = this.#addInterfaceTable(at)
      at = next === nowhere ? end : next
    }
  }

  /** Returns the offset of a possible next table. */
  #addInterfaceTable(at: number): number {
    if (at === nowhere) return nowhere
    const inter = this.#region.pointer(at)
    const type = this.#region.pointer(at + this.#word)
    if (inter !== nowhere) this.#add(inter)
    if (type !== nowhere) this.#add(type)
    const isInterface =
      inter !== nowhere && this.#types.kinds.at(this.#numberAt(inter)) === typeKinds.interface
    const methods = isInterface ? this.#memory.word(inter + typeHeaderSize(this.#word) + 2 * this.#word) : 1
    const to = at + 2 * this.#word + 8 + Math.max(1, methods) * this.#word
    if (type === nowhere || to > this.#memory.size) return nowhere
    this.#itabs.from.push(at)
    this.#itabs.to.push(to)
    this.#itabs.type.push(type)
    return to
  }

  #owner(number: number, depth = 0): number {
    const known = this.#owners[number]
    if (known !== undefined && known !== unknown) return known
    if (known === undefined || depth > deepest) return 0
    // Go has no unnamed type that contains itself, but a damaged file may
    this.#owners[number] = 0
    const owner = this.#findOwner(number, depth)
    this.#owners[number] = owner
    return owner
  }

  #findOwner(number: number, depth: number): number {
    const { paths, named, links, endsOfLinks, endsOfComponents } = this.#types
    const path = paths.at(number)
    if (path !== 0 && this.paths[path] !== shapes) return path
    // int, string and other predeclared types
    if (named.at(number) === 1) return 0
    let only = 0
    const end = endsOfComponents.at(number)
    for (let index = number === 0 ? 0 : endsOfLinks.at(number - 1); index < end; index++) {
      const owner = this.#owner(this.#numberAt(links.at(index)), depth + 1)
      if (owner === 0 || owner === only) continue
      if (only !== 0) return 0
      only = owner
    }
    return only
  }

  /** Calls `use` with each part of a kind. */
  each(kind: TypePartKind, use: UseTypePart): void {
    if (this.#owners.length !== this.#types.count) {
      this.#owners = new Int32Array(this.#types.count).fill(unknown)
    }
    if (kind === 'itab') {
      const { from, to, type } = this.#itabs
      for (let index = 0; index < from.length; index++) {
        use(from.at(index), to.at(index), this.#owner(this.#numberAt(type.at(index))))
      }
    } else if (kind === 'type') this.#eachType(use)
    else {
      const { count, pointers, pointerBytes } = this.#types
      for (let number = 0; number < count; number++) {
        const from = pointers.at(number)
        if (from !== nowhere) use(from, from + pointerBytes.at(number), this.#owner(number))
      }
    }
  }

  /** Descriptors, each with its names. */
  #eachType(use: UseTypePart): void {
    const { count, at, ends, names, endsOfNames } = this.#types
    let next = 0
    for (let number = 0; number < count; number++) {
      const owner = this.#owner(number)
      use(at.at(number), ends.at(number), owner)
      for (const end = endsOfNames.at(number); next < end; next++) {
        const from = names.at(next)
        const to = this.#region.endOfName(from)
        if (to !== nowhere) use(from, to, owner)
      }
    }
  }

  /** The offset of the first pointer bitmap after an offset. */
  firstPointersAfter(offset: number): number | undefined {
    let least = Number.POSITIVE_INFINITY
    const { pointers } = this.#types
    for (let number = 0; number < pointers.length; number++) {
      const from = pointers.at(number)
      if (from > offset && from < least) least = from
    }
    return least === Number.POSITIVE_INFINITY ? undefined : least
  }
}
