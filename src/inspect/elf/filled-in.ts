/** Pointers that a loader fills in when it loads a position-independent ELF program. */
import { orProblem } from '../bytes/byte-view.ts'
import { type FilledIn, nothingFilledIn } from '../executable/executable.ts'
import { Memory } from '../go/memory.ts'
import { segmentFlag, segmentType, tag } from './constants.ts'
import { readEntries, valuesOf } from './dynamic.ts'
import { type Elf, layoutOf } from './elf.ts'
import { findOffset, mappedSegments } from './headers.ts'

/** Relocations that only add the load address, by GOARCH. */
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

/** In a position-independent program, pointers are in the relocation entries; the words that they refer to are often 0. */
export function pointersOfElf(file: Uint8Array, elf: Elf): FilledIn {
  const wanted = relative[elf.machine]
  if (!elf.dynamic || elf.bits !== 64 || wanted === undefined) return nothingFilledIn
  const layout = layoutOf(file)
  const found = orProblem(() => valuesOf(readEntries(layout, elf.segments)))
  const table = found.ok ? found.value.get(tag.rela) : undefined
  const size = found.ok ? found.value.get(tag.relaSize) : undefined
  const start = table === undefined ? undefined : findOffset(elf.segments, table)
  if (start === undefined || size === undefined || size < entrySize) return nothingFilledIn
  const memory = new Memory(file, { ...elf, segments: mappedSegments(elf.segments) }, nothingFilledIn)
  const typeAt = memory.littleEndian ? 8 : 12
  const end = Math.min(start + size, file.length)
  const writable = elf.segments.filter(
    ({ type, flags }) => type === segmentType.load && (flags & segmentFlag.write) !== 0,
  )
  const from = Math.min(file.length, ...writable.map(({ offset }) => offset))
  const to = Math.min(file.length, Math.max(0, ...writable.map((one) => one.offset + one.fileSize)))
  let { bytes } = nothingFilledIn
  for (let at = start; at + entrySize <= end; at += entrySize) {
    if (memory.u32(at + typeAt) !== wanted) continue
    const place = memory.offsetOf(memory.word(at))
    if (place === undefined || place < from || place + 8 > to) continue
    // most programs with relocations have none of this type
    if (bytes.length === 0) bytes = new Uint8Array(file.subarray(from, to))
    for (let byte = 0; byte < 8; byte++) bytes[place - from + byte] = file[at + 16 + byte] ?? 0
  }
  return { from, bytes }
}
