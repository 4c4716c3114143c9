/** Search in extents of a file, which are sorted. */
import { firstWhere } from '../common/search.ts'
import type { Extent } from '../inspect/bytes/extent.ts'
import type { Pieces } from './claims.ts'

/** Linear search in a few extents that do not overlap. */
export function regionOf(regions: readonly Extent[], offset: number): Extent | undefined {
  for (const region of regions) if (offset >= region.from && offset < region.to) return region
  return undefined
}

/** The index of the piece with an offset; -1 if there is none. */
export function pieceAt({ count, from, to }: Pieces, offset: number): number {
  const found = firstWhere(count, (at) => (to[at] ?? 0) > offset)
  return found < count && (from[found] ?? 0) <= offset ? found : -1
}

/** Strings of a file, by number, sorted and without overlaps. */
export interface StringExtents {
  readonly starts: Int32Array
  readonly ends: Int32Array
}

/**
 * The linker sorts strings by length, so the longest consistent sequence of candidates is accepted.
 *
 * @param found candidates; the longest at each offset counts
 */
export function ascendingLengths(found: Pieces): StringExtents {
  const { from, to, count } = longestOfEach(found)
  /** Longest increasing subsequence: for each number of strings, the shortest string that can end a sequence of that many. */
  const lasts = new Int32Array(count)
  const before = new Int32Array(count)
  let most = 0
  const sizeOf = (index: number) => (to[index] ?? 0) - (from[index] ?? 0)
  for (let index = 0; index < count; index++) {
    const size = sizeOf(index)
    const place = firstWhere(most, (at) => sizeOf(lasts[at] ?? 0) > size)
    before[index] = place === 0 ? -1 : (lasts[place - 1] ?? -1)
    lasts[place] = index
    if (place === most) most += 1
  }
  const [starts, ends] = [new Int32Array(most), new Int32Array(most)]
  let [place, next] = [most, Number.POSITIVE_INFINITY]
  for (let index = most === 0 ? -1 : (lasts[most - 1] ?? -1); index >= 0; index = before[index] ?? -1) {
    // strings do not overlap, so the word after this address is not a length
    if ((to[index] ?? 0) > next) continue
    next = from[index] ?? 0
    place -= 1
    starts[place] = next
    ends[place] = to[index] ?? 0
  }
  return { starts: starts.subarray(place), ends: ends.subarray(place) }
}

function longestOfEach({ from, to, count }: Pieces): Omit<Pieces, 'owners'> {
  const [starts, ends] = [new Int32Array(count), new Int32Array(count)]
  let last = -1
  for (let index = 0; index < count; index++) {
    const start = from[index] ?? 0
    if (last < 0 || start !== starts[last]) last += 1
    starts[last] = start
    ends[last] = Math.max(ends[last] ?? 0, to[index] ?? 0)
  }
  return { from: starts, to: ends, count: last + 1 }
}
