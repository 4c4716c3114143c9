/** Descriptions of types, as `internal/abi` of Go lays them out. */
import { TypeDescriptors } from './type-descriptors.ts'
import { nowhere, type TypeRegion } from './type-region.ts'

export const typeKinds = {
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
/** Up to Go 1.23, in the byte of the kind: a program makes the bits of pointers. */
const kindProgram = 64
const flag = { uncommon: 1, named: 4, onDemand: 16, all: 63 } as const
const uncommonSize = 16
const methodSize = 16
/** Since Go 1.24 the size of a group of slots stands where two small sizes and that of a bucket stood together. */
const largestGroup = 1 << 16

/** Descriptors and members that may be read: what is damaged may have any number of them. */
const most = 1 << 22

const isAlignment = (align: number) => align === 1 || align === 2 || align === 4 || align === 8

export const typeHeaderSize = (pointerSize: number) => 4 * pointerSize + 16

interface Header {
  readonly at: number
  readonly kind: number
  readonly isNamed: boolean
  readonly isUncommon: boolean
  readonly pointerBytes: number
  /** Whether the bits of pointers are in the program. */
  readonly hasBits: boolean
}

export class TypeDescriptorReader {
  readonly descriptors = new TypeDescriptors()
  readonly #region: TypeRegion
  #left = most
  /** Of the one that is being read, `nowhere` for none: the place of the path of a package, and its end so far. */
  #path = nowhere
  #end = 0
  /** Where in the links those of its components end. */
  #components = 0

  constructor(region: TypeRegion) {
    this.#region = region
  }

  get isExhausted(): boolean {
    return this.#left <= 0
  }

  /** False where there is none. */
  read(at: number): boolean {
    this.#left -= 1
    const header = this.isExhausted ? undefined : this.#header(at)
    if (header === undefined) return false
    const { links, names } = this.descriptors
    const linksBefore = links.length
    const namesBefore = names.length
    const declared = this.#members(header)
    if (this.#end > this.#region.to || this.isExhausted) {
      links.length = linksBefore
      names.length = namesBefore
      return false
    }
    this.#finish(header, declared === 0 ? this.#region.path(this.#path) : declared)
    return true
  }

  #header(at: number): Header | undefined {
    const region = this.#region
    const { memory, pointerSize: word } = region
    if ((at - region.from) % word !== 0 || at + typeHeaderSize(word) > region.to) return undefined
    const kindByte = memory.u8(at + 2 * word + 7)
    const kind = kindByte & kindMask
    const flags = memory.u8(at + 2 * word + 4)
    const align = memory.u8(at + 2 * word + 5)
    if (kind === 0 || kind > typeKinds.last || !isAlignment(align) || flags > flag.all) return undefined
    const size = memory.word(at)
    const pointerBytes = memory.word(at + word)
    if (size % align !== 0 || pointerBytes > size || pointerBytes % word !== 0) return undefined
    if (region.endOfName(region.byOffset(at + 4 * word + 8)) === nowhere) return undefined
    // the function that compares two values
    const equal = memory.word(at + 2 * word + 8)
    if (equal !== 0 && memory.offsetOf(equal) === undefined) return undefined
    return {
      at,
      kind,
      isNamed: (flags & flag.named) !== 0,
      isUncommon: (flags & flag.uncommon) !== 0,
      pointerBytes,
      hasBits: (kindByte & kindProgram) === 0 && (flags & flag.onDemand) === 0,
    }
  }

  /** The number of the path that methods have; 0 for none. */
  #members({ at, kind, isUncommon }: Header): number {
    const region = this.#region
    const { descriptors } = this
    const { pointerSize: word } = region
    const own = at + typeHeaderSize(word)
    const fixed = own + fixedSize(region, kind, own)
    const start = isUncommon ? fixed + uncommonSize : fixed
    this.#path = nowhere
    this.#end = start
    descriptors.names.push(region.byOffset(at + 4 * word + 8))
    this.#membersOf(kind, own, start)
    this.#components = descriptors.links.length
    return isUncommon ? region.path(this.#methods(fixed)) : 0
  }

  #membersOf(kind: number, own: number, start: number): void {
    const { memory, pointerSize: word } = this.#region
    switch (kind) {
      case typeKinds.array:
      case typeKinds.channel:
      case typeKinds.pointer:
      case typeKinds.slice:
        this.#pointers(own, 1)
        return
      case typeKinds.map:
        this.#pointers(own, 3)
        return
      case typeKinds.function: {
        const count = memory.u16(own) + (memory.u16(own + 2) & 0x7fff)
        if (!this.#spend(count)) return
        this.#end = start + count * word
        this.#pointers(start, count)
        return
      }
      case typeKinds.interface:
      case typeKinds.struct:
        this.#list(own, start, kind)
        return
    }
  }

  /** False where that is more than may be read. */
  #spend(count: number): boolean {
    this.#left -= count
    return !this.isExhausted
  }

  #pointers(from: number, count: number): void {
    const region = this.#region
    for (let index = 0; index < count; index++) this.#link(region.pointer(from + index * region.pointerSize))
  }

  #link(place: number): void {
    if (place !== nowhere) this.descriptors.links.push(place)
  }

  #name(place: number): void {
    if (place !== nowhere) this.descriptors.names.push(place)
  }

  /** A path, and a slice of entries with a name and a type: offsets of methods of an interface, pointers of fields. */
  #list(own: number, start: number, kind: number): void {
    const region = this.#region
    const { memory, pointerSize: word } = region
    this.#path = region.pointer(own)
    this.#name(this.#path)
    const first = region.pointer(own + word)
    const count = first === nowhere ? 0 : memory.word(own + 2 * word)
    if (!this.#spend(count) || first === nowhere) return
    const isInterface = kind === typeKinds.interface
    const size = isInterface ? 8 : 3 * word
    for (let index = 0; index < count; index++) {
      const at = first + index * size
      this.#name(isInterface ? region.byOffset(at) : region.pointer(at))
      this.#link(isInterface ? region.byOffset(at + 4) : region.pointer(at + word))
    }
    if (first >= start) this.#end = first + count * size
  }

  /** The place of the path of their package. */
  #methods(uncommon: number): number {
    const region = this.#region
    const { memory } = region
    const path = region.byOffset(uncommon)
    this.#name(path)
    const count = memory.u16(uncommon + 4)
    const first = uncommon + memory.u32(uncommon + 8)
    if (!this.#spend(count) || count === 0) return path
    for (let index = 0; index < count; index++) {
      const at = first + methodSize * index
      this.#name(region.byOffset(at))
      this.#link(region.byOffset(at + 4))
    }
    this.#end = Math.max(this.#end, first + methodSize * count)
    return path
  }

  #finish({ at, kind, isNamed, pointerBytes, hasBits }: Header, path: number): void {
    const region = this.#region
    const { memory, pointerSize: word } = region
    const { descriptors } = this
    this.#link(region.byOffset(at + 4 * word + 12))
    descriptors.at.push(at)
    descriptors.ends.push(this.#end)
    descriptors.kinds.push(kind)
    descriptors.named.push(isNamed ? 1 : 0)
    descriptors.paths.push(path)
    descriptors.endsOfComponents.push(this.#components)
    descriptors.endsOfLinks.push(descriptors.links.length)
    descriptors.endsOfNames.push(descriptors.names.length)
    const bits = hasBits ? region.pointer(at + 3 * word + 8) : nowhere
    const size = Math.ceil(pointerBytes / word / 8)
    const isWhole = bits !== nowhere && size > 0 && bits + size <= memory.size
    descriptors.pointers.push(isWhole ? bits : nowhere)
    descriptors.pointerBytes.push(isWhole ? size : 0)
  }
}

/** Bytes of what a kind has after the header that all have. */
function fixedSize({ memory, pointerSize: word }: TypeRegion, kind: number, own: number): number {
  switch (kind) {
    case typeKinds.array:
      return 3 * word
    case typeKinds.channel:
      return 2 * word
    case typeKinds.function:
    case typeKinds.pointer:
    case typeKinds.slice:
      return word
    case typeKinds.interface:
    case typeKinds.struct:
      return 4 * word
    case typeKinds.map:
      return memory.u32(own + 4 * word) < largestGroup ? 8 * word : 4 * word + 8
    default:
      return 0
  }
}
