/** Each byte of a file belongs to one area, and within it to one owner, so the sums equal the size of the file. */

import { firstWhere } from '../common/search.ts'
import type { Extent } from '../inspect/bytes/extent.ts'
import type { ProgramPart } from '../model/program-part.ts'
import { Claims, type Owner, type Pieces } from './claims.ts'
import { noPackage, ownerOf } from './parts.ts'

export interface Area {
  /** Purpose of its bytes, unless a claim sets another. */
  readonly part: ProgramPart
  /** Owners; a claim ends at the latest where the next starts. */
  readonly claims?: Claims
  /** Owner of the rest. Default: no package. */
  readonly rest?: Owner
  /** Whether short gaps between two claims are alignment. */
  readonly aligned?: boolean
  /** Whether its bytes describe items, such as line tables, and are not the items themselves. */
  readonly describes?: boolean
}

/** Receives a number of bytes and their owner. `describes` is the flag of their area. */
export type Tally = (owner: Owner, bytes: number, describes: boolean) => void

/** The owner of bytes that two owners share. */
export type Share = (part: ProgramPart, one: Owner, other: Owner) => Owner

interface Place {
  readonly from: number
  readonly to: number
  readonly area: Area
}

/** In bytes. The largest alignment of a linker within a section. */
const largestGap = 64
/** A program has some dozens of areas; a damaged one may have any number of sections. */
const mostPlaces = 4096
const padding = ownerOf(noPackage, 'padding')

export class FileMap {
  readonly size: number
  readonly #places: Place[] = []

  constructor(size: number) {
    this.size = size
  }

  /** Assigns the bytes between two offsets to an area, except for those that are already assigned. */
  give(from: number, to: number, area: Area): void {
    let start = Math.max(0, Math.floor(from))
    const end = Math.min(this.size, Math.floor(to))
    let index = this.#firstEndingAfter(start)
    while (start < end && this.#places.length < mostPlaces) {
      const next = this.#places[index]
      const stop = Math.min(end, next?.from ?? end)
      if (stop > start) this.#places.splice(index++, 0, { from: start, to: stop, area })
      start = Math.max(stop, next?.to ?? end)
      index += 1
    }
  }

  #firstEndingAfter(offset: number): number {
    return firstWhere(this.#places.length, (at) => (this.#places[at]?.to ?? 0) > offset)
  }

  /** Extents without an area, in the whole file or between two offsets. */
  free(start = 0, end = this.size): readonly Extent[] {
    const free: Extent[] = []
    let from = start
    for (let index = this.#firstEndingAfter(start); from < end; index++) {
      const place = this.#places[index]
      const to = Math.min(end, place?.from ?? end)
      if (to > from) free.push({ from, to })
      from = Math.max(from, place?.to ?? end)
    }
    return free
  }

  /** Attributes every byte of the file exactly once. */
  settle(share: Share, tally: Tally): void {
    for (const { from, to } of this.free()) tally(ownerOf(noPackage, 'unknown'), to - from, false)
    const areas = new Map<Area, Place[]>()
    for (const place of this.#places) {
      const places = areas.get(place.area)
      if (places === undefined) areas.set(place.area, [place])
      else places.push(place)
    }
    for (const [area, places] of areas) settleArea(area, places, share, tally)
  }
}

const none: Pieces = new Claims().sorted()

/** Claims and places are both in the order of the file. */
function settleArea(area: Area, places: readonly Place[], share: Share, tally: Tally): void {
  const settling = new Settling(area, places, share, tally)
  const { count, from, to, owners } = area.claims?.sorted() ?? none
  for (let index = 0; index < count; index++) {
    settling.take(from[index] ?? 0, to[index] ?? 0, owners[index] ?? 0)
  }
  settling.finish()
}

class Settling {
  readonly #area: Area
  readonly #places: readonly Place[]
  readonly #share: Share
  readonly #tally: Tally
  /** Owner of bytes that several packages claim. */
  readonly #unowned: Owner
  /** Owner of bytes without a claim. */
  readonly #rest: Owner
  readonly #isAligned: boolean
  readonly #describes: boolean
  /** All bytes before it are attributed. */
  #cursor: number
  #place = 0
  /** The current claim. Another claim at the same offset shares it. */
  #from = -1
  #to = -1
  #owner: Owner = 0

  constructor(area: Area, places: readonly Place[], share: Share, tally: Tally) {
    this.#area = area
    this.#places = places
    this.#share = share
    this.#tally = tally
    this.#unowned = ownerOf(noPackage, area.part)
    this.#rest = area.rest ?? this.#unowned
    this.#isAligned = area.aligned === true
    this.#describes = area.describes === true
    this.#cursor = places[0]?.from ?? 0
  }

  take(from: number, to: number, owner: Owner): void {
    if (from === this.#from) {
      if (to > this.#to) this.#to = to
      if (owner !== this.#owner && this.#owner !== this.#unowned)
        this.#owner = this.#share(this.#area.part, this.#owner, owner)
      return
    }
    this.#close(from)
    this.#from = from
    this.#to = to
    this.#owner = owner
  }

  finish(): void {
    const end = this.#places.at(-1)?.to ?? 0
    this.#close(end)
    this.#advance(end, undefined)
  }

  #close(next: number): void {
    if (this.#from < 0) return
    this.#advance(this.#from, undefined)
    this.#advance(Math.min(this.#to, next), this.#owner)
  }

  /** Attributes all bytes of the area up to an offset to an owner. */
  #advance(stop: number, owner: Owner | undefined): void {
    while (stop > this.#cursor) {
      const place = this.#places[this.#place]
      if (place === undefined) return
      if (this.#cursor < place.from) this.#cursor = place.from
      const end = Math.min(stop, place.to)
      if (end > this.#cursor) {
        const bytes = end - this.#cursor
        this.#tally(owner ?? this.#gapOwner(bytes), bytes, this.#describes)
        this.#cursor = end
      }
      if (stop < place.to) return
      this.#place += 1
    }
  }

  /** Owner of a gap between claims. */
  #gapOwner(bytes: number): Owner {
    return this.#isAligned && bytes < largestGap ? padding : this.#rest
  }
}
