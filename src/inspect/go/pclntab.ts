/**
 * The table of functions in every Go program, stripped or not: the code of each function, and references to its other runtime data.
 * The format is that of Go 1.20 and later.
 */
import { fail, type Result, succeed } from '../../common/result.ts'
import type { Extent } from '../bytes/extent.ts'
import type { ProgramAreas } from '../executable/executable.ts'
import type { AddressRange } from './buildinfo.ts'
import type { Memory } from './memory.ts'

export interface PcHeader {
  /** File offset of the table. */
  readonly at: number
  /** Minimum length of an instruction in bytes. */
  readonly quantum: number
  readonly count: number
  /** Address of the first code; 0 since Go 1.26, where only the module data contains it. */
  readonly textStart: number
  /** Names of functions, including those that were inlined everywhere. */
  readonly names: Extent
  /** File numbers by compilation unit. */
  readonly units: Extent
  readonly files: Extent
  /** Tables by program counter: lines, files, stack depths and others. */
  readonly pcTables: Extent
  /** The index of functions by address, followed by the entry of each. The end is that of the section, or of the file. */
  readonly functions: Extent
}

/** Numbers of a file; bytes outside it read as 0. */
export type HeaderSource = Pick<Memory, 'size' | 'pointerSize' | 'u8' | 'u32' | 'word'>

/** Go 1.20 and later. */
const magic = 0xfffffff1
/** The upper bytes of the magic numbers of all releases. */
const family = 0xffffff
const sectionNames = new Set(['.gopclntab', '.data.rel.ro.gopclntab', '__gopclntab'])
const mostFunctions = 1 << 22
/** Possible minimum lengths of instructions. */
const quanta: readonly number[] = [1, 2, 4]

/** undefined if the program has no such table; the problem is a clause about an unreadable table. */
export function findPcHeader(
  memory: HeaderSource,
  { sections, segments }: ProgramAreas,
): Result<PcHeader> | undefined {
  const section = sections.find(({ name }) => sectionNames.has(name))
  if (section !== undefined) return headerAt(memory, section)
  let unknown: Result<PcHeader> | undefined
  for (const { offset, fileSize } of segments) {
    const end = Math.min(offset + fileSize, memory.size)
    for (let at = Math.ceil(offset / 8) * 8; at + 8 <= end; at += 8) {
      const found = memory.u32(at)
      if (found === magic) {
        const header = headerAt(memory, { offset: at, size: end - at })
        if (header.ok) return header
      } else if (unknown === undefined && isOfFamily(found) && looksLikeHeader(memory, at))
        unknown = headerAt(memory, { offset: at, size: end - at })
    }
  }
  return unknown
}

function isOfFamily(found: number): boolean {
  return found >>> 8 === family
}

/** Whether the magic is followed by two zero bytes, a possible quantum and the size of a pointer. */
function looksLikeHeader(memory: HeaderSource, at: number): boolean {
  const isEmpty = memory.u8(at + 4) === 0 && memory.u8(at + 5) === 0
  return isEmpty && quanta.includes(memory.u8(at + 6)) && memory.u8(at + 7) === memory.pointerSize
}

