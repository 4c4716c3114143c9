/**
 * The descriptions of types that a Go program carries for reflection, interfaces and the garbage collector, with the
 * package that each belongs to. The form is that of Go 1.20 and later.
 */
import type { Memory } from './memory.ts'
import type { ModuleData } from './moduledata.ts'
import type { Extent } from './pclntab.ts'

/** A piece of the file that describes types. */
export interface TypePart extends Extent {
  /** Import path, escaped as the file has it; undefined where types of several packages, or none, need it. */
  readonly owner: string | undefined
  /** Descriptors and names, tables of methods for interfaces, and which words of a value are pointers. */
  readonly kind: 'type' | 'itab' | 'pointers'
}

const kinds = {
  array: 17,
  channel: 18,
  function: 19,
  interface: 20,
  map: 21,
  pointer: 22,
  slice: 23,
  struct: 25,
  last: 26,
} as const
const kindMask = 31
/** Up to Go 1.23, in the byte of the kind: the pointer data is a program. */
const kindProgram = 64
const flag = { uncommon: 1, named: 4, onDemand: 16 } as const
const nameFlag = { tag: 2, packagePath: 4 } as const

const mostTypes = 1 << 20
const mostMembers = 1 << 16
const longestName = 1 << 16
const deepest = 64
const largestGroup = 1 << 16

interface Descriptor {
  readonly at: number
  readonly kind: number
  readonly flags: number
  /** Where the part begins that its kind alone has. */
  readonly own: number
  readonly uncommon: number | undefined
  readonly end: number
  /** Offsets of the descriptors that it names. */
  readonly others: readonly number[]
  /** Offsets of names. */
  readonly names: readonly number[]
  /** Those of `others` that it is made of. */
  readonly components: readonly number[]
}

/**
 * @param roots offsets of the file at which code or data expects a descriptor; where there is none, it is passed over
 */
export function readTypes(memory: Memory, data: ModuleData, roots: Iterable<number>): readonly TypePart[] {
  const reader = new TypeReader(memory, data)
  for (const root of listedTypes(memory, data)) reader.add(root)
  for (const root of roots) reader.add(root)
  reader.addInterfaceTables()
  reader.readAll()
  return reader.parts()
}

function* listedTypes(memory: Memory, { types, typeList }: ModuleData): Generator<number> {
  const start = memory.offsetOf(types)
  if (start === undefined || typeList.kind !== 'links') return
  const links = memory.offsetOf(typeList.links.address)
  for (let index = 0; links !== undefined && index < typeList.links.length; index++) {
    yield start + memory.u32(links + 4 * index)
  }
}

class TypeReader {
  readonly #memory: Memory
  readonly #word: number
  readonly #data: ModuleData
  /** Of the region of types in the file. */
  readonly #start: number
  readonly #end: number
  readonly #found = new Map<number, Descriptor>()
  readonly #queue: number[] = []
  readonly #owners = new Map<number, string | undefined>()
  readonly #itabs: (Extent & { readonly type: number })[] = []
  readonly #names = new Map<number, { readonly text: string; readonly end: number } | undefined>()
  readonly #decoder = new TextDecoder()

  constructor(memory: Memory, data: ModuleData) {
    this.#memory = memory
    this.#word = memory.pointerSize
    this.#data = data
    this.#start = memory.offsetOf(data.types) ?? memory.size
    this.#end = Math.min(this.#start + Math.max(0, data.endOfTypes - data.types), memory.size)
  }

