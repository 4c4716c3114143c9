/** The writable data of a position-independent ELF program with the pointers that its loader writes. */
import { orProblem } from '../bytes/byte-view.ts'
import { noRelocatedData, type RelocatedData } from '../executable/executable.ts'
import { Memory } from '../go/memory.ts'
import { segmentFlag, segmentType, tag } from './constants.ts'
import { readEntries, valuesOf } from './dynamic.ts'
import { type Elf, layoutOf } from './elf.ts'
import { findOffset, mappedSegments } from './headers.ts'

/** By GOARCH: the type of relocation that only adds the load address (`R_*_RELATIVE`). */
const relative: Readonly<Record<string, number>> = {
  amd64: 8,
  arm64: 1027,
  riscv64: 3,
  loong64: 3,
  ppc64: 22,
  ppc64le: 22,
  s390x: 12,
}

const entrySize = 24

/** The pointers are the addends of relocation entries; the words that the entries refer to are often 0 in the file. */
export function relocatedElfData(file: Uint8Array, elf: Elf): RelocatedData {
  const wanted = relative[elf.machine]
  if (!elf.dynamic || elf.bits !== 64 || wanted === undefined) return noRelocatedData
  const layout = layoutOf(file)
  const found = orProblem(() => valuesOf(readEntries(layout, elf.segments)))
  const table = found.ok ? found.value.get(tag.rela) : undefined
  const size = found.ok ? found.value.get(tag.relaSize) : undefined
  const start = table === undefined ? undefined : findOffset(elf.segments, table)
  if (start === undefined || size === undefined || size < entrySize) return noRelocatedData
  const memory = new Memory(file, { ...elf, segments: mappedSegments(elf.segments) }, noRelocatedData)
  const typeAt = memory.littleEndian ? 8 : 12
  const end = Math.min(start + size, file.length)
  const writable = elf.segments.filter(
    ({ type, flags }) => type === segmentType.load && (flags & segmentFlag.write) !== 0,
  )
  const from = Math.min(file.length, ...writable.map(({ offset }) => offset))
  const to = Math.min(file.length, Math.max(0, ...writable.map((one) => one.offset + one.fileSize)))
  let { bytes } = noRelocatedData
  for (let at = start; at + entrySize <= end; at += entrySize) {
    if (memory.u32(at + typeAt) !== wanted) continue
    const place = memory.offsetOf(memory.word(at))
    if (place === undefined || place < from || place + 8 > to) continue
    // copied only now, because most programs with relocations have none of this type
    if (bytes.length === 0) bytes = new Uint8Array(file.subarray(from, to))
    for (let byte = 0; byte < 8; byte++) bytes[place - from + byte] = file[at + 16 + byte] ?? 0
  }
  return { from, bytes }
}
