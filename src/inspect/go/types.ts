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

/** A piece of the file that describes types. */
export interface TypePart extends Extent {
  /** Import path, escaped as the file has it; undefined where types of several packages, or none, need it. */
  readonly owner: string | undefined
  /** Descriptors and names, tables of methods for interfaces, and which words of a value are pointers. */
  readonly kind: 'type' | 'itab' | 'pointers'
}

/** Of descriptors and their members. */
const most = 1 << 22
const deepest = 64

/**
 * @param roots offsets of the file at which code or data expects a descriptor; where there is none, it is passed over
 */
export function readTypes(memory: Memory, data: ModuleData, roots: Iterable<number>): readonly TypePart[] {
  const reader = new TypeReader(memory, data)
  reader.addListed()
  for (const root of roots) reader.add(root)
  reader.addInterfaceTables()
  reader.readAll()
  return reader.parts()
}

class TypeReader {
  readonly #region: TypeRegion
  readonly #memory: Memory
  readonly #word: number
  readonly #data: ModuleData
  readonly #budget = { left: most }
  readonly #found = new Map<number, TypeDescriptor | undefined>()
  readonly #queue: TypeDescriptor[] = []
  readonly #owners = new Map<number, string | undefined>()
  readonly #itabs: (Extent & { readonly type: number })[] = []

  constructor(memory: Memory, data: ModuleData) {
    this.#region = typeRegion(memory, data)
    this.#memory = memory
    this.#word = memory.pointerSize
    this.#data = data
  }

  add(at: number | undefined): void {
    if (at === undefined || at < this.#region.from || at >= this.#region.to || this.#found.has(at)) return
    if (this.#budget.left <= 0) return
    this.#budget.left -= 1
    const read = readTypeDescriptor(this.#region, at, this.#budget)
    this.#found.set(at, read)
    if (read !== undefined) this.#queue.push(read)
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
      const next = this.#found.get(at)?.end ?? at + this.#word
      at = Math.ceil((next - from) / this.#word) * this.#word + from
    }
  }

  readAll(): void {
    for (let one = this.#queue.pop(); one !== undefined; one = this.#queue.pop()) {
      for (const other of one.components) this.add(other)
      for (const other of one.others) this.add(other)
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
    this.add(inter)
    this.add(type)
    const isInterface = inter !== undefined && this.#found.get(inter)?.kind === typeKinds.interface
    const methods = isInterface ? this.#memory.word(inter + typeHeaderSize(this.#word) + 2 * this.#word) : 1
    const to = at + 2 * this.#word + 8 + Math.max(1, methods) * this.#word
    if (type === undefined || to > this.#memory.size) return undefined
    this.#itabs.push({ from: at, to, type })
    return to
  }

  #owner(at: number, depth = 0): string | undefined {
    if (this.#owners.has(at)) return this.#owners.get(at)
    const found = this.#found.get(at)
    if (found === undefined || depth > deepest) return undefined
    // a type that contains itself without a name does not exist in Go, but may in a damaged file
    this.#owners.set(at, undefined)
    const owner = this.#ownerOf(found, depth)
    this.#owners.set(at, owner)
    return owner
  }

  #ownerOf({ path, isNamed, components }: TypeDescriptor, depth: number): string | undefined {
    if (path !== '' && path !== shapes) return path
    // int, string and their like
    if (isNamed) return undefined
    let only: string | undefined
    for (const component of components) {
      const owner = this.#owner(component, depth + 1)
      if (owner === undefined || owner === only) continue
      if (only !== undefined) return undefined
      only = owner
    }
    return only
  }

  parts(): readonly TypePart[] {
    const parts: TypePart[] = []
    for (const found of this.#found.values()) {
      if (found === undefined) continue
      const owner = this.#owner(found.at)
      parts.push({ from: found.at, to: found.end, owner, kind: 'type' })
      for (const from of found.names) {
        const to = this.#region.endOfName(from)
        if (to !== undefined) parts.push({ from, to, owner, kind: 'type' })
      }
      if (found.pointers !== undefined) parts.push({ ...found.pointers, owner, kind: 'pointers' })
    }
    for (const { from, to, type } of this.#itabs) {
      parts.push({ from, to, owner: this.#owner(type), kind: 'itab' })
    }
    return parts
  }
}
