/** Pointers from data to data. */
import type { Extent } from '../inspect/bytes/extent.ts'
import type { Memory } from '../inspect/go/memory.ts'
import type { PointerMask } from '../inspect/go/pointer-mask.ts'
import { regionOf } from './extents.ts'

/** All extents are of the file, in its order and without overlaps. */
export interface PointerSource {
  readonly memory: Memory
  /** Where data lies. */
  readonly regions: readonly Extent[]
  /** Those of them in which pointers may be. */
  readonly withPointers: readonly Extent[]
  /** What has no pointers that matter here. */
  readonly withoutPointers: readonly Extent[]
  /** Where strings of the source lie, as far as that is known. */
  readonly strings: Extent
  /** Which words of variables are pointers. */
  readonly pointers: PointerMask | undefined
}

/** Of everything that is larger than some bytes. */
const alignment = 4
const longest = 1 << 30

/** `next` is the word after the pointer: a length, if it is one of a string or slice. `start` is that of the region. */
type UsePointer = (at: number, target: number, next: number, start: number) => void

/** In the order of the file. */
export function eachPointer(source: PointerSource, use: UsePointer): void {
  const { memory, regions, strings } = source
  const { pointerSize, least, most } = memory
  const isWithout = passing(source.withoutPointers)
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
  // only bytes may lie anywhere, and their number stands beside the address
  return target % alignment === 0 || (next > 0 && next < longest)
}

/** Whether an offset lies in one of the extents; asked in ascending order. */
function passing(extents: readonly Extent[]): (offset: number) => boolean {
  let next = 0
  return (offset) => {
    while ((extents[next]?.to ?? Number.POSITIVE_INFINITY) <= offset) next += 1
    return (extents[next]?.from ?? Number.POSITIVE_INFINITY) <= offset
  }
}
