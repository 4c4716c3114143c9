/** A program as its addresses see it: what the loader maps, with the pointers that it fills in. */

import { orProblem } from '../bytes/byte-view.ts'
import { segmentFlag, segmentType, tag } from '../elf/constants.ts'
import { readEntries, valuesOf } from '../elf/dynamic.ts'
import { type Elf, type ElfSegment, layoutOf } from '../elf/elf.ts'
import { findOffset } from '../elf/headers.ts'

/** Relocations that add nothing but the address at which the program is loaded, by GOARCH. */
const relative: Readonly<Record<string, number>> = {
  amd64: 8,
  arm64: 1027,
  riscv64: 3,
  loong64: 3,
  ppc64: 22,
  ppc64le: 22,
  s390x: 12,
}

export function memoryOf(file: Uint8Array, elf: Elf): Memory {
  return new Memory(file, elf, filledIn(file, elf))
}

/** A part of the file in which a loader fills in pointers, with these. */
interface FilledIn {
  readonly from: number
  readonly bytes: Uint8Array
}

const nothing: FilledIn = { from: 0, bytes: new Uint8Array() }

/** Offsets are of the file, addresses of the running program. What lies outside of the file reads as 0. */
export class Memory {
  /** The file. Pointers that a loader fills in are only in the numbers below. */
  readonly bytes: Uint8Array
  readonly size: number
  readonly pointerSize: 4 | 8
  readonly littleEndian: boolean
  /** Of all addresses that come from the file, the first one and that after the last one. */
  readonly least: number
  readonly most: number
  readonly #view: DataView
  readonly #filledFrom: number
  readonly #filled: DataView
  readonly #loads: readonly ElfSegment[]
  #last: ElfSegment | undefined

  constructor(bytes: Uint8Array, { littleEndian, bits, segments }: Elf, filled: FilledIn) {
    this.bytes = bytes
    this.size = bytes.length
    this.pointerSize = bits === 64 ? 8 : 4
    this.littleEndian = littleEndian
    this.#view = viewOf(bytes)
    this.#filledFrom = filled.from
    this.#filled = viewOf(filled.bytes)
    this.#loads = segments
      .filter(({ type, fileSize }) => type === segmentType.load && fileSize > 0)
      .toSorted((a, b) => a.address - b.address)
    this.least = this.#loads[0]?.address ?? 0
    this.most = Math.max(0, ...this.#loads.map(({ address, fileSize }) => address + fileSize))
  }

  /** In the file; undefined for what no segment brings from it. */
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

const hasAddress = ({ address: start, fileSize }: ElfSegment, address: number) =>
  address >= start && address < start + fileSize

const entrySize = 24

/** A position-independent program has its pointers in the entries of its relocations, and often nothing in their place. */
function filledIn(file: Uint8Array, elf: Elf): FilledIn {
  const wanted = relative[elf.machine]
  if (!elf.dynamic || elf.bits !== 64 || wanted === undefined) return nothing
  const layout = layoutOf(file)
  const found = orProblem(() => valuesOf(readEntries(layout, elf.segments)))
  const table = found.ok ? found.value.get(tag.rela) : undefined
  const size = found.ok ? found.value.get(tag.relaSize) : undefined
  const start = table === undefined ? undefined : findOffset(elf.segments, table)
  if (start === undefined || size === undefined || size < entrySize) return nothing
  const memory = new Memory(file, elf, nothing)
  const typeAt = memory.littleEndian ? 8 : 12
  const end = Math.min(start + size, file.length)
  const writable = elf.segments.filter(
    ({ type, flags }) => type === segmentType.load && (flags & segmentFlag.write) !== 0,
  )
  const from = Math.min(file.length, ...writable.map(({ offset }) => offset))
  const to = Math.min(file.length, Math.max(0, ...writable.map((one) => one.offset + one.fileSize)))
  let bytes = nothing.bytes
  for (let at = start; at + entrySize <= end; at += entrySize) {
    if (memory.u32(at + typeAt) !== wanted) continue
    const place = memory.offsetOf(memory.word(at))
    if (place === undefined || place < from || place + 8 > to) continue
    // most of the programs with relocations have none of these
    if (bytes.length === 0) bytes = new Uint8Array(file.subarray(from, to))
    for (let byte = 0; byte < 8; byte++) bytes[place - from + byte] = file[at + 16 + byte] ?? 0
  }
  return { from, bytes }
}
