/** The memory of a loaded program: the mapped segments, with the pointers that the loader writes. */
import type { Extent } from '../bytes/extent.ts'
import type { Executable, MappedSegment, RelocatedData } from '../executable/executable.ts'

export function memoryOf(executable: Executable): Memory {
  return new Memory(executable.bytes, executable, executable.relocatedData())
}

/** Offsets are those of the file, addresses those of the running program. Bytes outside the file read as 0. */
export class Memory {
  /** The file. Only `u32` and `word` return the pointers that a loader writes. */
  readonly bytes: Uint8Array
  readonly size: number
  readonly pointerSize: 4 | 8
  readonly littleEndian: boolean
  /** The first address that is mapped from the file, and the one after the last. */
  readonly least: number
  readonly most: number
  readonly #view: DataView
  readonly #filledFrom: number
  readonly #filled: DataView
  readonly #loads: readonly MappedSegment[]
  #last: MappedSegment | undefined

  constructor(
    bytes: Uint8Array,
    { littleEndian, bits, segments }: Pick<Executable, 'littleEndian' | 'bits' | 'segments'>,
    filled: RelocatedData,
  ) {
    this.bytes = bytes
    this.size = bytes.length
    this.pointerSize = bits === 64 ? 8 : 4
    this.littleEndian = littleEndian
    this.#view = viewOf(bytes)
    this.#filledFrom = filled.from
    this.#filled = viewOf(filled.bytes)
    this.#loads = segments.filter(({ fileSize }) => fileSize > 0).toSorted((a, b) => a.address - b.address)
    this.least = this.#loads[0]?.address ?? 0
    this.most = Math.max(0, ...this.#loads.map(({ address, fileSize }) => address + fileSize))
  }

  /** File offset of an address; undefined if no segment maps it from the file. */
  offsetOf(address: number): number | undefined {
    let segment = this.#last
    if (segment === undefined || !hasAddress(segment, address)) {
      segment = this.#loads.find((one) => hasAddress(one, address))
      if (segment === undefined) return undefined
      this.#last = segment
    }
    const offset = address - segment.address + segment.offset
    return offset < this.size ? offset : undefined
  }

  /** The part of the file between two addresses; undefined if it is not in the file. */
  extentOf({ from, to }: Extent): Extent | undefined {
    const offset = this.offsetOf(from)
    return offset === undefined ? undefined : { from: offset, to: offset + Math.max(0, to - from) }
  }

  addressOf(offset: number): number | undefined {
    const segment = this.#loads.find((one) => offset >= one.offset && offset < one.offset + one.fileSize)
    return segment && offset - segment.offset + segment.address
  }

  u8(at: number): number {
    return this.bytes[at] ?? 0
  }

  u16(at: number): number {
    return at >= 0 && at + 2 <= this.size ? this.#view.getUint16(at, this.littleEndian) : 0
  }

  u32(at: number): number {
    const place = at - this.#filledFrom
    if (place >= 0 && place + 4 <= this.#filled.byteLength) {
      return this.#filled.getUint32(place, this.littleEndian)
    }
    return at >= 0 && at + 4 <= this.size ? this.#view.getUint32(at, this.littleEndian) : 0
  }

  /** A pointer or a `uintptr`. */
  word(at: number): number {
    if (this.pointerSize === 4) return this.u32(at)
    return this.littleEndian
      ? this.u32(at + 4) * 2 ** 32 + this.u32(at)
      : this.u32(at) * 2 ** 32 + this.u32(at + 4)
  }
}

const viewOf = ({ buffer, byteOffset, byteLength }: Uint8Array) =>
  new DataView(buffer, byteOffset, byteLength)

const hasAddress = ({ address: start, fileSize }: MappedSegment, address: number) =>
  address >= start && address < start + fileSize
