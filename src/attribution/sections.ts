/** What the sections and headers of an ELF file are for. */

import type { Extent } from '../inspect/bytes/extent.ts'
import { sectionFlag, sectionType, segmentFlag, segmentType } from '../inspect/elf/constants.ts'
import type { Elf, ElfSection } from '../inspect/elf/elf.ts'
import type { ProgramPart } from '../model/program-part.ts'
import type { Owner } from './claims.ts'
import type { FileMap } from './file-map.ts'

const rules: readonly (readonly [name: RegExp, part: ProgramPart])[] = [
  [/^\.(?:z?debug_|gdb_index|gnu_debug)/, 'debug-information'],
  [/^\.(?:symtab|strtab|gosymtab)/, 'symbol-table'],
  [/^\.shstrtab$/, 'headers'],
  [/^\.(?:note|comment|go\.buildinfo|go\.fipsinfo)/, 'build-information'],
  [
    /^\.(?:interp|dynamic|dynsym|dynstr|rela?|plt|got|hash|gnu\.(?:hash|version)|relr)(?:$|[._])/,
    'dynamic-linking',
  ],
  [/^\.(?:typelink|data\.rel\.ro\.typelink)/, 'types'],
  [/^\.(?:itablink|data\.rel\.ro\.itablink)/, 'interface-tables'],
]

const inFile = ({ type, size }: ElfSection) => type !== sectionType.noBits && size > 0
const ruleFor = ({ name, type }: ElfSection): ProgramPart | undefined =>
  type === sectionType.symbolTable ? 'symbol-table' : rules.find(([pattern]) => pattern.test(name))?.[1]

/** Gives each section that has a single purpose to that purpose. */
export function giveSections({ sections }: Elf, map: FileMap): void {
  for (const section of sections) {
    const part = inFile(section) ? ruleFor(section) : undefined
    if (part !== undefined) map.give(section.offset, section.offset + section.size, { part })
  }
}

/** How to unwind the stack: Go has its own tables for that, so these are of C code. */
const unwinding = /^\.(?:eh_frame|eh_frame_hdr|gcc_except_table)$/

export function giveUnwinding({ sections }: Elf, map: FileMap, rest: Owner): void {
  for (const section of sections) {
    if (inFile(section) && unwinding.test(section.name))
      map.give(section.offset, section.offset + section.size, { part: 'data', rest })
  }
}

/** Where the program keeps data, its headers and tables left out; by segments where there are no sections. */
export function dataRegions(elf: Elf, size: number): readonly Extent[] {
  return regions(elf, size, {
    isSection: (flags) => (flags & sectionFlag.allocated) !== 0 && (flags & sectionFlag.execute) === 0,
    isSegment: (flags) => (flags & segmentFlag.execute) === 0,
  })
}

/** Regions of data that may have pointers: Go keeps variables without any apart. */
export function pointerRegions({ sections }: Elf, regions: readonly Extent[]): readonly Extent[] {
  const without = sections.filter(({ name }) => name === '.noptrdata')
  return regions.filter(({ from }) =>
    without.every(({ offset, size }) => from < offset || from >= offset + size),
  )
}

export function codeRegions(elf: Elf, size: number): readonly Extent[] {
  return regions(elf, size, {
    isSection: (flags) => (flags & sectionFlag.execute) !== 0,
    isSegment: (flags) => (flags & segmentFlag.execute) !== 0,
  })
}

function regions(
  { sections, segments }: Elf,
  size: number,
  { isSection, isSegment }: Readonly<Record<'isSection' | 'isSegment', (flags: number) => boolean>>,
): readonly Extent[] {
  const found =
    sections.length > 0
      ? sections
          .filter((one) => inFile(one) && isSection(one.flags) && ruleFor(one) === undefined)
          .map((one): Extent => ({ from: one.offset, to: one.offset + one.size }))
      : segments
          .filter(({ type, flags }) => type === segmentType.load && isSegment(flags))
          .map((one): Extent => ({ from: one.offset, to: one.offset + one.fileSize }))
  return withoutOverlaps(found, size)
}

export function writableSegments({ segments }: Elf): readonly Extent[] {
  return segments
    .filter(({ type, flags }) => type === segmentType.load && (flags & segmentFlag.write) !== 0)
    .map(({ offset, fileSize }) => ({ from: offset, to: offset + fileSize }))
}

/** More than a linker writes. */
const mostRegions = 64

function withoutOverlaps(extents: readonly Extent[], size: number): readonly Extent[] {
  const sorted = extents.toSorted((a, b) => a.from - b.from)
  const clean: Extent[] = []
  let last = 0
  for (const one of sorted) {
    const [from, to] = [Math.max(last, one.from), Math.min(one.to, size)]
    if (to > from && clean.length < mostRegions) clean.push({ from, to })
    last = Math.max(last, to)
  }
  return clean
}

/** Gives the headers of the file, and what is there only so that a section or segment begins at a round address. */
export function giveHeaders(
  bytes: Uint8Array,
  { sections }: Elf,
  headers: readonly Extent[],
  map: FileMap,
): void {
  for (const { from, to } of headers) map.give(from, to, { part: 'headers' })
  const taken = sections.filter(inFile)
  for (const { from, to } of map.free()) {
    const isOutside = taken.every(({ offset, size }) => offset >= to || offset + size <= from)
    const isEmpty = isOutside && bytes.subarray(from, to).every((byte) => byte === 0)
    if (isEmpty) map.give(from, to, { part: 'padding' })
  }
}
