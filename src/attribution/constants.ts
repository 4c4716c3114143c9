/**
 * Strings, variables and other data. Symbols name the package; data without a symbol belongs to the package whose code,
 * or whose other data, points to it, and to no package where several do.
 */

import type { Extent } from '../inspect/bytes/extent.ts'
import { newClaims, type Owner } from './claims.ts'
import { ascendingLengths, extentAt, insideOf, regionOf } from './extents.ts'
import type { Area, FileMap } from './file-map.ts'
import type { Ledger } from './items.ts'
import { noPackage, ownerOf } from './parts.ts'
import { eachPointer, type PointerSource } from './pointers.ts'

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

export interface ConstantSource extends PointerSource {
  /** In the order of the file, without overlaps. */
  readonly known: readonly Known[]
  readonly embedded: readonly EmbeddedFile[]
}

/** Pointers from data to data, in the order of the file; of each one: */
interface Pointers {
  /** Numbers of the places that they lead to. */
  readonly targets: number[]
  /** The package that they are known to lie in, or `unknown`. */
  readonly homes: number[]
  /** The place that code uses which is, or has right after it, the length that belongs to them; or `nowhere`. */
  readonly headers: number[]
  /** The last place before them that something points to; or `nowhere`. */
  readonly holders: number[]
}

/** Not known yet; what several use is of `noPackage`. */
const unknown = -1
const nowhere = -1
const mostRounds = 8
/** A shorter string may be any other one of the same length. */
const shortestEmbedded = 256

export class Constants {
  readonly #source: ConstantSource
  readonly #ledger: Ledger
  /** Numbers of places that something points to, by their offsets. */
  readonly #numbers = new Map<number, number>()
  /** By number. */
  readonly #offsets: number[] = []
  readonly #users: number[] = []
  /** Guesses: users of what stands somewhere behind a place that a package uses. */
  readonly #guesses: number[] = []
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
    this.#note(this.#numberOf(offset), packageId)
  }

  #numberOf(offset: number): number {
    const known = this.#numbers.get(offset)
    if (known !== undefined) return known
    const number = this.#offsets.length
    this.#numbers.set(offset, number)
    this.#offsets.push(offset)
    this.#users.push(unknown)
    this.#guesses.push(unknown)
    return number
  }

  #note(number: number, packageId: number): void {
    const before = this.#users[number]
    if (before === packageId || before === noPackage || packageId === unknown) return
    this.#users[number] = before === unknown ? packageId : noPackage
    this.#isChanged = true
  }

  #guess(number: number, packageId: number): void {
    const before = this.#guesses[number]
    if (before === packageId || before === noPackage || packageId === unknown) return
    this.#guesses[number] = before === unknown ? packageId : noPackage
    this.#isChanged = true
  }

  #ownerOf(number: number): number {
    const user = this.#users[number] ?? unknown
    return user === unknown ? (this.#guesses[number] ?? unknown) : user
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
    for (let number = 0; number < this.#offsets.length; number++) {
      const offset = this.#offsets[number] ?? 0
      // what looks like an address within a string is one by chance
      if (inside(offset)) continue
      const packageId = this.#ownerOf(number)
      const region = regionOf(regions, offset)
      const part = offset >= strings.from && offset < strings.to ? 'strings' : 'data'
      const owner = this.#files.get(offset) ?? ownerOf(packageId === unknown ? noPackage : packageId, part)
      claims.add(offset, ends.get(offset) ?? region?.to ?? offset, owner)
    }
    map.give(strings.from, strings.to, { part: 'strings', claims, aligned: true })
    const data: Area = { part: 'data', claims, aligned: true }
    for (const { from, to } of regions) map.give(from, to, data)
  }

  #findPointers(): Pointers {
    const { known } = this.#source
    const [places, starts, targets]: [number[], number[], number[]] = [[], [], []]
    eachPointer(this.#source, (at, target, next, start) => {
      this.#noteLength(target, next)
      if (extentAt(known, target) !== undefined) return
      places.push(at)
      starts.push(start)
      targets.push(this.#numberOf(target))
    })
    return { targets, ...this.#surroundings(places, starts) }
  }

  /** What stands around so many places of pointers in regions that begin at `starts`. */
  #surroundings(places: readonly number[], starts: readonly number[]): Omit<Pointers, 'targets'> {
    const { known, memory } = this.#source
    const order = Float64Array.from(this.#offsets).sort()
    const [homes, headers, holders]: [number[], number[], number[]] = [[], [], []]
    let [next, nextKnown] = [0, 0]
    for (let index = 0; index < places.length; index++) {
      const at = places[index] ?? 0
      while ((order[next] ?? Number.POSITIVE_INFINITY) <= at) next += 1
      while ((known[nextKnown]?.to ?? Number.POSITIVE_INFINITY) <= at) nextKnown += 1
      const here = known[nextKnown]
      homes.push(here !== undefined && here.from <= at ? this.#ledger.packageOf(here.owner) : unknown)
      const before = order[next - 1] ?? -1
      holders.push(before < (starts[index] ?? 0) ? nowhere : (this.#numbers.get(before) ?? nowhere))
      headers.push(this.#headerOf(at, memory.pointerSize))
    }
    return { homes, headers, holders }
  }

  /** Code that reads the length of a string or slice alone points behind the pointer that comes first. */
  #headerOf(at: number, pointerSize: number): number {
    for (let words = 0; words < 3; words++) {
      const number = this.#numbers.get(at + words * pointerSize)
      if (number !== undefined) return number
    }
    return nowhere
  }

  /** The package of a variable uses what the variable points to. */
  #followPointers({ targets, homes, headers, holders }: Pointers): void {
    for (let index = 0; index < targets.length; index++) {
      const target = targets[index] ?? 0
      const home = homes[index] ?? unknown
      const user = home === unknown ? (this.#users[headers[index] ?? nowhere] ?? unknown) : home
      if (user !== unknown && user !== noPackage) this.#note(target, user)
      else {
        const holder = this.#ownerOf(holders[index] ?? nowhere)
        if (holder !== noPackage) this.#guess(target, holder)
      }
    }
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
    this.#note(this.#numberOf(target), home)
  }
}
