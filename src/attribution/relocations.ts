/** Attributes the relocations for the loader: each entry belongs to the package of the data that it changes. */
import type { Executable } from '../inspect/executable/executable.ts'
import type { Memory } from '../inspect/go/memory.ts'
import { Claims, type Pieces } from './claims.ts'
import { pieceAt } from './extents.ts'
import type { FileMap } from './file-map.ts'
import type { SizeTotals } from './items.ts'
import { ownerOf } from './parts.ts'

export function giveRelocations(
  memory: Memory,
  { relocations: { extents, each } }: Pick<Executable, 'relocations'>,
  known: Pieces,
  target: { readonly map: FileMap; readonly totals: SizeTotals },
): void {
  const { map, totals } = target
  const claims = new Claims()
  each((from, to, address) => {
    const place = memory.offsetOf(address)
    const home = place === undefined ? -1 : pieceAt(known, place)
    if (home < 0) return
    claims.add(from, to, ownerOf(totals.packageOf(known.owners[home] ?? 0), 'dynamic-linking'))
  })
  const area = { part: 'dynamic-linking', claims } as const
  for (const { from, to } of extents) map.give(from, to, area)
}
