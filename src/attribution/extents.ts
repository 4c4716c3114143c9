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
  const all = [...lengths].map(([from, length]): Extent => ({ from, to: from + length }))
  all.sort((a, b) => a.from - b.from)
  const size = ({ from, to }: Extent) => to - from
  /** By how many fit together, the last of them that is shortest. */
  const lasts: number[] = []
  const before = new Int32Array(all.length)
  for (const [index, one] of all.entries()) {
    let [low, high] = [0, lasts.length]
    while (low < high) {
      const middle = (low + high) >> 1
      const last = all[lasts[middle] ?? 0]
      if (last !== undefined && size(last) <= size(one)) low = middle + 1
      else high = middle
    }
    before[index] = lasts[low - 1] ?? -1
    lasts[low] = index
  }
  const chosen: Extent[] = []
  for (let index = lasts.at(-1) ?? -1; index >= 0; index = before[index] ?? -1) {
    const one = all[index]
    if (one !== undefined) chosen.push(one)
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
