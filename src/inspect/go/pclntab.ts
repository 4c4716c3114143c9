/**
 * The table of functions that every Go program carries, stripped or not: which code belongs to which function, and
 * where the rest of what the runtime knows about it lies. The form is that of Go 1.20 and later.
 */
import { fail, type Result, succeed } from '../../common/result.ts'
import { segmentType } from '../elf/constants.ts'
import type { Elf } from '../elf/elf.ts'
import type { AddressRange } from './buildinfo.ts'
import type { Memory } from './memory.ts'

/** A part of a file: the first byte, and the one after the last. */
export interface Extent {
  readonly from: number
  readonly to: number
}

export interface PcHeader {
  /** Where in the file the table begins. */
  readonly at: number
  /** Smallest length of an instruction. */
  readonly quantum: number
  readonly count: number
  /** Address of the first code; 0 since Go 1.26, where only the module data has it. */
  readonly textStart: number
  /** Names of functions, those that were inlined everywhere included. */
  readonly names: Extent
  /** File numbers by compilation unit. */
  readonly units: Extent
  readonly files: Extent
  /** Tables by program counter: lines, files, stack depths and others. */
  readonly pcTables: Extent
  /** Functions by address, and after them what is known about each. The end is that of the section, or of the file. */
  readonly functions: Extent
}

/** Go 1.20 and later. */
const magic = 0xfffffff1
/** How the magic numbers of all releases begin, in the order of the file. */
const family = 0xffffff
const sectionNames = new Set(['.gopclntab', '.data.rel.ro.gopclntab'])
const mostFunctions = 1 << 22

/** undefined where the program has no such table; the problem is a clause about one that cannot be read. */
export function findPcHeader(memory: Memory, elf: Elf): Result<PcHeader> | undefined {
  const section = elf.sections.find(({ name }) => sectionNames.has(name))
  if (section !== undefined) return headerAt(memory, section)
  for (const { type, offset, fileSize } of elf.segments) {
    if (type !== segmentType.load) continue
    const end = Math.min(offset + fileSize, memory.size)
    for (let at = Math.ceil(offset / 8) * 8; at + 8 <= end; at += 8) {
      if (memory.u32(at) !== magic) continue
      const found = headerAt(memory, { offset: at, size: end - at })
      if (found.ok) return found
    }
  }
  return undefined
}

function headerAt(memory: Memory, { offset: at, size }: AddressRange): Result<PcHeader> {
  const found = memory.u32(at)
  if (found !== magic) {
    return (memory.littleEndian ? found >>> 8 : found & 0xffffff) === family
      ? fail(`its function table has the unknown version 0x${found.toString(16)}`)
      : fail('its function table does not begin as Go writes it')
  }
  const [quantum, pointerSize] = [memory.u8(at + 6), memory.u8(at + 7)]
  const word = (index: number) => memory.word(at + 8 + index * memory.pointerSize)
  const count = word(0)
  const starts = [3, 4, 5, 6, 7].map((index) => at + word(index))
  const end = Math.min(at + size, memory.size)
  const bounds = [at + 8 + 8 * memory.pointerSize, ...starts, end]
  const ascending = bounds.every((one, index) => index === 0 || one >= (bounds[index - 1] ?? 0))
  const [names = 0, units = 0, files = 0, pcTables = 0, functions = 0] = starts
  if (
    !ascending ||
    pointerSize !== memory.pointerSize ||
    ![1, 2, 4].includes(quantum) ||
    count < 1 ||
    count > mostFunctions ||
    functions + count * 8 + 4 > end
  )
    return fail('its function table is damaged')
  return succeed({
    at,
    quantum,
    count,
    textStart: word(2),
    names: { from: names, to: units },
    units: { from: units, to: files },
    files: { from: files, to: pcTables },
    pcTables: { from: pcTables, to: functions },
    functions: { from: functions, to: end },
  })
}

/** One function as the table has it; numbers are of the file unless they say otherwise. */
export interface FunctionEntry {
  /** Bytes of code from the start of all code. */
  readonly start: number
  /** The same of the function after it. */
  readonly end: number
  /** Of what is known about it; `size` is 0 where that is damaged. */
  readonly at: number
  readonly size: number
  /** Into the names. */
  readonly name: number
  /** Into the tables by program counter, 0 where there is none. */
  readonly fileTable: number
  /** Index of its compilation unit's first file number. */
  readonly unit: number
  readonly pcDataCount: number
  readonly funcDataCount: number
}

/** Bytes before the numbers of the tables. */
export const functionHeaderSize = 44

export function functionEntry(memory: Memory, { functions }: PcHeader, index: number): FunctionEntry {
  const slot = functions.from + index * 8
  const at = functions.from + memory.u32(slot + 4)
  const pcDataCount = memory.u32(at + 28)
  const funcDataCount = memory.u8(at + 43)
  const size = functionHeaderSize + 4 * (pcDataCount + funcDataCount)
  const whole = pcDataCount <= 0xff && at + size <= functions.to
  return {
    start: memory.u32(slot),
    end: memory.u32(slot + 8),
    at,
    size: whole ? size : 0,
    name: memory.u32(at + 4),
    fileTable: memory.u32(at + 20),
    unit: memory.u32(at + 32),
    pcDataCount,
    funcDataCount,
  }
}

/**
 * What a table by program counter covers: the first value that it has, and its bytes of code, which are those of the
 * function without the padding after it. undefined where the table is damaged.
 */
export function readPcTable(
  { bytes }: Memory,
  { pcTables, quantum }: PcHeader,
  offset: number,
): { readonly first: number; readonly code: number } | undefined {
  let at = pcTables.from + offset
  let value = -1
  let code = 0
  let first: number | undefined
  const varint = () => {
    let result = 0
    for (let shift = 0; shift < 35 && at < pcTables.to; shift += 7) {
      const byte = bytes[at++] ?? 0
      result += (byte & 0x7f) * 2 ** shift
      if (byte < 0x80) return result
    }
    return Number.NaN
  }
  for (;;) {
    const change = varint()
    if (Number.isNaN(change)) return undefined
    // only the first pair may say that the value stays
    if (change === 0 && first !== undefined) return { first, code }
    value += change % 2 === 0 ? change / 2 : -(change + 1) / 2
    first ??= value
    const length = varint()
    if (Number.isNaN(length)) return undefined
    code += length * quantum
  }
}
