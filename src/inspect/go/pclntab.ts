/**
 * The table of functions that every Go program carries, stripped or not: which code belongs to which function, and
 * where the rest of what the runtime knows about it lies. The form is that of Go 1.20 and later.
 */
import { fail, type Result, succeed } from '../../common/result.ts'
import type { Extent } from '../bytes/extent.ts'
import { segmentType } from '../elf/constants.ts'
import type { Elf } from '../elf/elf.ts'
import type { AddressRange } from './buildinfo.ts'
import type { Memory } from './memory.ts'

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

/** Stands for data that a function does not have, and for a file that its unit does not have. */
export const noOffset = 0xffffffff

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

/** A number of seven bits a byte, as tables by program counter have them; NaN where it does not end. */
function varint({ bytes }: Memory, at: number, end: number): number {
  let result = 0
  for (let count = 0; count < 5 && at + count < end; count++) {
    const byte = bytes[at + count] ?? 0
    result += (byte & 0x7f) * 2 ** (7 * count)
    if (byte < 0x80) return result
  }
  return Number.NaN
}

/** The change of a value, whose sign is in the lowest bit. */
const signed = (change: number) => (change % 2 === 0 ? change / 2 : -(change + 1) / 2)

const sizeOfVarint = (value: number) =>
  value < 2 ** 7 ? 1 : value < 2 ** 14 ? 2 : value < 2 ** 21 ? 3 : value < 2 ** 28 ? 4 : 5

/** The first value of a table by program counter. */
export function firstInPcTable(memory: Memory, { pcTables }: PcHeader, offset: number): number | undefined {
  const change = varint(memory, pcTables.from + offset, pcTables.to)
  if (Number.isNaN(change)) return undefined
  return signed(change) - 1
}

/**
 * The bytes of code that a table by program counter covers: those of the function, without what pads it up to the next
 * one. undefined where that would be more than `most`.
 */
export function codeOfPcTable(
  memory: Memory,
  { pcTables, quantum }: PcHeader,
  offset: number,
  most: number,
): number | undefined {
  let at = pcTables.from + offset
  let code = 0
  // each pair stands for an instruction at least
  for (let pairs = 0; pairs * quantum <= most; pairs++) {
    const change = varint(memory, at, pcTables.to)
    // only in the first pair the value may stay
    if (change === 0 && pairs > 0) return code
    const length = varint(memory, at + sizeOfVarint(change), pcTables.to)
    if (Number.isNaN(change + length)) return undefined
    at += sizeOfVarint(change) + sizeOfVarint(length)
    code += length * quantum
    if (code > most) return undefined
  }
  return undefined
}

/**
 * Calls `use` with each value of a table by program counter and the bytes of code at which it ends, as far as it
 * is whole and covers no more than `most` bytes.
 */
export function eachInPcTable(
  memory: Memory,
  { pcTables, quantum }: PcHeader,
  { offset, most }: { readonly offset: number; readonly most: number },
  use: (value: number, end: number) => void,
): void {
  let at = pcTables.from + offset
  let [code, value] = [0, -1]
  for (let pairs = 0; code < most && pairs * quantum <= most; pairs++) {
    const change = varint(memory, at, pcTables.to)
    if (change === 0 && pairs > 0) return
    const length = varint(memory, at + sizeOfVarint(change), pcTables.to)
    if (Number.isNaN(change + length)) return
    at += sizeOfVarint(change) + sizeOfVarint(length)
    value += signed(change)
    code += length * quantum
    use(value, code)
  }
}
