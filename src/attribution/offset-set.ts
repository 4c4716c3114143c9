import type { Extent } from '../inspect/bytes/extent.ts'

/** log2 of the number of offsets in a word. */
const wordBits = 5
/** log2 of the number of words in a block, for which the number of offsets before it is stored. */
const blockBits = 3

/** A set of file offsets in an extent, one bit each, with the rank of each. */
export class OffsetSet {
  readonly #from: number
  readonly #size: number
  readonly #words: Int32Array
  /** Number of offsets before each block. */
  #before: Int32Array | undefined

  constructor({ from, to }: Extent) {
    this.#from = from
    this.#size = Math.max(0, to - from)
    this.#words = new Int32Array((this.#size >> wordBits) + 1)
  }

  /** Offsets outside the extent are ignored. */
  add(offset: number): void {
    const place = offset - this.#from
    if (place < 0 || place >= this.#size) return
    const word = place >> wordBits
    this.#words[word] = (this.#words[word] ?? 0) | (1 << (place & 31))
    this.#before = undefined
  }

  has(offset: number): boolean {
    const place = offset - this.#from
    if (place < 0 || place >= this.#size) return false
    return ((this.#words[place >> wordBits] ?? 0) & (1 << (place & 31))) !== 0
  }

  /** Adds or removes all offsets from `from` to `to`. */
  fill(from: number, to: number, isAdded: boolean): void {
    const first = Math.max(0, from - this.#from)
    const end = Math.min(this.#size, to - this.#from)
    if (end <= first) return
    const start = first >> wordBits
    const last = (end - 1) >> wordBits
    const head = -1 << (first & 31)
    const tail = -1 >>> (31 - ((end - 1) & 31))
    if (start === last) this.#fillWord(start, head & tail, isAdded)
    else {
      this.#fillWord(start, head, isAdded)
      this.#words.fill(isAdded ? -1 : 0, start + 1, last)
      this.#fillWord(last, tail, isAdded)
    }
    this.#before = undefined
  }

  #fillWord(word: number, mask: number, isAdded: boolean): void {
    const bits = this.#words[word] ?? 0
    this.#words[word] = isAdded ? bits | mask : bits & ~mask
  }

  /** The number of offsets in the set below this one: its rank. */
  numberOf(offset: number): number {
    this.#before ??= this.#count()
    const place = Math.max(0, Math.min(this.#size, offset - this.#from))
    const word = place >> wordBits
    const block = word >> blockBits
    let number = this.#before[block] ?? 0
    for (let at = block << blockBits; at < word; at++) number += bitCount(this.#words[at] ?? 0)
    return number + bitCount((this.#words[word] ?? 0) & ((1 << (place & 31)) - 1))
  }

  #count(): Int32Array {
    const words = this.#words
    const before = new Int32Array((words.length >> blockBits) + 1)
    let number = 0
    for (let word = 0; word < words.length; word++) {
      if ((word & ((1 << blockBits) - 1)) === 0) before[word >> blockBits] = number
      number += bitCount(words[word] ?? 0)
    }
    return before
  }

  /** All offsets, ascending. */
  offsets(): Int32Array {
    const all = new Int32Array(this.numberOf(this.#from + this.#size))
    let number = 0
    for (let word = 0; word < this.#words.length; word++) {
      for (let bits = this.#words[word] ?? 0; bits !== 0; bits &= bits - 1) {
        all[number] = this.#from + (word << wordBits) + 31 - Math.clz32(bits & -bits)
        number += 1
      }
    }
    return all
  }
}

function bitCount(bits: number): number {
  let count = bits - ((bits >>> 1) & 0x55555555)
  count = (count & 0x33333333) + ((count >>> 2) & 0x33333333)
  return Math.imul((count + (count >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}
