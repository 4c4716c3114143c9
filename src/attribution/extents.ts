/** Searching in extents of a file, which are in its order and do not overlap. */
import type { Extent } from '../inspect/bytes/extent.ts'

/** Of a few. */
export function regionOf(regions: readonly Extent[], offset: number): Extent | undefined {
  for (const region of regions) if (offset >= region.from && offset < region.to) return region
  return undefined
}

export function extentAt<T extends Extent>(known: readonly T[], offset: number): T | undefined {
  let [low, high] = [0, known.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((known[middle]?.to ?? 0) > offset) high = middle
    else low = middle + 1
  }
  const found = known[low]
  return found !== undefined && found.from <= offset ? found : undefined
}

/** The place of a number in ascending ones; -1 where it is none of them. */
export function placeOfNumber(ascending: readonly number[], number: number): number {
  let [low, high] = [0, ascending.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((ascending[middle] ?? 0) < number) low = middle + 1
    else high = middle
  }
  return ascending[low] === number ? low : -1
}

/** The first of so many places for which it is true; then it is for all that follow. `count` where there is none. */
function firstWhere(count: number, isTrue: (at: number) => boolean): number {
  let [low, high] = [0, count]
  while (low < high) {
    const middle = (low + high) >> 1
    if (isTrue(middle)) high = middle
    else low = middle + 1
  }
  return low
}

/** The linker orders strings by their lengths: of what looks like one, the most that fit together are. */
export function ascendingLengths(lengths: ReadonlyMap<number, number>): readonly Extent[] {
  const starts = Float64Array.from(lengths.keys()).sort()
  const sizes = Float64Array.from(starts, (start) => lengths.get(start) ?? 0)
  /** By how many fit together, the last of them that is shortest. */
  const lasts = new Int32Array(starts.length)
  const before = new Int32Array(starts.length)
  let most = 0
  for (let index = 0; index < starts.length; index++) {
    const size = sizes[index] ?? 0
    const place = firstWhere(most, (at) => (sizes[lasts[at] ?? 0] ?? 0) > size)
    before[index] = place === 0 ? -1 : (lasts[place - 1] ?? -1)
    lasts[place] = index
    if (place === most) most += 1
  }
  const chosen: Extent[] = []
  for (let index = most === 0 ? -1 : (lasts[most - 1] ?? -1); index >= 0; index = before[index] ?? -1) {
    const from = starts[index] ?? 0
    const to = from + (sizes[index] ?? 0)
    // strings do not overlap: then it is no length that stands beside the address
    if (to <= (chosen.at(-1)?.from ?? Number.POSITIVE_INFINITY)) chosen.push({ from, to })
  }
  return chosen.reverse()
}

/** Whether an offset lies in one of the extents, after its start. */
export function insideOf(sorted: readonly Extent[]): (offset: number) => boolean {
  return (offset) => (extentAt(sorted, offset)?.from ?? offset) < offset
}
