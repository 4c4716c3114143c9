/** Determines which package uses each place: an offset in data that code or other data refers to. */
import type { Pieces } from './claims.ts'
import type { SizeTotals } from './items.ts'
import type { OffsetSet } from './offset-set.ts'
import { noPackage } from './parts.ts'

/** Not known yet; data that several packages use belongs to `noPackage`. */
export const unknownUser = -1
const nowhere = -1
const mostRounds = 8

/** Pointers from data to places, in the order of the file. */
export interface DataPointers {
  /** Offsets of the pointers, and below the start of the region of each. */
  readonly at: Int32Array
  readonly start: Int32Array
  readonly target: Int32Array
  readonly pointerSize: number
  /** Data with known owners, without overlaps. */
  readonly known: Pieces
}

/** Facts about each pointer; the arrays have one element per pointer. */
interface PointerContext {
  /** The number of the place that it points to. */
  readonly targets: Int32Array
  /** The package that owns the pointer, or `unknownUser`. */
  readonly packages: Int32Array
  /** The first place at the pointer or in the two words after it, such as the length of a slice; or `nowhere`. */
  readonly headers: Int32Array
  /** The last place in its region at or before the pointer; or `nowhere`. */
  readonly holders: Int32Array
}

export class Users {
  /** File offsets of the places, ascending; the index is the number of a place. */
  readonly offsets: Int32Array
  readonly #places: OffsetSet
  readonly #users: Int32Array
  /**
   * Used for places without a known user: the users of the places before the pointers to them, which may be of the same variable.
   */
  readonly #guesses: Int32Array
  #isChanged = false

  constructor(places: OffsetSet) {
    this.#places = places
    this.offsets = places.offsets()
    this.#users = new Int32Array(this.offsets.length).fill(unknownUser)
    this.#guesses = new Int32Array(this.offsets.length).fill(unknownUser)
  }

  /** Records that a package uses the data at a file offset, if that is one of the places. */
  note(offset: number, packageId: number): void {
    if (this.#places.has(offset)) this.#add(this.#users, this.#places.numberOf(offset), packageId)
  }

  /** Data that several packages use belongs to `noPackage`. */
  #add(users: Int32Array, number: number, packageId: number): void {
    const before = users[number] ?? unknownUser
    if (before === packageId || before === noPackage || packageId === unknownUser) return
    users[number] = before === unknownUser ? packageId : noPackage
    this.#isChanged = true
  }

  /** The package, or `unknownUser`. */
  ownerOf(number: number): number {
    const user = this.#users[number] ?? unknownUser
    return user === unknownUser ? (this.#guesses[number] ?? unknownUser) : user
  }

  /** The owner of the data at a file offset. */
  ownerAt(offset: number): number {
    return this.#places.has(offset) ? this.ownerOf(this.#places.numberOf(offset)) : unknownUser
  }

  /** The package that uses a variable also uses the targets of its pointers. */
  follow(pointers: DataPointers, totals: SizeTotals): void {
    const context = this.#contextOf(pointers, totals)
    for (let round = 0; round < mostRounds; round++) {
      this.#isChanged = false
      this.#followOnce(context)
      if (!this.#isChanged) break
    }
  }

  #followOnce({ targets, packages, headers, holders }: PointerContext): void {
    for (let index = 0; index < targets.length; index++) {
      const target = targets[index] ?? 0
      const packageId = packages[index] ?? unknownUser
      const header = headers[index] ?? nowhere
      const user =
        packageId !== unknownUser || header === nowhere ? packageId : (this.#users[header] ?? unknownUser)
      if (user !== unknownUser && user !== noPackage) this.#add(this.#users, target, user)
      else {
        const number = holders[index] ?? nowhere
        const holder = number === nowhere ? unknownUser : this.ownerOf(number)
        if (holder !== noPackage) this.#add(this.#guesses, target, holder)
      }
    }
  }

  #contextOf({ at, start, target, pointerSize, known }: DataPointers, totals: SizeTotals): PointerContext {
    const count = at.length
    const column = () => new Int32Array(count)
    const [targets, packages, headers, holders] = [column(), column(), column(), column()]
    let [next, nextKnown] = [0, 0]
    for (let index = 0; index < count; index++) {
      const place = at[index] ?? 0
      while ((this.offsets[next] ?? Number.POSITIVE_INFINITY) <= place) next += 1
      while (nextKnown < known.count && (known.to[nextKnown] ?? 0) <= place) nextKnown += 1
      const isKnown = nextKnown < known.count && (known.from[nextKnown] ?? 0) <= place
      packages[index] = isKnown ? totals.packageOf(known.owners[nextKnown] ?? 0) : unknownUser
      holders[index] = (this.offsets[next - 1] ?? -1) < (start[index] ?? 0) ? nowhere : next - 1
      headers[index] = this.#headerOf(place, pointerSize)
      targets[index] = this.#places.numberOf(target[index] ?? 0)
    }
    return { targets, packages, headers, holders }
  }

  /** Code that reads only the length of a string or slice refers to the word after its pointer. */
  #headerOf(at: number, pointerSize: number): number {
    for (let words = 0; words < 3; words++) {
      const place = at + words * pointerSize
      if (this.#places.has(place)) return this.#places.numberOf(place)
    }
    return nowhere
  }
}
