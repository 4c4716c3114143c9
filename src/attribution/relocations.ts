/** What the loader fills in when it loads a position-independent program: each entry is of what it is filled into. */
import { sectionFlag, sectionType } from '../inspect/elf/constants.ts'
import type { Elf } from '../inspect/elf/elf.ts'
import type { Memory } from '../inspect/go/memory.ts'
import { newClaims } from './claims.ts'
import type { Known } from './constants.ts'
import { extentAt } from './extents.ts'
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
  known: readonly Known[],
  target: { readonly map: FileMap; readonly ledger: Ledger },
): void {
  const { map, ledger } = target
  for (const { type, flags, offset, size } of sections) {
    const words = wordsOfEntry.get(type)
    if (words === undefined || (flags & sectionFlag.allocated) === 0) continue
    const entry = words * memory.pointerSize
    const end = Math.min(offset + size, memory.size)
    const claims = newClaims()
    for (let at = offset; at + entry <= end; at += entry) {
      const place = memory.offsetOf(memory.word(at))
      const home = place === undefined ? undefined : extentAt(known, place)
      if (home === undefined) continue
      claims.add(at, at + entry, ownerOf(ledger.packageOf(home.owner), 'dynamic-linking'))
    }
    map.give(offset, end, { part: 'dynamic-linking', claims })
  }
}
