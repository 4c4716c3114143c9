/** Purposes of the sections and headers of a program. */

import type { Extent } from '../inspect/bytes/extent.ts'
import type { Executable, MappedSegment, ProgramSection } from '../inspect/executable/executable.ts'
import type { Owner } from './claims.ts'
import type { FileMap } from './file-map.ts'

type Sections = Pick<Executable, 'sections'>
type Areas = Pick<Executable, 'sections' | 'segments'>

/** Attributes each part of the file with a single purpose. */
export function givePurposes({ sections, purposes }: Executable, map: FileMap): void {
  for (const { from, to, part } of purposes) map.give(from, to, { part })
  for (const { part, offset, size } of sections) {
    if (part !== undefined) map.give(offset, offset + size, { part })
  }
}

/** Attributes tables for unwinding the stack of C code. */
export function giveUnwinding({ sections }: Sections, map: FileMap, rest: Owner): void {
  for (const { unwinding, offset, size } of sections) {
    if (unwinding === true) map.give(offset, offset + size, { part: 'data', rest })
  }
}

/** Extents of data, without headers and tables; by segments if there are no sections. */
export function dataRegions(executable: Areas, size: number): readonly Extent[] {
  return regions(executable, size, {
    isSection: ({ content }) => content === 'data',
    isSegment: (segment) => !segment.executable,
  })
}

/** Regions of data that may contain pointers: Go puts variables without pointers in a separate section or part of a section. */
export function pointerRegions(
  { sections }: Sections,
  regions: readonly Extent[],
  withoutPointers: Extent | undefined,
): readonly Extent[] {
  const without = sections
    .filter(({ name }) => name === '.noptrdata' || name === '__noptrdata')
    .map(({ offset, size }): Extent => ({ from: offset, to: offset + size }))
  return regions
    .filter(({ from }) => without.every((one) => from < one.from || from >= one.to))
    .flatMap((region) => (withoutPointers === undefined ? [region] : around(region, withoutPointers)))
}

/** The parts of an extent outside another. */
function around({ from, to }: Extent, hole: Extent): readonly Extent[] {
  return [
    { from, to: Math.min(to, hole.from) },
    { from: Math.max(from, hole.to), to },
  ].filter((one) => one.to > one.from)
}

export function codeRegions(executable: Areas, size: number): readonly Extent[] {
  return regions(executable, size, {
    isSection: ({ content }) => content === 'code',
    isSegment: (segment) => segment.executable,
  })
}

interface Wanted {
  readonly isSection: (section: ProgramSection) => boolean
  readonly isSegment: (segment: MappedSegment) => boolean
}

function regions({ sections, segments }: Areas, size: number, wanted: Wanted): readonly Extent[] {
  const found =
    sections.length > 0
      ? sections
          .filter((one) => one.part === undefined && wanted.isSection(one))
          .map((one): Extent => ({ from: one.offset, to: one.offset + one.size }))
      : segments
          .filter(wanted.isSegment)
          .map((one): Extent => ({ from: one.offset, to: one.offset + one.fileSize }))
  return withoutOverlaps(found, size)
}

export function writableSegments({ segments }: Pick<Executable, 'segments'>): readonly Extent[] {
  return segments
    .filter(({ writable }) => writable)
    .map(({ offset, fileSize }) => ({ from: offset, to: offset + fileSize }))
}

/** More than any linker writes. */
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

/** Attributes the headers of the file, and the padding that aligns sections and segments. */
export function giveHeaders({ bytes, sections, headers }: Executable, map: FileMap): void {
  for (const { from, to } of headers) map.give(from, to, { part: 'headers' })
  for (const { from, to } of map.free()) {
    const isOutside = sections.every(({ offset, size }) => offset >= to || offset + size <= from)
    const isEmpty = isOutside && bytes.subarray(from, to).every((byte) => byte === 0)
    if (isEmpty) map.give(from, to, { part: 'padding' })
  }
}
