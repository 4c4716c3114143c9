/**
 * The data of a Mach-O file with the pointers that its loader writes. In the file they form chains: each pointer contains its target
 * and the distance to the next one. Structures as in Apple's `mach-o/fixup-chains.h`.
 */
import { type ByteView, byteView, orProblem } from '../bytes/byte-view.ts'
import { noRelocatedData, type RelocatedData } from '../executable/executable.ts'
import type { MachO } from './macho.ts'
import type { MachOSegment } from './segments.ts'

/** DYLD_CHAINED_PTR_64 contains addresses, DYLD_CHAINED_PTR_64_OFFSET offsets from the start of the program. */
const format = { address: 2, offset: 6 } as const
/** Unit of the distance between two pointers, in bytes. */
const stride = 4
const pointerSize = 8
const noPointers = 0xffff
const mostSegments = 64

type Program = Pick<MachO, 'bits' | 'littleEndian' | 'segments' | 'tables'>

/** Pointers to symbols of libraries become 0. */
export function relocatedMachOData(bytes: Uint8Array, machO: Program): RelocatedData {
  const table = machO.tables.find(({ kind }) => kind === 'chained-fixups')
  if (table === undefined || machO.bits !== 64) return noRelocatedData
  const read = orProblem(() => {
    const view = byteView(bytes, machO.littleEndian)
    const starts = table.offset + view.u32(table.offset + 4)
    const count = Math.min(view.u32(starts), machO.segments.length, mostSegments)
    const writer = new PointerWriter(bytes, machO)
    for (let index = 0; index < count; index++) {
      const offset = view.u32(starts + 4 + 4 * index)
      const segment = machO.segments[index]
      if (offset !== 0 && segment !== undefined) writer.followSegment(view, starts + offset, segment)
    }
    return writer.relocatedData
  })
  return read.ok ? read.value : noRelocatedData
}

class PointerWriter {
  readonly #file: Uint8Array
  /** Start address of the program. */
  readonly #base: number
  readonly #from: number
  readonly #bytes: Uint8Array
  readonly #data: DataView
  readonly #littleEndian: boolean
  /** Remaining number of pointers to read: chains of a damaged file can overlap. */
  #left: number

  constructor(file: Uint8Array, { segments, littleEndian }: Program) {
    const mapped = segments.filter(({ fileSize, name }) => fileSize > 0 && name !== '__LINKEDIT')
    this.#file = file
    this.#base = mapped.find(({ offset }) => offset === 0)?.address ?? 0
    this.#from = Math.min(
      file.length,
      ...mapped.filter(({ offset }) => offset > 0).map(({ offset }) => offset),
    )
    const to = Math.min(file.length, Math.max(0, ...mapped.map((one) => one.offset + one.fileSize)))
    this.#bytes = file.slice(this.#from, Math.max(this.#from, to))
    this.#data = new DataView(this.#bytes.buffer)
    this.#littleEndian = littleEndian
    this.#left = file.length / pointerSize
  }

  get relocatedData(): RelocatedData {
    return { from: this.#from, bytes: this.#bytes }
  }

  /** @param at of the segment's `dyld_chained_starts_in_segment` */
  followSegment(view: ByteView, at: number, segment: MachOSegment): void {
    const pageSize = view.u16(at + 4)
    const kind = view.u16(at + 6)
    if (kind !== format.address && kind !== format.offset) return
    const pages = view.u16(at + 20)
    const base = kind === format.offset ? this.#base : 0
    for (let page = 0; page < pages; page++) {
      const start = view.u16(at + 22 + 2 * page)
      const from = page * pageSize
      if (start !== noPointers) this.#followChain(segment, { from, at: from + start, size: pageSize }, base)
    }
  }

  /** Numbers are relative to the segment. */
  #followChain(
    segment: MachOSegment,
    page: { readonly from: number; readonly at: number; readonly size: number },
    base: number,
  ): void {
    const last = Math.min(page.from + page.size, segment.fileSize)
    let next = 1
    for (let at = page.at; at < last && next !== 0; at += next * stride) {
      const place = segment.offset + at - this.#from
      if (place < 0 || place + pointerSize > this.#bytes.length || this.#left-- <= 0) return
      const [low, high] = this.#words(segment.offset + at)
      next = (high >>> 19) & 0xfff
      const isSymbol = high >>> 31 === 1
      const target = isSymbol ? 0 : (high & 0xf) * 2 ** 32 + low + base
      this.#write(place, target)
    }
  }

  /** The two 32-bit words of a pointer in the file. */
  #words(at: number): readonly [low: number, high: number] {
    const data = new DataView(this.#file.buffer, this.#file.byteOffset + at, pointerSize)
    const words = [data.getUint32(0, this.#littleEndian), data.getUint32(4, this.#littleEndian)] as const
    return this.#littleEndian ? words : [words[1], words[0]]
  }

  #write(place: number, target: number): void {
    const [low, high] = [target >>> 0, Math.floor(target / 2 ** 32)]
    const words = this.#littleEndian ? [low, high] : [high, low]
    for (const [index, word] of words.entries()) {
      this.#data.setUint32(place + 4 * index, word, this.#littleEndian)
    }
  }
}
