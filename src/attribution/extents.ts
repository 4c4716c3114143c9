/** Searching in extents of a file, which are in its order and do not overlap. */
import type { Extent } from '../inspect/go/pclntab.ts'

/** Of a few. */
export function regionOf(regions: readonly Extent[], offset: number): Extent | undefined {
  for (const region of regions) if (offset >= region.from && offset < region.to) return region
  return undefined
}

export function extentAt<T extends Extent>(known: readonly T[], offset: number): T | undefined {
  let [low, high] = [0, known.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((known[middle]?.to ?? 0) <= offset) low = middle + 1
    else high = middle
  }
  const found = known[low]
  return found !== undefined && found.from <= offset ? found : undefined
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
    let [low, high] = [0, most]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((sizes[lasts[middle] ?? 0] ?? 0) <= size) low = middle + 1
      else high = middle
    }
    before[index] = low === 0 ? -1 : (lasts[low - 1] ?? -1)
    lasts[low] = index
    if (low === most) most += 1
  }
  const chosen: Extent[] = []
  for (let index = most === 0 ? -1 : (lasts[most - 1] ?? -1); index >= 0; index = before[index] ?? -1) {
    const from = starts[index] ?? 0
    chosen.push({ from, to: from + (sizes[index] ?? 0) })
  }
  return chosen.reverse()
}

/** Whether an offset lies in one of the extents, after its start. */
export function insideOf(sorted: readonly Extent[]): (offset: number) => boolean {
  return (offset) => {
    let [low, high] = [0, sorted.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((sorted[middle]?.from ?? 0) < offset) low = middle + 1
      else high = middle
    }
    return (sorted[low - 1]?.to ?? 0) > offset
  }
}
