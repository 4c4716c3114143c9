/** Addresses that code refers to: they show which packages use a constant or a variable without a symbol. */
import type { Extent } from '../inspect/bytes/extent.ts'
import type { Executable } from '../inspect/executable/executable.ts'
import { amd64Code } from '../inspect/go/amd64-code.ts'
import { i386Code } from '../inspect/go/i386-code.ts'
import type { Memory } from '../inspect/go/memory.ts'
import type { ReadCode, UseReference } from '../inspect/go/x86-opcodes.ts'
import type { CodeRanges } from './functions.ts'
import { codeRegions } from './sections.ts'

/** Does nothing if linkgate has no reader for the instructions of the machine. */
export function eachCodeReference(
  memory: Memory,
  machine: string,
  ranges: Omit<CodeRanges, 'owners'>,
  use: UseReference,
): void {
  const read = readerOf(machine, memory)
  const first = ranges.from[0]
  const base = first === undefined ? undefined : memory.addressOf(first)
  if (read === undefined || first === undefined || base === undefined) return
  const view = new DataView(memory.bytes.buffer, memory.bytes.byteOffset, memory.bytes.byteLength)
  let last = 0
  for (let index = 0; index < ranges.count; index++) {
    // ranges of a damaged file may overlap, but each byte is read only once
    const from = Math.max(last, ranges.from[index] ?? 0)
    const to = Math.min(ranges.to[index] ?? 0, memory.size)
    if (to > from) read({ bytes: memory.bytes, view, from, to, delta: base - first, index }, use)
    last = Math.max(last, to)
  }
}

/** Addresses in non-Go code of a program from the system's linker; `text` is the Go code in the file. */
export function eachForeignReference(
  memory: Memory,
  executable: Executable,
  text: Extent,
  use: (target: number) => void,
): void {
  if (executable.link !== 'external') return
  const regions = codeRegions(executable, memory.size)
    .flatMap(({ from, to }) => [
      { from, to: Math.min(to, text.from) },
      { from: Math.max(from, text.to), to },
    ])
    .filter(({ from, to }) => to > from)
  const ranges = {
    count: regions.length,
    from: Uint32Array.from(regions, ({ from }) => from),
    to: Uint32Array.from(regions, ({ to }) => to),
  }
  eachCodeReference(memory, executable.machine, ranges, use)
}

const page = 4096

/** ADRP has the page of an address. The next instruction, an ADD, load or store, has the offset in the page. */
const arm64: ReadCode = ({ view, from, to, delta, index }, use) => {
  for (let at = Math.ceil(from / 4) * 4; at + 8 <= to; at += 4) {
    const first = view.getUint32(at, true)
    if ((first & 0x9f000000) >>> 0 !== 0x90000000) continue
    const pages = ((((first >>> 5) & 0x7ffff) << 13) >> 11) | ((first >>> 29) & 3)
    const next = view.getUint32(at + 4, true)
    if (((next >>> 5) & 31) !== (first & 31)) continue
    const low = (next >>> 10) & 0xfff
    const start = Math.floor((at + delta) / page) * page + pages * page
    if ((next & 0xffc00000) >>> 0 === 0x91000000) use(start + low, at, index)
    else if ((next & 0x3b000000) >>> 0 === 0x39000000) use(start + low * 2 ** (next >>> 30), at, index)
  }
}

const readers: Readonly<Record<string, ReadCode>> = {
  amd64: amd64Code,
  '386': i386Code,
  arm64,
}

function readerOf(machine: string, { least }: Pick<Memory, 'least'>): ReadCode | undefined {
  // position-independent 386 code, which is linked for address 0, contains distances instead of addresses
  return machine === '386' && least === 0 ? undefined : readers[machine]
}
