/** The memory of a loaded program: the mapped segments, with the pointers that the loader fills in. */
import type { Extent } from '../bytes/extent.ts'
import type { Executable, FilledIn, MappedSegment } from '../executable/executable.ts'

export function memoryOf(executable: Executable): Memory {
  return new Memory(executable.bytes, executable, executable.filledIn())
}

/** Offsets are those of the file, addresses those of the running program. Bytes outside the file read as 0. */
export class Memory {
  /** The file. Only the methods for numbers return pointers that a loader fills in. */
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
    filled: FilledIn,
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
    let home = this.#last
    if (home === undefined || !hasAddress(home, address)) {
      home = this.#loads.find((one) => hasAddress(one, address))
      if (home === undefined) return undefined
      this.#last = home
    }
    const offset = address - home.address + home.offset
    return offset < this.size ? offset : undefined
  }

  /** The part of the file between two addresses; undefined if it is not in the file. */
  extentOf({ from, to }: Extent): Extent | undefined {
    const offset = this.offsetOf(from)
    return offset === undefined ? undefined : { from: offset, to: offset + Math.max(0, to - from) }
  }

  addressOf(offset: number): number | undefined {
    const home = this.#loads.find((one) => offset >= one.offset && offset < one.offset + one.fileSize)
    return home && offset - home.offset + home.address
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
