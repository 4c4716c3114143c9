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
  /** Places of the descriptors that it consists of, and of others that it leads to. */
  readonly components: readonly number[]
  readonly others: readonly number[]
  readonly names: readonly number[]
  /** Which words of a value are pointers, one bit each. */
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
const flag = { uncommon: 1, named: 4, onDemand: 16 } as const
const largestAlign = 16
const uncommonSize = 16
const methodSize = 16
/** Since Go 1.24 the size of a group of slots stands where two small sizes and that of a bucket stood together. */
const largestGroup = 1 << 16

/** Descriptors and members that may be read: what is damaged may have any number of them. */
export interface ReadBudget {
  left: number
}

interface Members {
  readonly components: readonly number[]
  readonly names: readonly number[]
  readonly path: number | undefined
  readonly end: number
}

export const typeHeaderSize = (pointerSize: number) => 4 * pointerSize + 16

/** undefined where there is none. */
export function readTypeDescriptor(
  region: TypeRegion,
  at: number,
  budget: ReadBudget,
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
  if (kind === 0 || kind > typeKinds.last || align === 0 || align > largestAlign) return undefined
  if (name === undefined || pointerBytes > memory.word(at) || region.endOfName(name) === undefined)
    return undefined
  const fixed = own + fixedSize(region, kind, own)
  const uncommon = (flags & flag.uncommon) !== 0 ? fixed : undefined
  const start = uncommon === undefined ? fixed : fixed + uncommonSize
  const members = readMembers(region, kind, { own, start }, budget)
  const methods = uncommon === undefined ? undefined : readMethods(region, uncommon, budget)
  const end = Math.max(members.end, methods?.end ?? 0)
  if (end > region.to || budget.left <= 0) return undefined
  const pointerTo = region.byOffset(at + 4 * word + 12)
  const hasBits = (kindByte & kindProgram) === 0 && (flags & flag.onDemand) === 0
  const declared = region.text(methods?.path) ?? ''
  return {
    at,
    end,
    kind,
    isNamed: (flags & flag.named) !== 0,
    path: declared === '' ? (region.text(members.path) ?? '') : declared,
    components: members.components,
    others: [...(methods?.types ?? []), ...(pointerTo === undefined ? [] : [pointerTo])],
    names: [name, ...members.names, ...(methods?.names ?? [])],
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
}

function readMembers(region: TypeRegion, kind: number, places: Places, budget: ReadBudget): Members {
  switch (kind) {
    case typeKinds.array:
    case typeKinds.channel:
    case typeKinds.pointer:
    case typeKinds.slice:
      return pointed(region, places.own, 1, places.start)
    case typeKinds.map:
      return pointed(region, places.own, 3, places.start)
    case typeKinds.function: {
      const { u16 } = region.memory
      const count = u16(places.own) + (u16(places.own + 2) & 0x7fff)
      budget.left -= count
      if (budget.left <= 0) return { components: [], names: [], path: undefined, end: places.start }
      return pointed(region, places.start, count, places.start + count * region.pointerSize)
    }
    case typeKinds.interface:
      return listed(region, places, budget, {
        size: 8,
        name: region.byOffset,
        type: (at) => region.byOffset(at + 4),
      })
    case typeKinds.struct:
      return listed(region, places, budget, {
        size: 3 * region.pointerSize,
        name: region.pointer,
        type: (at) => region.pointer(at + region.pointerSize),
      })
    default:
      return { components: [], names: [], path: undefined, end: places.start }
  }
}

function pointed({ pointer, pointerSize }: TypeRegion, from: number, count: number, end: number): Members {
  const components: number[] = []
  for (let index = 0; index < count; index++) {
    const other = pointer(from + index * pointerSize)
    if (other !== undefined) components.push(other)
  }
  return { components, names: [], path: undefined, end }
}

interface Entry {
  readonly size: number
  readonly name: (at: number) => number | undefined
  readonly type: (at: number) => number | undefined
}

/** Fields of a struct, methods of an interface: a path, and a slice of entries with a name and a type. */
function listed(
  { memory, pointer, pointerSize: word }: TypeRegion,
  { own, start }: Places,
  budget: ReadBudget,
  entry: Entry,
): Members {
  const [components, names]: [number[], number[]] = [[], []]
  const path = pointer(own)
  if (path !== undefined) names.push(path)
  const first = pointer(own + word)
  const count = first === undefined ? 0 : memory.word(own + 2 * word)
  budget.left -= count
  if (first === undefined || budget.left <= 0) return { components, names, path, end: start }
  for (let index = 0; index < count; index++) {
    const [name, type] = [entry.name(first + index * entry.size), entry.type(first + index * entry.size)]
    if (name !== undefined) names.push(name)
    if (type !== undefined) components.push(type)
  }
  return { components, names, path, end: first >= start ? first + count * entry.size : start }
}

function readMethods({ memory, byOffset }: TypeRegion, uncommon: number, budget: ReadBudget) {
  const [names, types]: [number[], number[]] = [[], []]
  const path = byOffset(uncommon)
  if (path !== undefined) names.push(path)
  const count = memory.u16(uncommon + 4)
  const first = uncommon + memory.u32(uncommon + 8)
  budget.left -= count
  const isRead = count > 0 && budget.left > 0
  for (let index = 0; isRead && index < count; index++) {
    const [name, type] = [byOffset(first + methodSize * index), byOffset(first + methodSize * index + 4)]
    if (name !== undefined) names.push(name)
    if (type !== undefined) types.push(type)
  }
  return { path, names, types, end: isRead ? first + methodSize * count : uncommon + uncommonSize }
}
