/** What the loader fills in when it loads a position-independent program: each entry is of what it is filled into. */
import { sectionFlag, sectionType } from '../inspect/elf/constants.ts'
import type { Elf } from '../inspect/elf/elf.ts'
import type { Memory } from '../inspect/go/memory.ts'
import { Claims, type Pieces } from './claims.ts'
import { pieceAt } from './extents.ts'
import type { FileMap } from './file-map.ts'
import type { Ledger } from './items.ts'
import { ownerOf } from './parts.ts'

const wordsOfEntry: ReadonlyMap<number, number> = new Map([
  [sectionType.rela, 3],
  [sectionType.rel, 2],
])

export function giveRelocations(
  memory: Memory,
  { sections }: Elf,
  known: Pieces,
  target: { readonly map: FileMap; readonly ledger: Ledger },
): void {
  const { map, ledger } = target
  for (const { type, flags, offset, size } of sections) {
    const words = wordsOfEntry.get(type)
    if (words === undefined || (flags & sectionFlag.allocated) === 0) continue
    const entry = words * memory.pointerSize
    const end = Math.min(offset + size, memory.size)
    const claims = new Claims()
    for (let at = offset; at + entry <= end; at += entry) {
      const place = memory.offsetOf(memory.word(at))
      const home = place === undefined ? -1 : pieceAt(known, place)
      if (home < 0) continue
      claims.add(at, at + entry, ownerOf(ledger.packageOf(known.owners[home] ?? 0), 'dynamic-linking'))
    }
    map.give(offset, end, { part: 'dynamic-linking', claims })
  }
}
