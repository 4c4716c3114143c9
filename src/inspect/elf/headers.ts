import { type ByteView, Malformed } from '../bytes/byte-view.ts'
import type { Extent } from '../bytes/extent.ts'
import type { MappedSegment } from '../executable/executable.ts'
import { mostTableEntries, segmentFlag, segmentType } from './constants.ts'

export interface ElfSegment {
  readonly type: number
  readonly flags: number
  readonly offset: number
  readonly address: number
  readonly fileSize: number
  readonly align: number
}

export interface ElfSection {
  readonly name: string
  readonly type: number
  readonly flags: number
  readonly address: number
  readonly offset: number
  /** Bytes in memory, and also in the file unless the type is SHT_NOBITS. */
  readonly size: number
  readonly align: number
}

/** Access to both classes of ELF: a word has 4 or 8 bytes. */
export interface ElfLayout {
  readonly view: ByteView
  readonly wide: boolean
  word(at: number): number
}

/** PN_XNUM: the number of program headers is in the first section header. */
const extendedNumbering = 0xffff

export function readSegments({ view, wide, word }: ElfLayout): readonly ElfSegment[] {
  const start = word(wide ? 32 : 28)
  const entry = view.u16(wide ? 54 : 42)
  let count = view.u16(wide ? 56 : 44)
  if (count === extendedNumbering) count = view.u32(firstSection({ view, wide, word }) + (wide ? 44 : 28))
  if (count === 0) return []
  if (entry < (wide ? 56 : 32)) throw new Malformed('its program headers are too short')
  if (count > mostTableEntries) throw new Malformed('it has more program headers than linkgate reads')
  view.slice(start, count * entry)
  return Array.from({ length: count }, (_, index): ElfSegment => {
    const at = start + index * entry
    return {
      type: view.u32(at),
      flags: view.u32(at + (wide ? 4 : 24)),
      offset: word(at + (wide ? 8 : 4)),
      address: word(at + (wide ? 16 : 8)),
      fileSize: word(at + (wide ? 32 : 16)),
      align: word(at + (wide ? 48 : 28)),
    }
  })
}

export function readSections(layout: ElfLayout): readonly ElfSection[] {
  const { view, wide, word } = layout
  const start = word(wide ? 40 : 32)
  if (start === 0) return []
  const entry = view.u16(wide ? 58 : 46)
  if (entry < (wide ? 64 : 40)) throw new Malformed('its section headers are too short')
  // if the numbers are too large for the file header, the first section header contains them
  const count = view.u16(wide ? 60 : 48) || word(start + (wide ? 32 : 20))
  const namesIndex = view.u16(wide ? 62 : 50)
  const names = namesIndex === 0xffff ? view.u32(start + (wide ? 40 : 24)) : namesIndex
  if (count > mostTableEntries) throw new Malformed('it has more section headers than linkgate reads')
  view.slice(start, count * entry)
  const namesAt = names < count ? word(start + names * entry + (wide ? 24 : 16)) : undefined
  return Array.from({ length: count }, (_, index): ElfSection => {
    const at = start + index * entry
    return {
      name: namesAt === undefined ? '' : view.text(namesAt + view.u32(at)),
      type: view.u32(at + 4),
      flags: word(at + 8),
      address: word(at + (wide ? 16 : 12)),
      offset: word(at + (wide ? 24 : 16)),
      size: word(at + (wide ? 32 : 20)),
      align: word(at + (wide ? 48 : 32)),
    }
  })
}

/** Extents of the headers of the file, its segments and its sections. */
export function readHeaderExtents({ view, wide, word }: ElfLayout): readonly Extent[] {
  const table = (start: number, entry: number, count: number) => ({ from: start, to: start + entry * count })
  const [segments, sections] = [word(wide ? 32 : 28), word(wide ? 40 : 32)]
  return [
    { from: 0, to: wide ? 64 : 52 },
    table(segments, view.u16(wide ? 54 : 42), view.u16(wide ? 56 : 44)),
    table(sections, view.u16(wide ? 58 : 46), view.u16(wide ? 60 : 48)),
  ]
}

export function mappedSegments(segments: readonly ElfSegment[]): readonly MappedSegment[] {
  return segments
    .filter(({ type }) => type === segmentType.load)
    .map(({ address, offset, fileSize, flags }) => ({
      address,
      offset,
      fileSize,
      writable: (flags & segmentFlag.write) !== 0,
      executable: (flags & segmentFlag.execute) !== 0,
    }))
}

function firstSection({ wide, word }: ElfLayout): number {
  const start = word(wide ? 40 : 32)
  if (start === 0) throw new Malformed('its number of program headers is missing')
  return start
}

/** File offset of a memory address; undefined if no segment maps it from the file. */
export function findOffset(segments: readonly ElfSegment[], address: number): number | undefined {
  const segment = segments.find(
    (one) => one.type === segmentType.load && address >= one.address && address < one.address + one.fileSize,
  )
  return segment && address - segment.address + segment.offset
}

/** File offset of an address in the dynamic section. Throws Malformed if it is not in the file. */
export function offsetOf(segments: readonly ElfSegment[], address: number): number {
  const offset = findOffset(segments, address)
  if (offset === undefined) throw new Malformed('an address of its dynamic section is in no segment')
  return offset
}
