/** Attributes the exception table of Windows (`.pdata`), which has an entry for each function. */
import { firstWhere } from '../common/search.ts'
import type { Executable } from '../inspect/executable/executable.ts'
import type { Memory } from '../inspect/go/memory.ts'
import { Claims, type Owner } from './claims.ts'
import type { FileMap } from './file-map.ts'
import type { CodeRanges } from './functions.ts'

/** @param rest owner of the entries of other code */
export function giveUnwindEntries(
  memory: Memory,
  { unwinding: { extents, each } }: Pick<Executable, 'unwinding'>,
  { count, from: starts, to: ends, owners }: CodeRanges,
  target: { readonly map: FileMap; readonly rest: Owner },
): void {
  const claims = new Claims()
  each((from, to, address) => {
    const place = memory.offsetOf(address)
    if (place === undefined) return
    const number = firstWhere(count, (at) => (ends[at] ?? 0) > place)
    const isInside = number < count && (starts[number] ?? 0) <= place
    claims.add(from, to, isInside ? (owners[number] ?? 0) : target.rest)
  })
  const area = { part: 'line-tables', claims, describes: true } as const
  for (const { from, to } of extents) target.map.give(from, to, area)
}