  add(at: number | undefined): void {
    if (at === undefined || at < this.#start || at >= this.#end || this.#found.has(at)) return
    if (this.#found.size >= mostTypes) return
    const read = this.#read(at)
    if (read === undefined) return
    this.#found.set(at, read)
    this.#queue.push(at)
  }

  readAll(): void {
    const { typeList } = this.#data
    if (typeList.kind === 'sequence') this.#readSequence(typeList.size)
    for (let at = this.#queue.pop(); at !== undefined; at = this.#queue.pop()) {
      for (const other of this.#found.get(at)?.others ?? []) this.add(other)
    }
  }

  #readSequence(size: number): void {
    const end = Math.min(this.#start + size, this.#end)
    for (let at = this.#start + this.#word; at < end; ) {
      this.add(at)
      const next = this.#found.get(at)?.end ?? at + this.#word
      at = Math.ceil((next - this.#start) / this.#word) * this.#word + this.#start
    }
  }

  addInterfaceTables(): void {
    const { typeList } = this.#data
    if (typeList.kind === 'links') {
      const list = this.#memory.offsetOf(typeList.itabs.address)
      for (let index = 0; list !== undefined && index < typeList.itabs.length; index++) {
        this.#addInterfaceTable(this.#pointer(list + index * this.#word))
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
    const [inter, type] = [this.#pointer(at), this.#pointer(at + this.#word)]
    this.add(inter)
    this.add(type)
    const methods = this.#found.get(inter ?? -1)?.kind === kinds.interface ? this.#methodCount(inter ?? 0) : 1
    const to = at + 2 * this.#word + 8 + Math.max(1, methods) * this.#word
    if (type === undefined || to > this.#memory.size) return undefined
    this.#itabs.push({ from: at, to, type })
    return to
  }

  #methodCount(at: number): number {
    return Math.min(this.#memory.word(at + this.#headerSize + 2 * this.#word), mostMembers)
  }

  get #headerSize(): number {
    return 4 * this.#word + 16
  }

  #pointer(at: number): number | undefined {
    const address = this.#memory.word(at)
    return address === 0 ? undefined : this.#memory.offsetOf(address)
  }

  /** By an offset from the start of types; 0 and -1 are none. */
  #byOffset(at: number): number | undefined {
    const offset = this.#memory.u32(at)
    return offset === 0 || offset > 0x7fffffff ? undefined : this.#start + offset
  }

  #read(at: number): Descriptor | undefined {
    const { u8, u16 } = this.#memory
    const word = this.#word
    const own = at + this.#headerSize
    if ((at - this.#start) % word !== 0 || own > this.#end) return undefined
    const kind = u8(at + 2 * word + 7) & kindMask
    const flags = u8(at + 2 * word + 4)
    const name = this.#byOffset(at + 4 * word + 8)
    const align = u8(at + 2 * word + 5)
    if (kind === 0 || kind > kinds.last || align === 0 || align > 16 || name === undefined) return undefined
    if (this.#memory.word(at + word) > this.#memory.word(at) || this.#name(name) === undefined) return undefined
    const pointerTo = this.#byOffset(at + 4 * word + 12)
    const members = this.#members(at, kind, own, (flags & flag.uncommon) !== 0)
    if (members === undefined) return undefined
    const methods = members.uncommon === undefined ? 0 : Math.min(u16(members.uncommon + 4), mostMembers)
    const names = [name, ...members.names]
    const others = [...members.components, ...(pointerTo === undefined ? [] : [pointerTo])]
    let end = members.end
    if (members.uncommon !== undefined) {
      const path = this.#byOffset(members.uncommon)
      if (path !== undefined) names.push(path)
      const first = members.uncommon + this.#memory.u32(members.uncommon + 8)
      for (let index = 0; index < methods; index++) {
        const method = first + 16 * index
        if (method + 16 > this.#end) return undefined
        const [methodName, type] = [this.#byOffset(method), this.#byOffset(method + 4)]
        if (methodName !== undefined) names.push(methodName)
        if (type !== undefined) others.push(type)
      }
      if (methods > 0) end = Math.max(end, first + 16 * methods)
    }
    if (end > this.#end) return undefined
    return {
      at,
      kind,
      flags,
      own,
      uncommon: members.uncommon,
      end,
      others,
      names,
      components: members.components,
    }
  }

  #members(at: number, kind: number, own: number, isUncommon: boolean) {
    const word = this.#word
    const fixed = this.#fixedSize(kind, own)
    const uncommon = isUncommon ? own + fixed : undefined
    const start = own + fixed + (isUncommon ? 16 : 0)
    const components: number[] = []
    const names: number[] = []
    const add = (where: number) => {
      const other = this.#pointer(where)
      if (other !== undefined) components.push(other)
    }
    let end = start
    switch (kind) {
      case kinds.array:
      case kinds.channel:
      case kinds.pointer:
      case kinds.slice:
        add(own)
        break
      case kinds.map:
        for (let index = 0; index < 3; index++) add(own + index * word)
        break
      case kinds.function: {
        const count = this.#memory.u16(own) + (this.#memory.u16(own + 2) & 0x7fff)
        for (let index = 0; index < count; index++) add(start + index * word)
        end = start + count * word
        break
      }
      case kinds.interface: {
        const [path, list] = [this.#pointer(own), this.#pointer(own + word)]
        if (path !== undefined) names.push(path)
        const count = this.#methodCount(at)
        for (let index = 0; list !== undefined && index < count; index++) {
          const [name, type] = [this.#byOffset(list + 8 * index), this.#byOffset(list + 8 * index + 4)]
          if (name !== undefined) names.push(name)
          if (type !== undefined) components.push(type)
        }
        if (list !== undefined && list >= start) end = Math.max(end, list + 8 * count)
        break
      }
      case kinds.struct: {
        const [path, list] = [this.#pointer(own), this.#pointer(own + word)]
        if (path !== undefined) names.push(path)
        const count = Math.min(this.#memory.word(own + 2 * word), mostMembers)
        for (let index = 0; list !== undefined && index < count; index++) {
          const name = this.#pointer(list + 3 * word * index)
          if (name !== undefined) names.push(name)
          add(list + 3 * word * index + word)
        }
        if (list !== undefined && list >= start) end = Math.max(end, list + 3 * word * count)
        break
      }
    }
    return end > this.#end ? undefined : { uncommon, components, names, end }
  }

  /** Bytes of what a kind has after the header that all have. */
  #fixedSize(kind: number, own: number): number {
    const word = this.#word
    switch (kind) {
      case kinds.array:
        return 3 * word
      case kinds.channel:
        return 2 * word
      case kinds.function:
      case kinds.pointer:
      case kinds.slice:
        return word
      case kinds.interface:
      case kinds.struct:
        return 4 * word
      case kinds.map:
        return this.#mapSize(own)
      default:
        return 0
    }
  }

  /** Since Go 1.24 the size of a group of slots stands where two small sizes and that of a bucket stood together. */
  #mapSize(own: number): number {
    return this.#memory.u32(own + 4 * this.#word) < largestGroup ? 8 * this.#word : 4 * this.#word + 8
  }

  /** A name of a type, field, method or package: flags, length, text, and a tag or the path of a package. */
  #name(at: number): { readonly text: string; readonly end: number } | undefined {
    if (!this.#names.has(at)) this.#names.set(at, this.#readName(at))
    return this.#names.get(at)
  }

  #readName(at: number): { readonly text: string; readonly end: number } | undefined {
    const { u8, bytes } = this.#memory
    if (at < this.#start || at >= this.#end) return undefined
    const flags = u8(at)
    let end = at + 1
    const length = () => {
      let size = 0
      for (let shift = 0; shift < 21; shift += 7) {
        const byte = u8(end++)
        size += (byte & 0x7f) * 2 ** shift
        if (byte < 0x80) return size
      }
      return longestName + 1
    }
    const size = length()
    const from = end
    end += size
    if ((flags & nameFlag.tag) !== 0) end += length()
    if ((flags & nameFlag.packagePath) !== 0) end += 4
    if (flags > 15 || size > longestName || end > this.#end) return undefined
    return { text: this.#decoder.decode(bytes.subarray(from, from + size)), end }
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

  #ownerOf({ uncommon, components, flags, kind, own }: Descriptor, depth: number): string | undefined {
    const path = uncommon === undefined ? undefined : this.#text(this.#byOffset(uncommon))
    if (path !== undefined && path !== '') return path
    // int, string and their like
    if ((flags & flag.named) !== 0) return undefined
    if (kind === kinds.struct || kind === kinds.interface) {
      const declared = this.#text(this.#pointer(own))
      if (declared !== undefined && declared !== '') return declared
    }
    const owners = new Set<string>()
    for (const component of components) {
      const owner = this.#owner(component, depth + 1)
      if (owner !== undefined) owners.add(owner)
    }
    const [only] = owners
    return owners.size === 1 ? only : undefined
  }

  #text(at: number | undefined): string | undefined {
    return at === undefined ? undefined : this.#name(at)?.text
  }

  parts(): readonly TypePart[] {
    const parts: TypePart[] = []
    for (const found of this.#found.values()) {
      const owner = this.#owner(found.at)
      parts.push({ from: found.at, to: found.end, owner, kind: 'type' })
      for (const at of found.names) {
        const name = this.#name(at)
        if (name !== undefined) parts.push({ from: at, to: name.end, owner, kind: 'type' })
      }
      const pointers = this.#pointerData(found)
      if (pointers !== undefined) parts.push({ ...pointers, owner, kind: 'pointers' })
    }
    for (const { from, to, type } of this.#itabs) {
      parts.push({ from, to, owner: this.#owner(type), kind: 'itab' })
    }
    return parts
  }

  /** Which words of a value are pointers, one bit each. */
  #pointerData({ at, flags }: Descriptor): Extent | undefined {
    const word = this.#word
    const from = this.#pointer(at + 3 * word + 8)
    const isProgram = (this.#memory.u8(at + 2 * word + 7) & kindProgram) !== 0
    if (from === undefined || isProgram || (flags & flag.onDemand) !== 0) return undefined
    const size = Math.ceil(this.#memory.word(at + word) / word / 8)
    return size > 0 && from + size <= this.#memory.size ? { from, to: from + size } : undefined
  }
}
