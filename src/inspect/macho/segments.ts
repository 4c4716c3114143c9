import { type ByteView, Malformed } from '../bytes/byte-view.ts'

export interface MachOSection {
  readonly name: string
  readonly address: number
  /** 0 if it is not in the file. */
  readonly offset: number
  readonly size: number
  readonly hasCode: boolean
}

export interface MachOSegment {
  readonly name: string
  readonly address: number
  readonly offset: number
  /** Bytes that come from the file. */
  readonly fileSize: number
  /** Initial protection: 1 read, 2 write, 4 execute. */
  readonly protection: number
  readonly sections: readonly MachOSection[]
}

export const protection = { write: 2, execute: 4 } as const
/** Maximum number of entries in any table: a file with more is damaged or hostile. */
export const mostMachOEntries = 1 << 14

const segment = 0x1
const segment64 = 0x19
/** S_ATTR_PURE_INSTRUCTIONS and S_ATTR_SOME_INSTRUCTIONS. */
const instructions = 0x80000400
/** Mask of the type in the flags, and types without bytes in the file: S_ZEROFILL, S_GB_ZEROFILL, S_THREAD_LOCAL_ZEROFILL. */
const typeMask = 0xff
const zeroFilled = new Set([0x1, 0xc, 0x12])

export function isSegment(kind: number): boolean {
  return kind === segment || kind === segment64
}

/**
 * LC_SEGMENT or LC_SEGMENT_64, of `size` bytes.
 *
 * @param most maximum number of sections
 */
export function readSegment(view: ByteView, at: number, size: number, most: number): MachOSegment {
  const wide = view.u32(at) === segment64
  const word = wide ? view.u64 : view.u32
  const sectionSize = wide ? 80 : 68
  const start = at + (wide ? 72 : 56)
  const count = Math.min(view.u32(at + (wide ? 64 : 48)), Math.floor((at + size - start) / sectionSize))
  if (count > most) throw new Malformed('it has more sections than linkgate reads')
  return {
    name: unterminated(view, at + 8, 16),
    address: word(at + 24),
    offset: word(at + (wide ? 40 : 32)),
    fileSize: word(at + (wide ? 48 : 36)),
    protection: view.u32(at + (wide ? 60 : 44)),
    sections: Array.from({ length: Math.max(0, count) }, (_, index) =>
      readSection(view, start + index * sectionSize, wide),
    ),
  }
}

function readSection(view: ByteView, at: number, wide: boolean): MachOSection {
  const word = wide ? view.u64 : view.u32
  const flags = view.u32(at + (wide ? 64 : 56))
  return {
    name: unterminated(view, at, 16),
    address: word(at + 32),
    size: word(at + (wide ? 40 : 36)),
    offset: zeroFilled.has(flags & typeMask) ? 0 : view.u32(at + (wide ? 48 : 40)),
    hasCode: (flags & instructions) !== 0,
  }
}

/** Text that ends at a zero byte or at the end of its field. */
export function unterminated(view: ByteView, at: number, size: number): string {
  const field = view.slice(at, Math.min(size, mostMachOEntries))
  const end = field.indexOf(0)
  return new TextDecoder().decode(end < 0 ? field : field.subarray(0, end))
}
