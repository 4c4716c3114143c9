/** Who a part of a file belongs to, of many parts; kept in typed arrays, since a program of 100 MB has millions. */
export interface Claims {
  readonly length: number
  /** `to` may be past the start of another claim, which then ends this one. */
  add(from: number, to: number, owner: Owner): void
  /** In the order of the file; those of one place in the order in which they came. */
  each(use: (from: number, to: number, owner: Owner) => void): void
}

/** An item (0 and more), or a package's part, as `ownerOf` has it. */
export type Owner = number

const firstCapacity = 1 << 10
const mostClaims = 1 << 23
const largestFile = 1 << 30

/** @param expected about how many there will be */
export function newClaims(expected = 0): Claims {
  return new ClaimList(Math.max(firstCapacity, Math.min(expected, mostClaims)))
}

class ClaimList implements Claims {
  length = 0
  #from: Uint32Array
  #to: Uint32Array
  #owners: Int32Array
  #isSorted = true
  #order: Uint32Array | undefined

  constructor(capacity: number) {
    this.#from = new Uint32Array(capacity)
    this.#to = new Uint32Array(capacity)
    this.#owners = new Int32Array(capacity)
  }

  add(from: number, to: number, owner: Owner): void {
    const { length } = this
    if (!(to > from) || from < 0 || from >= largestFile || length >= mostClaims) return
    if (length === this.#from.length) this.#grow()
    if (length > 0 && from < (this.#from[length - 1] ?? 0)) this.#isSorted = false
    this.#from[length] = from
    this.#to[length] = Math.min(to, largestFile)
    this.#owners[length] = owner
    this.length = length + 1
    this.#order = undefined
  }

  #grow(): void {
    const [from, to, owners] = [this.#from, this.#to, this.#owners]
    this.#from = new Uint32Array(2 * this.length)
    this.#to = new Uint32Array(2 * this.length)
    this.#owners = new Int32Array(2 * this.length)
    this.#from.set(from)
    this.#to.set(to)
    this.#owners.set(owners)
  }

  each(use: (from: number, to: number, owner: Owner) => void): void {
    if (!this.#isSorted) this.#order ??= inOrder(this.#from.subarray(0, this.length))
    for (let place = 0; place < this.length; place++) {
      const index = this.#order === undefined ? place : (this.#order[place] ?? 0)
      use(this.#from[index] ?? 0, this.#to[index] ?? 0, this.#owners[index] ?? 0)
    }
  }
}

/** Bits of an offset by which all are sorted at a time. */
const digitBits = 11
const digits = 1 << digitBits

/** Indexes in the order of their offsets; equal ones keep theirs. */
function inOrder(offsets: Uint32Array): Uint32Array {
  let [least, most] = [largestFile, 0]
  let order = new Uint32Array(offsets.length)
  for (let index = 0; index < offsets.length; index++) {
    const offset = offsets[index] ?? 0
    if (offset < least) least = offset
    if (offset > most) most = offset
    order[index] = index
  }
  let spare = new Uint32Array(offsets.length)
  for (let shift = 0; (most - least) >>> shift > 0; shift += digitBits) {
    sortByDigit({ offsets, least, shift }, order, spare)
    ;[order, spare] = [spare, order]
  }
  return order
}

interface Digit {
  readonly offsets: Uint32Array
  /** Of all offsets. */
  readonly least: number
  readonly shift: number
}

function sortByDigit({ offsets, least, shift }: Digit, order: Uint32Array, into: Uint32Array): void {
  const starts = new Uint32Array(digits + 1)
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
