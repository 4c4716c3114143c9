import { type ByteView, hex, Malformed } from '../bytes/byte-view.ts'
import { mostTableEntries, sectionType, segmentType } from './constants.ts'
import type { ElfLayout, ElfSection, ElfSegment } from './headers.ts'

export interface BuildIds {
  /** NT_GNU_BUILD_ID, in hex. */
  readonly gnu?: string
  /** As printed by `go tool buildid`. */
  readonly go?: string
}

const gnuBuildId = 3
const goBuildId = 4
/** In bytes. Longer notes are ignored. */
const longestNote = 4096

/**
 * Build IDs from the notes of segments and of sections: Go's own linker makes a segment only for its own note, and a program
 * without section headers has only segments.
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
  const found: { gnu?: string; go?: string } = {}
  let budget = mostTableEntries
  for (const place of places) {
    if (found.gnu !== undefined && found.go !== undefined) break
    for (const { owner, type, text } of notesIn(view, place)) {
      if (--budget < 0) throw new Malformed('it has more notes than linkgate reads')
      if (owner === 'GNU' && type === gnuBuildId) found.gnu ??= hex(text)
      if (owner === 'Go' && type === goBuildId) found.go ??= new TextDecoder().decode(text)
    }
  }
  return found
}

interface Note {
  /** Empty for a note that is skipped. */
  readonly owner: string
  readonly type: number
  readonly text: Uint8Array
}

function* notesIn(
  view: ByteView,
  { offset, size, align }: { readonly offset: number; readonly size: number; readonly align: number },
): Generator<Note> {
  const end = Math.min(offset + size, view.size)
  const padding = align === 8 ? 8 : 4
  for (let at = offset; at + 12 <= end; ) {
    const nameSize = view.u32(at)
    const textSize = view.u32(at + 4)
    const textAt = at + padded(12 + nameSize, padding)
    if (textAt + textSize > end) {
      yield nothing
      break
    }
    const isRead = nameSize <= 4 && textSize <= longestNote
    yield isRead
      ? {
          owner: String.fromCharCode(...view.slice(at + 12, nameSize)).replace(/\0+$/, ''),
          type: view.u32(at + 8),
          text: view.slice(textAt, textSize),
        }
      : nothing
    at = textAt + padded(textSize, padding)
  }
}

const nothing: Note = { owner: '', type: 0, text: new Uint8Array() }

function padded(size: number, to: number): number {
  return Math.ceil(size / to) * to
}
