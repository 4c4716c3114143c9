/** A program as its addresses see it: what the loader maps, with the pointers that it fills in. */

import { orProblem } from '../bytes/byte-view.ts'
import { segmentType, tag } from '../elf/constants.ts'
import { readEntries, valuesOf } from '../elf/dynamic.ts'
import { type Elf, layoutOf } from '../elf/elf.ts'
import { findOffset } from '../elf/headers.ts'

/** Offsets are of the file, addresses of the running program. What lies outside of the file reads as 0. */
export interface Memory {
  /** The file; where a loader relocates it, a copy in which that is done. */
  readonly bytes: Uint8Array
  readonly size: number
  readonly pointerSize: 4 | 8
  readonly littleEndian: boolean
  /** undefined for what no segment brings from the file. */
  offsetOf(address: number): number | undefined
  addressOf(offset: number): number | undefined
  u8(offset: number): number
  u16(offset: number): number
  u32(offset: number): number
  /** A pointer or a `uintptr`. */
  word(offset: number): number
}

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
  const bytes = relocated(file, elf)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const { littleEndian } = elf
  const size = bytes.length
  const pointerSize = elf.bits === 64 ? 8 : 4
  const loads = elf.segments
    .filter(({ type, fileSize }) => type === segmentType.load && fileSize > 0)
    .toSorted((a, b) => a.address - b.address)
  let last = loads[0]
  const u32 = (at: number) => (at >= 0 && at + 4 <= size ? view.getUint32(at, littleEndian) : 0)
  const [low, high] = littleEndian ? [0, 4] : [4, 0]
  return {
    bytes,
    size,
    pointerSize,
    littleEndian,
    offsetOf(address) {
      if (last === undefined) return undefined
      if (!(address >= last.address && address < last.address + last.fileSize)) {
        const found = loads.find((one) => address >= one.address && address < one.address + one.fileSize)
        if (found === undefined) return undefined
        last = found
      }
      return address - last.address + last.offset
    },
    addressOf(offset) {
      const home = loads.find((one) => offset >= one.offset && offset < one.offset + one.fileSize)
      return home && offset - home.offset + home.address
    },
    u8: (at) => bytes[at] ?? 0,
    u16: (at) => (at >= 0 && at + 2 <= size ? view.getUint16(at, littleEndian) : 0),
    u32,
    word: pointerSize === 8 ? (at) => u32(at + high) * 2 ** 32 + u32(at + low) : u32,
  }
}

const entrySize = 24

/** A position-independent program has its pointers in the entries of its relocations, and often nothing in their place. */
function relocated(file: Uint8Array, elf: Elf): Uint8Array {
  const wanted = relative[elf.machine]
  if (!elf.dynamic || elf.bits !== 64 || wanted === undefined) return file
  const layout = layoutOf(file)
  const found = orProblem(() => valuesOf(readEntries(layout, elf.segments)))
  const table = found.ok ? found.value.get(tag.rela) : undefined
  const size = found.ok ? found.value.get(tag.relaSize) : undefined
  const start = table === undefined ? undefined : findOffset(elf.segments, table)
  if (start === undefined || size === undefined || size < entrySize) return file
  const { view, littleEndian } = layout
  const bytes = Uint8Array.from(file)
  const end = Math.min(start + size, bytes.length)
  const typeAt = littleEndian ? 8 : 12
  for (let at = start; at + entrySize <= end; at += entrySize) {
    if (view.u32(at + typeAt) !== wanted) continue
    const place = findOffset(elf.segments, view.u64(at))
    if (place === undefined || place + 8 > bytes.length) continue
    bytes.set(file.subarray(at + 16, at + 24), place)
  }
  return bytes
}
