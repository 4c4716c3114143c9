import { hex, Malformed } from '../bytes/byte-view.ts'
import { sane, sectionType, segmentType } from './constants.ts'
import type { ElfLayout, ElfSection, ElfSegment } from './headers.ts'

export interface BuildIds {
  /** NT_GNU_BUILD_ID, in hex. */
  readonly gnu?: string
  /** As `go tool buildid` prints it. */
  readonly go?: string
}

const gnuBuildId = 3
const goBuildId = 4
/** A note longer than this is none of those that are read. */
const longestNote = 4096

/**
 * Build IDs from the notes of segments and of sections: Go's own linker covers only its own note with a segment,
 * and a program whose section headers were cut off has only segments.
 */
export function readBuildIds(
  { view }: ElfLayout,
  segments: readonly ElfSegment[],
  sections: readonly ElfSection[],
): BuildIds {
  const places = [
    ...segments
      .filter(({ type }) => type === segmentType.note)
      .map(({ offset, fileSize, align }) => ({ offset, size: fileSize, align })),
    ...sections.filter(({ type }) => type === sectionType.note),
  ]
  let gnu: string | undefined
  let go: string | undefined
  let budget = sane
  for (const { offset, size, align } of places) {
    if (gnu !== undefined && go !== undefined) break
    const end = Math.min(offset + size, view.size)
    const padding = align === 8 ? 8 : 4
    for (let at = offset; at + 12 <= end; ) {
      if (--budget < 0) throw new Malformed('it has more notes than a real file has')
      const nameSize = view.u32(at)
      const textSize = view.u32(at + 4)
      const textAt = at + padded(12 + nameSize, padding)
      const next = textAt + padded(textSize, padding)
      if (textAt + textSize > end) break
      if (nameSize <= 4 && textSize <= longestNote) {
        const owner = String.fromCharCode(...view.slice(at + 12, nameSize)).replace(/\0+$/, '')
        const type = view.u32(at + 8)
        const text = view.slice(textAt, textSize)
        if (owner === 'GNU' && type === gnuBuildId) gnu ??= hex(text)
        if (owner === 'Go' && type === goBuildId) go ??= new TextDecoder().decode(text)
      }
      at = next
    }
  }
  return { ...(gnu === undefined ? {} : { gnu }), ...(go === undefined ? {} : { go }) }
}

function padded(size: number, to: number): number {
  return Math.ceil(size / to) * to
}
