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
  text(at: number | undefined): string | undefined
}

const nameFlag = { tag: 2, packagePath: 4, all: 15 } as const
const longestName = 1 << 16

export function typeRegion(memory: Memory, { types, endOfTypes }: ModuleData): TypeRegion {
  const from = memory.offsetOf(types) ?? memory.size
  const to = Math.min(from + Math.max(0, endOfTypes - types), memory.size)
  const { u8, u32, word, offsetOf, bytes, pointerSize } = memory
  const decoder = new TextDecoder()
  const ends = new Map<number, number | undefined>()
  const length = (at: number) => {
    let size = 0
    for (let count = 0; count < 3; count++) {
      const byte = u8(at + count)
      size += (byte & 0x7f) * 2 ** (7 * count)
      if (byte < 0x80) return { size, next: at + count + 1 }
    }
    return { size: longestName + 1, next: at }
  }
  /** Flags, length, text, and a tag or the path of a package. */
  const readEnd = (at: number) => {
    if (at < from || at >= to) return undefined
    const flags = u8(at)
    const { size, next } = length(at + 1)
    if (flags > nameFlag.all || size > longestName) return undefined
    let end = next + size
    if ((flags & nameFlag.tag) !== 0) {
      const tag = length(end)
      end = tag.next + tag.size
    }
    if ((flags & nameFlag.packagePath) !== 0) end += 4
    return end > to ? undefined : end
  }
  const endOfName = (at: number) => {
    if (!ends.has(at)) ends.set(at, readEnd(at))
    return ends.get(at)
  }
  return {
    from,
    to,
    memory,
    pointerSize,
    pointer(at) {
      const address = word(at)
      return address === 0 ? undefined : offsetOf(address)
    },
    byOffset(at) {
      const offset = u32(at)
      return offset === 0 || offset > 0x7fffffff ? undefined : from + offset
    },
    endOfName,
    text(at) {
      if (at === undefined || endOfName(at) === undefined) return undefined
      const { size, next } = length(at + 1)
      return decoder.decode(bytes.subarray(next, next + size))
    },
  }
}
