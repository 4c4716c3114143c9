const firstCapacity = 1 << 8

/** The same numbers with twice the capacity. `transfer` frees the old memory immediately, without the garbage collector. */
export function doubled(numbers: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  return new Int32Array(numbers.buffer.transfer(2 * numbers.byteLength))
}

/** A growing list of 32-bit signed integers. */
export class NumberList {
  length = 0
  #numbers: Int32Array<ArrayBuffer>

  constructor(capacity = firstCapacity) {
    this.#numbers = new Int32Array(Math.max(capacity, firstCapacity))
  }

  push(number: number): void {
    if (this.length === this.#numbers.length) this.#numbers = doubled(this.#numbers)
    this.#numbers[this.length] = number
    this.length += 1
  }

  /** 0 outside the list. */
  at(index: number): number {
    return index < this.length ? (this.#numbers[index] ?? 0) : 0
  }

  /** Replaces the number at an existing index. */
  set(index: number, number: number): void {
    this.#numbers[index] = number
  }

  /** The list's own memory; no longer valid once another number is added. */
  view(): Int32Array {
    return this.#numbers.subarray(0, this.length)
  }
}
