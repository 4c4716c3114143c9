import { doubled } from '../common/number-list.ts'

/** An item (0 and above), or a part of a package (from `ownerOf`). */
export type Owner = number

/** Parts of a file and their owners, in the order of the file; each index of the arrays is one piece. */
export interface Pieces {
  readonly count: number
  readonly from: Int32Array
  readonly to: Int32Array
  readonly owners: Int32Array
}

const firstCapacity = 1 << 8
/** Enough for about 1.5 million functions, more than the largest programs have. A damaged file may have any number. */
export const mostClaims = 1 << 23

/** Thrown instead of dropping claims: their bytes would be counted for other packages. */
export class TooManyClaimsError extends Error {
  override readonly name = 'TooManyClaimsError'
  constructor() {
    super('it has more functions and variables than linkgate can attribute')
  }
}
const largestFile = 1 << 30

/** Owners of parts of a file, in typed arrays because a program of 100 MB has millions of them. */
export class Claims {
  #length = 0
  #from: Int32Array<ArrayBuffer>
  #to: Int32Array<ArrayBuffer>
  #owners: Int32Array<ArrayBuffer>
  #isSorted = true

  /** @param expected approximate number of claims */
  constructor(expected = 0) {
    const capacity = Math.max(firstCapacity, Math.min(expected, mostClaims))
    this.#from = new Int32Array(capacity)
    this.#to = new Int32Array(capacity)
    this.#owners = new Int32Array(capacity)
  }

  /**
   * `to` may be past the start of another claim, which then ends this one.
   *
   * @throws {TooManyClaimsError}
   */
  add(from: number, to: number, owner: Owner): void {
    const length = this.#length
    if (!(to > from) || from < 0 || from >= largestFile) return
    if (length >= mostClaims) throw new TooManyClaimsError()
    if (length === this.#from.length) this.#grow()
    if (length > 0 && from < (this.#from[length - 1] ?? 0)) this.#isSorted = false
    this.#from[length] = from
    this.#to[length] = Math.min(to, largestFile)
    this.#owners[length] = owner
    this.#length = length + 1
  }

  #grow(): void {
    this.#from = doubled(this.#from)
    this.#to = doubled(this.#to)
    this.#owners = doubled(this.#owners)
  }

  /** Claims at one offset keep their order. The result is valid until another claim is added. */
  sorted(): Pieces {
    const count = this.#length
    if (!this.#isSorted) {
      const order = sortedIndexes(this.#from.subarray(0, count))
      this.#from = permuted(this.#from, order)
      this.#to = permuted(this.#to, order)
      this.#owners = permuted(this.#owners, order)
      this.#isSorted = true
    }
    return { count: this.#length, from: this.#from, to: this.#to, owners: this.#owners }
  }
}

function permuted(numbers: Int32Array, order: Int32Array): Int32Array<ArrayBuffer> {
  const found = new Int32Array(order.length)
  for (let place = 0; place < order.length; place++) found[place] = numbers[order[place] ?? 0] ?? 0
  return found
}

/** Bits of an offset per pass of the radix sort. */
const digitBits = 11
const digits = 1 << digitBits

/** Indexes sorted by offset; stable. */
function sortedIndexes(offsets: Int32Array): Int32Array {
  let [least, most] = [largestFile, 0]
  let order = new Int32Array(offsets.length)
  for (let index = 0; index < offsets.length; index++) {
    const offset = offsets[index] ?? 0
    if (offset < least) least = offset
    if (offset > most) most = offset
    order[index] = index
  }
  let spare = new Int32Array(offsets.length)
  for (let shift = 0; (most - least) >>> shift > 0; shift += digitBits) {
    sortByDigit({ offsets, least, shift }, order, spare)
    ;[order, spare] = [spare, order]
  }
  return order
}

interface Digit {
  readonly offsets: Int32Array
  /** The smallest of all offsets. */
  readonly least: number
  readonly shift: number
}

function sortByDigit({ offsets, least, shift }: Digit, order: Int32Array, into: Int32Array): void {
  const starts = new Int32Array(digits + 1)
  for (let index = 0; index < offsets.length; index++) {
    const next = ((((offsets[index] ?? 0) - least) >>> shift) & (digits - 1)) + 1
    starts[next] = (starts[next] ?? 0) + 1
  }
  for (let digit = 1; digit < digits; digit++) starts[digit] = (starts[digit] ?? 0) + (starts[digit - 1] ?? 0)
  for (let place = 0; place < order.length; place++) {
    const index = order[place] ?? 0
    const digit = (((offsets[index] ?? 0) - least) >>> shift) & (digits - 1)
    const at = starts[digit] ?? 0
    starts[digit] = at + 1
    into[at] = index
  }
}
