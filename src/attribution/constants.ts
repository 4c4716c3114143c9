/**
 * Strings, variables and other data. Symbols name the package; data without a symbol belongs to the package whose code,
 * or whose other data, points to it, and to no package where several do.
 */

import type { Extent } from '../inspect/bytes/extent.ts'
import type { Memory } from '../inspect/go/memory.ts'
import { newClaims, type Owner } from './claims.ts'
import { ascendingLengths, extentAt, insideOf, regionOf } from './extents.ts'
import type { FileMap } from './file-map.ts'
import type { Ledger } from './items.ts'
import { noPackage, ownerOf } from './parts.ts'

/** What is known to lie at a place. */
export interface Known extends Extent {
  readonly owner: Owner
}

export interface EmbeddedFile {
  readonly packageName: string
  /** Relative to the directory of its package. */
  readonly name: string
  readonly size: number
}

export interface ConstantSource {
  readonly memory: Memory
  /** Where data lies, in the order of the file, without overlaps. */
  readonly regions: readonly Extent[]
  /** Where strings of the source lie, as far as that is known. */
  readonly strings: Extent
  /** In the order of the file, without overlaps. */
  readonly known: readonly Known[]
  readonly embedded: readonly EmbeddedFile[]
}

interface Pointer {
  readonly at: number
  readonly target: number
  /** Of the region that it lies in. */
  readonly regionStart: number
}

/** Not known yet; what several use is of `noPackage`. */
const unknown = -1
const mostRounds = 4
/** A shorter string may be any other one of the same length. */
const shortestEmbedded = 256

export class Constants {
  readonly #source: ConstantSource
  readonly #ledger: Ledger
  readonly #starts = new Map<number, number>()
  /** Guesses: users of what stands somewhere behind a place that a package uses. */
  readonly #guesses = new Map<number, number>()
  /** Lengths that a variable has beside an address of strings. */
  readonly #lengths = new Map<number, number>()
  readonly #files = new Map<number, Owner>()
  readonly #wanted = new Map<number, EmbeddedFile[]>()
  #isChanged = false

  constructor(source: ConstantSource, ledger: Ledger) {
    this.#source = source
    this.#ledger = ledger
    for (const file of source.embedded) {
      if (file.size < shortestEmbedded) continue
      this.#wanted.set(file.size, [...(this.#wanted.get(file.size) ?? []), file])
    }
  }

  /** Notes that a package uses what lies at an offset of the file. */
  use(offset: number, packageId: number): void {
    if (regionOf(this.#source.regions, offset) === undefined) return
    if (extentAt(this.#source.known, offset) !== undefined) return
    this.#note(offset, packageId)
  }

  #note(offset: number, packageId: number): void {
    const before = this.#starts.get(offset)
    if (before === packageId || before === noPackage) return
    if (before !== undefined && packageId === unknown) return
    this.#starts.set(offset, before === undefined || before === unknown ? packageId : noPackage)
    this.#isChanged = true
  }

  /** Gives all regions of data to whom they belong. */
  settle(map: FileMap): void {
    const pointers = this.#findPointers()
    for (let round = 0; round < mostRounds; round++) {
      this.#isChanged = false
      this.#followPointers(pointers)
      if (!this.#isChanged) break
    }
    const { regions, strings, known } = this.#source
    const claims = newClaims()
    for (const { from, to, owner } of known) claims.add(from, to, owner)
    const lengths = ascendingLengths(this.#lengths)
    const inside = insideOf(lengths)
    const ends = new Map(lengths.map((one) => [one.from, one.to]))
    for (const offset of this.#starts.keys()) {
      // what looks like an address within a string is one by chance
      if (inside(offset)) continue
      const packageId = this.#ownerAt(offset)
      const region = regionOf(regions, offset)
      const part = offset >= strings.from && offset < strings.to ? 'strings' : 'data'
      const owner = this.#files.get(offset) ?? ownerOf(packageId === unknown ? noPackage : packageId, part)
      claims.add(offset, ends.get(offset) ?? region?.to ?? offset, owner)
    }
    map.give(strings.from, strings.to, { part: 'strings', claims, aligned: true })
    for (const { from, to } of regions) map.give(from, to, { part: 'data', claims, aligned: true })
  }

  #ownerAt(offset: number): number {
    const packageId = this.#starts.get(offset) ?? unknown
    return packageId === unknown ? (this.#guesses.get(offset) ?? unknown) : packageId
  }

  #guess(offset: number, packageId: number): void {
    this.#note(offset, unknown)
    if (packageId === unknown) return
    const before = this.#guesses.get(offset)
    if (before === packageId || before === noPackage) return
    this.#guesses.set(offset, before === undefined ? packageId : noPackage)
    this.#isChanged = true
  }

  /** Pointers from data to data, in the order of the file. */
  #findPointers(): readonly Pointer[] {
    const { memory, regions, strings, known } = this.#source
    const { pointerSize } = memory
    const found: Pointer[] = []
    for (const region of regions) {
      const first = Math.ceil(region.from / pointerSize) * pointerSize
      for (let at = first; at + pointerSize <= region.to; at += pointerSize) {
        if (at >= strings.from && at < strings.to) continue
        const address = memory.word(at)
        const target = address === 0 ? undefined : memory.offsetOf(address)
        if (target === undefined || regionOf(regions, target) === undefined) continue
        this.#noteLength(target, memory.word(at + pointerSize))
        if (extentAt(known, target) === undefined) found.push({ at, target, regionStart: region.from })
      }
    }
    return found
  }

  /** The package of a variable uses what the variable points to. */
  #followPointers(pointers: readonly Pointer[]): void {
    const { known } = this.#source
    const starts = Float64Array.from(this.#starts.keys()).sort()
    let [next, knownIndex, holder] = [0, 0, unknown]
    for (const { at, target, regionStart } of pointers) {
      while ((starts[next] ?? Number.POSITIVE_INFINITY) <= at) {
        holder = this.#ownerAt(starts[next] ?? 0)
        next += 1
      }
      while ((known[knownIndex]?.to ?? Number.POSITIVE_INFINITY) <= at) knownIndex += 1
      const here = known[knownIndex]
      const owner =
        here !== undefined && here.from <= at ? this.#ledger.packageOf(here.owner) : this.#headerOwner(at)
      const isBehind = (starts[next - 1] ?? 0) >= regionStart && holder !== noPackage
      if (owner !== undefined && owner !== noPackage) this.#note(target, owner)
      else this.#guess(target, isBehind ? holder : unknown)
    }
  }

  /** Code that reads the length of a string or slice alone points behind the pointer that comes first. */
  #headerOwner(at: number): number | undefined {
    const { pointerSize } = this.#source.memory
    for (const words of [0, 1, 2]) {
      const owner = this.#starts.get(at + words * pointerSize)
      if (owner !== undefined) return owner === unknown ? undefined : owner
    }
    return undefined
  }

  #noteLength(target: number, length: number): void {
    const { strings } = this.#source
    this.#noteFile(target, length)
    if (target < strings.from || target + length > strings.to || length === 0) return
    this.#lengths.set(target, Math.max(this.#lengths.get(target) ?? 0, length))
  }

  /** An embedded file is what a variable points to with exactly its length. */
  #noteFile(target: number, length: number): void {
    const files = this.#wanted.get(length)
    if (files === undefined || this.#files.has(target)) return
    const file = files.shift()
    if (file === undefined) return
    const home = this.#ledger.packageId(file.packageName)
    this.#files.set(target, this.#ledger.addItem('embedded-file', file.name, home))
    this.#note(target, home)
  }
}
