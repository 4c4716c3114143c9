/** One description of a type, as `internal/abi` of Go lays it out. */
import type { Extent } from '../bytes/extent.ts'
import type { TypeRegion } from './type-region.ts'

export interface TypeDescriptor {
  readonly at: number
  readonly end: number
  readonly kind: number
  readonly isNamed: boolean
  /** The import path of its package, or of that of its fields or methods that are not exported; empty for none. */
  readonly path: string
  /** Places of other descriptors: first of those that it consists of, then of those that it leads to. */
  readonly links: readonly number[]
  readonly components: number
  /** Which words of a value are pointers, one bit each; absent in most. */
  readonly pointers: Extent | undefined
}

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
export interface ReadBudget {
  left: number
}

/** What is read of a descriptor besides its header. */
interface Members {
  readonly links: number[]
  /** Takes the places of names. */
  readonly names: number[]
  /** Of the path of a package. */
  path: number | undefined
  end: number
}

const isAlignment = (align: number) => align === 1 || align === 2 || align === 4 || align === 8

export const typeHeaderSize = (pointerSize: number) => 4 * pointerSize + 16

/**
 * undefined where there is none.
 *
 * @param names takes the places of its names, more than one time where several members have the same
 */
export function readTypeDescriptor(
  region: TypeRegion,
  at: number,
  budget: ReadBudget,
  names: number[],
): TypeDescriptor | undefined {
  const { memory, pointerSize: word } = region
  const own = at + typeHeaderSize(word)
  if ((at - region.from) % word !== 0 || own > region.to || budget.left <= 0) return undefined
  const kindByte = memory.u8(at + 2 * word + 7)
  const kind = kindByte & kindMask
  const flags = memory.u8(at + 2 * word + 4)
  const align = memory.u8(at + 2 * word + 5)
  const name = region.byOffset(at + 4 * word + 8)
  const pointerBytes = memory.word(at + word)
  if (kind === 0 || kind > typeKinds.last || !isAlignment(align) || flags > flag.all) return undefined
  const size = memory.word(at)
  if (size % align !== 0 || pointerBytes > size || pointerBytes % word !== 0) return undefined
  if (name === undefined || region.endOfName(name) === undefined) return undefined
  // the function that compares two values
  const equal = memory.word(at + 2 * word + 8)
  if (equal !== 0 && memory.offsetOf(equal) === undefined) return undefined
  const before = names.length
  names.push(name)
  const isUncommon = (flags & flag.uncommon) !== 0
  const fixed = own + fixedSize(region, kind, own)
  const start = isUncommon ? fixed + uncommonSize : fixed
  const members: Members = { links: [], names, path: undefined, end: start }
  readMembers(region, kind, { own, start, budget }, members)
  const components = members.links.length
  const declared = isUncommon ? region.path(readMethods(region, fixed, budget, members)) : ''
  if (members.end > region.to || budget.left <= 0) {
    names.length = before
    return undefined
  }
  const pointerTo = region.byOffset(at + 4 * word + 12)
  if (pointerTo !== undefined) members.links.push(pointerTo)
  const hasBits = (kindByte & kindProgram) === 0 && (flags & flag.onDemand) === 0
  return {
    at,
    end: members.end,
    kind,
    isNamed: (flags & flag.named) !== 0,
    path: declared === '' ? region.path(members.path) : declared,
    links: members.links,
    components,
    pointers: hasBits ? pointerBits(region, at, pointerBytes) : undefined,
  }
}

function pointerBits({ memory, pointerSize: word, pointer }: TypeRegion, at: number, bytes: number) {
  const from = pointer(at + 3 * word + 8)
  const size = Math.ceil(bytes / word / 8)
  if (from === undefined || size === 0 || from + size > memory.size) return undefined
  return { from, to: from + size }
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

interface Places {
  /** Where the part begins that the kind alone has. */
  readonly own: number
  /** Where what follows it begins. */
  readonly start: number
  readonly budget: ReadBudget
}

function readMembers(region: TypeRegion, kind: number, places: Places, into: Members): void {
  const { own, start, budget } = places
  switch (kind) {
    case typeKinds.array:
    case typeKinds.channel:
    case typeKinds.pointer:
    case typeKinds.slice:
      readPointers(region, own, 1, into)
      return
    case typeKinds.map:
      readPointers(region, own, 3, into)
      return
    case typeKinds.function: {
      const { memory, pointerSize } = region
      const count = memory.u16(own) + (memory.u16(own + 2) & 0x7fff)
      budget.left -= count
      if (budget.left <= 0) return
      into.end = start + count * pointerSize
      readPointers(region, start, count, into)
      return
    }
    case typeKinds.interface:
      readList(region, places, interfaceMethod, into)
      return
    case typeKinds.struct:
      readList(region, places, structField, into)
      return
  }
}

function readPointers({ pointer, pointerSize }: TypeRegion, from: number, count: number, { links }: Members) {
  for (let index = 0; index < count; index++) {
    const other = pointer(from + index * pointerSize)
    if (other !== undefined) links.push(other)
  }
}

interface Entry {
  size(region: TypeRegion): number
  name(region: TypeRegion, at: number): number | undefined
  type(region: TypeRegion, at: number): number | undefined
}
const interfaceMethod: Entry = {
  size: () => 8,
  name: ({ byOffset }, at) => byOffset(at),
  type: ({ byOffset }, at) => byOffset(at + 4),
}
const structField: Entry = {
  size: ({ pointerSize }) => 3 * pointerSize,
  name: ({ pointer }, at) => pointer(at),
  type: ({ pointer, pointerSize }, at) => pointer(at + pointerSize),
}

/** Fields of a struct, methods of an interface: a path, and a slice of entries with a name and a type. */
function readList(region: TypeRegion, { own, start, budget }: Places, entry: Entry, into: Members): void {
  const { memory, pointer, pointerSize: word } = region
  into.path = pointer(own)
  if (into.path !== undefined) into.names.push(into.path)
  const first = pointer(own + word)
  const count = first === undefined ? 0 : memory.word(own + 2 * word)
  budget.left -= count
  if (first === undefined || budget.left <= 0) return
  const size = entry.size(region)
  for (let index = 0; index < count; index++) {
    const [name, type] = [entry.name(region, first + index * size), entry.type(region, first + index * size)]
    if (name !== undefined) into.names.push(name)
    if (type !== undefined) into.links.push(type)
  }
  if (first >= start) into.end = first + count * size
}

/** The place of its package's path. */
function readMethods(
  { memory, byOffset }: TypeRegion,
  uncommon: number,
  budget: ReadBudget,
  into: Members,
): number | undefined {
  const path = byOffset(uncommon)
  if (path !== undefined) into.names.push(path)
  const count = memory.u16(uncommon + 4)
  const first = uncommon + memory.u32(uncommon + 8)
  budget.left -= count
  if (count === 0 || budget.left <= 0) return path
  for (let index = 0; index < count; index++) {
    const [name, type] = [byOffset(first + methodSize * index), byOffset(first + methodSize * index + 4)]
    if (name !== undefined) into.names.push(name)
    if (type !== undefined) into.links.push(type)
  }
  into.end = Math.max(into.end, first + methodSize * count)
  return path
}
