/** Reads pointers, offsets and names in the region of types. */
import type { Extent } from '../bytes/extent.ts'
import type { Memory } from './memory.ts'
import type { ModuleData } from './moduledata.ts'

/** Marks a missing offset. */
export const nowhere = -1

const nameFlag = { tag: 2, packagePath: 4, all: 15 } as const
const longestName = 1 << 16
const decoder = new TextDecoder()
/** Spaces, control characters and invalid text, which no path contains. */
const noPath = /[\s\p{Cc}\ufffd]/u

export class TypeRegion implements Extent {
  readonly from: number
  readonly to: number
  readonly memory: Memory
  readonly pointerSize: number
  /** Import paths of packages, by number; the first is empty and means none. */
  readonly paths: string[] = ['']
  readonly #byText = new Map<string, number>([['', 0]])
  readonly #byPlace = new Map<number, number>()
  readonly #bytes: Uint8Array

  constructor(memory: Memory, { types, endOfTypes }: ModuleData) {
    this.from = memory.offsetOf(types) ?? memory.size
    this.to = Math.min(this.from + Math.max(0, endOfTypes - types), memory.size)
    this.memory = memory
    this.pointerSize = memory.pointerSize
    this.#bytes = memory.bytes
  }

  /** The file offset of a pointer's target. */
  pointer(at: number): number {
    const address = this.memory.word(at)
    return address === 0 ? nowhere : (this.memory.offsetOf(address) ?? nowhere)
  }

  /** The file offset for an offset from the start of types; 0 and -1 mean none. */
  byOffset(at: number): number {
    const offset = this.memory.u32(at)
    return offset === 0 || offset > 0x7fffffff ? nowhere : this.from + offset
  }

  /** The end of a name of a type, field, method or package: flags, length, text, and a tag or the path of a package. */
  endOfName(at: number): number {
    if (at < this.from || at >= this.to) return nowhere
    const flags = this.#bytes[at] ?? 0
    const size = this.#length(at + 1)
    if (flags > nameFlag.all || size > longestName) return nowhere
    let end = at + 1 + sizeOfLength(size) + size
    if ((flags & nameFlag.tag) !== 0) {
      const tag = this.#length(end)
      end += sizeOfLength(tag) + tag
    }
    if ((flags & nameFlag.packagePath) !== 0) end += 4
    return end > this.to ? nowhere : end
  }

  /** Bytes of a length with seven bits per byte; bounded by `longestName` if it is invalid. */
  #length(at: number): number {
    const bytes = this.#bytes
    const first = bytes[at] ?? 0
    if (first < 0x80) return first
    const second = bytes[at + 1] ?? 0
    if (second < 0x80) return (first & 0x7f) + second * 0x80
    const third = bytes[at + 2] ?? 0
    return third < 0x80 ? (first & 0x7f) + (second & 0x7f) * 0x80 + third * 0x4000 : longestName + 1
  }

  /** The number of the path at an offset; 0 if there is none. */
  path(at: number): number {
    const known = this.#byPlace.get(at)
    if (known !== undefined) return known
    if (this.endOfName(at) === nowhere) return 0
    const size = this.#length(at + 1)
    const start = at + 1 + sizeOfLength(size)
    const text = decoder.decode(this.#bytes.subarray(start, start + size))
    const number = noPath.test(text) ? 0 : (this.#byText.get(text) ?? this.paths.push(text) - 1)
    this.#byText.set(text, number)
    this.#byPlace.set(at, number)
    return number
  }
}

const sizeOfLength = (size: number) => (size < 0x80 ? 1 : size < 0x4000 ? 2 : 3)