function headerAt(memory: HeaderSource, { offset: at, size }: AddressRange): Result<PcHeader> {
  const found = memory.u32(at)
  if (found !== magic) {
    return isOfFamily(found)
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
    !quanta.includes(quantum) ||
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

/** The offset of data that a function does not have, or of a file that its unit does not have. */
export const noOffset = 0xffffffff

/** Bytes of a function's entry before the offsets of its tables. */
export const functionHeaderSize = 44

/** Reads the functions of the table one at a time; numbers are file offsets unless stated otherwise. */
export class FunctionTable {
  /** Start of its code, as offset from the start of all code. */
  start = 0
  /** Start of the next function's code, likewise. */
  end = 0
  /** Offset of its entry; `size` is 0 if that is damaged. */
  at = 0
  size = 0
  /** Offset in the names. */
  name = 0
  /** Offset in the tables by program counter, 0 if there is none. */
  stackTable = 0
  fileTable = 0
  /** Index of its compilation unit's first file number. */
  unit = 0
  pcDataCount = 0
  funcDataCount = 0
  readonly #memory: Memory
  readonly #functions: Extent

  constructor(memory: Memory, { functions }: PcHeader) {
    this.#memory = memory
    this.#functions = functions
  }

  read(index: number): this {
    const memory = this.#memory
    const { from, to } = this.#functions
    const slot = from + index * 8
    const at = from + memory.u32(slot + 4)
    this.start = memory.u32(slot)
    this.end = memory.u32(slot + 8)
    this.at = at
    this.name = memory.u32(at + 4)
    this.stackTable = memory.u32(at + 16)
    this.fileTable = memory.u32(at + 20)
    this.pcDataCount = memory.u32(at + 28)
    this.unit = memory.u32(at + 32)
    this.funcDataCount = memory.u8(at + 43)
    const size = functionHeaderSize + 4 * (this.pcDataCount + this.funcDataCount)
    this.size = this.pcDataCount <= 0xff && at + size <= to ? size : 0
    return this
  }
}

/** Reads a table by program counter: pairs of a change of the value and the length of the code with this value. */
export class PcTable {
  /** Value of the last pair. */
  value = -1
  /** End of its code, in bytes from the start of the function. */
  end = 0
  /** Whether the table is truncated. */
  isDamaged = false
  readonly #bytes: Uint8Array
  readonly #tables: Extent
  readonly #quantum: number
  #at = 0
  #isFirst = true

  constructor({ bytes }: Memory, { pcTables, quantum }: PcHeader) {
    this.#bytes = bytes
    this.#tables = pcTables
    this.#quantum = quantum
  }

  open(offset: number): void {
    this.value = -1
    this.end = 0
    this.isDamaged = false
    this.#at = this.#tables.from + offset
    this.#isFirst = true
  }

  /** Reads the next pair, if there is one. */
  next(): boolean {
    const change = this.#number()
    // only the first pair may keep the value
    if (change === 0 && !this.#isFirst) return false
    this.#isFirst = false
    const length = this.#number()
    if (change < 0 || length < 0) {
      this.isDamaged = true
      return false
    }
    // the sign is in the lowest bit
    this.value += (change >>> 1) ^ -(change & 1)
    this.end += length * this.#quantum
    return true
  }

  /** Seven bits per byte; -1 if it is not terminated. */
  #number(): number {
    const { to } = this.#tables
    const first = this.#at < to ? (this.#bytes[this.#at] ?? 0) : 0x80
    if (first < 0x80) {
      this.#at += 1
      return first
    }
    let result = 0
    for (let shift = 0; shift < 28 && this.#at < to; shift += 7) {
      const byte = this.#bytes[this.#at] ?? 0
      this.#at += 1
      result |= (byte & 0x7f) << shift
      if (byte < 0x80) return result
    }
    // the remaining bits do not fit into a 32-bit integer
    const last = this.#at < to ? (this.#bytes[this.#at] ?? 0) : 0x80
    this.#at += 1
    return last < 0x80 ? result + last * 2 ** 28 : -1
  }
}

/** The first value of a table; undefined if it is empty. */
export function firstInPcTable(table: PcTable, offset: number): number | undefined {
  table.open(offset)
  return table.next() ? table.value : undefined
}

/**
 * Number of bytes of code that a table covers: those of the function, without padding up to the next one. undefined if that would
 * be more than `most`.
 */
export function codeOfPcTable(table: PcTable, offset: number, most: number): number | undefined {
  table.open(offset)
  // each pair covers at least one instruction
  for (let pairs = 0; pairs <= most; pairs++) {
    if (!table.next()) return table.isDamaged ? undefined : table.end
    if (table.end > most) return undefined
  }
  return undefined
}
