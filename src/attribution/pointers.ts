/** Pointers from data to data. */
import type { Extent } from '../inspect/bytes/extent.ts'
import type { Memory } from '../inspect/go/memory.ts'
import type { PointerMask } from '../inspect/go/pointer-mask.ts'
import { regionOf } from './extents.ts'

/** All extents are file offsets, sorted and without overlaps. */
export interface PointerSource {
  readonly memory: Memory
  /** Extents of data. */
  readonly regions: readonly Extent[]
  /** Extents of data that may contain pointers. */
  readonly withPointers: readonly Extent[]
  /** Extents without relevant pointers. */
  readonly withoutPointers: readonly Extent[]
  /** Extent of string constants, as far as known. */
  readonly strings: Extent
  /** Which words of variables are pointers. */
  readonly pointers: PointerMask | undefined
}

/** In bytes. Only very small data has a smaller alignment. */
const alignment = 4
const longest = 1 << 30

/**
 * `next` is the word after the pointer, which is the length if the pointer is that of a string or slice. `start` is the offset of
 * the region.
 */
type UsePointer = (at: number, target: number, next: number, start: number) => void

/** In the order of the file. */
export function eachPointer(source: PointerSource, use: UsePointer): void {
  const { memory, regions, strings } = source
  const { pointerSize, least, most } = memory
  const isWithout = ascendingLookup(source.withoutPointers)
  for (const region of source.withPointers) {
    const first = Math.ceil(region.from / pointerSize) * pointerSize
    for (let at = first; at + pointerSize <= region.to; at += pointerSize) {
      const address = memory.word(at)
      if (address < least || address >= most) continue
      const target = memory.offsetOf(address)
      if (target === undefined || regionOf(regions, target) === undefined) continue
      if ((at >= strings.from && at < strings.to) || isWithout(at)) continue
      const next = memory.word(at + pointerSize)
      if (isPointer(source, at, target, next)) use(at, target, next, region.from)
    }
  }
}

function isPointer({ memory, pointers }: PointerSource, at: number, target: number, next: number): boolean {
  if (pointers !== undefined && at >= pointers.from && at < pointers.to) {
    return pointers.words[(at - pointers.from) / memory.pointerSize] === 1
  }
  // only byte data may be unaligned, and its length is in the word after the address
  return target % alignment === 0 || (next > 0 && next < longest)
}

/** Whether an offset is in one of the extents; must be called with ascending offsets. */
function ascendingLookup(extents: readonly Extent[]): (offset: number) => boolean {
  let next = 0
  return (offset) => {
    while ((extents[next]?.to ?? Number.POSITIVE_INFINITY) <= offset) next += 1
    return (extents[next]?.from ?? Number.POSITIVE_INFINITY) <= offset
  }
}
