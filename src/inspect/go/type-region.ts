/** Reading in the region of types: pointers, offsets from its start, and names. */
import type { Extent } from '../bytes/extent.ts'
import type { Memory } from './memory.ts'
import type { ModuleData } from './moduledata.ts'

export interface TypeRegion extends Extent {
  readonly memory: Memory
  readonly pointerSize: number
  /** The place in the file that a pointer leads to. */
  pointer(at: number): number | undefined
  /** The same of an offset from the start of types; 0 and -1 are none. */
  byOffset(at: number): number | undefined
  /** Where a name of a type, field, method or package ends; undefined where there is none. */
  endOfName(at: number): number | undefined
  /** The text of a name that many types share; empty where there is none. */
  path(at: number | undefined): string
}

const nameFlag = { tag: 2, packagePath: 4, all: 15 } as const
const longestName = 1 << 16

export function typeRegion(memory: Memory, { types, endOfTypes }: ModuleData): TypeRegion {
  const from = memory.offsetOf(types) ?? memory.size
  const to = Math.min(from + Math.max(0, endOfTypes - types), memory.size)
  const { bytes, pointerSize } = memory
  const decoder = new TextDecoder()
  const paths = new Map<number, string>()
  /** Bytes of a length of seven bits a byte; it and they end after `longestName` where it is none. */
  const length = (at: number): number => {
    const first = bytes[at] ?? 0
    if (first < 0x80) return first
    const second = bytes[at + 1] ?? 0
    if (second < 0x80) return (first & 0x7f) + second * 0x80
    const third = bytes[at + 2] ?? 0
    return third < 0x80 ? (first & 0x7f) + (second & 0x7f) * 0x80 + third * 0x4000 : longestName + 1
  }
  const sizeOfLength = (size: number) => (size < 0x80 ? 1 : size < 0x4000 ? 2 : 3)
  /** Flags, length, text, and a tag or the path of a package. */
  const endOfName = (at: number): number | undefined => {
    if (at < from || at >= to) return undefined
    const flags = bytes[at] ?? 0
    const size = length(at + 1)
    if (flags > nameFlag.all || size > longestName) return undefined
    let end = at + 1 + sizeOfLength(size) + size
    if ((flags & nameFlag.tag) !== 0) {
      const tag = length(end)
      end += sizeOfLength(tag) + tag
    }
    if ((flags & nameFlag.packagePath) !== 0) end += 4
    return end > to ? undefined : end
  }
  return {
    from,
    to,
    memory,
    pointerSize,
    pointer(at) {
      const address = memory.word(at)
      return address === 0 ? undefined : memory.offsetOf(address)
    },
    byOffset(at) {
      const offset = memory.u32(at)
      return offset === 0 || offset > 0x7fffffff ? undefined : from + offset
    },
    endOfName,
    path(at) {
      if (at === undefined || endOfName(at) === undefined) return ''
      const known = paths.get(at)
      if (known !== undefined) return known
      const size = length(at + 1)
      const start = at + 1 + sizeOfLength(size)
      const path = decoder.decode(bytes.subarray(start, start + size))
      paths.set(at, path)
      return path
    },
  }
}
