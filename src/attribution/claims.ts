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
/** Offsets are sorted by two digits of this many bits. */
const digitBits = 15
const digits = 1 << digitBits
const largestFile = 2 ** (2 * digitBits)

export function newClaims(): Claims {
  let from = new Uint32Array(firstCapacity)
  let to = new Uint32Array(firstCapacity)
  let owners = new Int32Array(firstCapacity)
  let length = 0
  let isSorted = true
  const grow = () => {
    const [olderFrom, olderTo, olderOwners] = [from, to, owners]
    from = new Uint32Array(2 * length)
    to = new Uint32Array(2 * length)
    owners = new Int32Array(2 * length)
    from.set(olderFrom)
    to.set(olderTo)
    owners.set(olderOwners)
  }
  return {
    get length() {
      return length
    },
    add(start, end, owner) {
      if (!(end > start) || start < 0 || start >= largestFile || length >= mostClaims) return
      if (length === from.length) grow()
      isSorted &&= length === 0 || start >= (from[length - 1] ?? 0)
      from[length] = start
      to[length] = Math.min(end, largestFile)
      owners[length] = owner
      length += 1
    },
    each(use) {
      const order = isSorted ? undefined : sorted(from.subarray(0, length))
      for (let place = 0; place < length; place++) {
        const index = order === undefined ? place : (order[place] ?? 0)
        use(from[index] ?? 0, to[index] ?? 0, owners[index] ?? 0)
      }
    },
  }
}

/** Indexes in the order of their offsets; equal ones keep theirs. */
function sorted(offsets: Uint32Array): Uint32Array {
  const identity = new Uint32Array(offsets.length)
  for (let index = 0; index < identity.length; index++) identity[index] = index
  return byDigit(offsets, byDigit(offsets, identity, 0), digitBits)
}

function byDigit(offsets: Uint32Array, order: Uint32Array, shift: number): Uint32Array {
  const starts = new Uint32Array(digits + 1)
  const digitOf = (index: number) => ((offsets[index] ?? 0) >>> shift) & (digits - 1)
  for (let index = 0; index < offsets.length; index++) {
    const digit = digitOf(index) + 1
    starts[digit] = (starts[digit] ?? 0) + 1
  }
  for (let digit = 1; digit <= digits; digit++) {
    starts[digit] = (starts[digit] ?? 0) + (starts[digit - 1] ?? 0)
  }
  const result = new Uint32Array(order.length)
  for (let place = 0; place < order.length; place++) {
    const index = order[place] ?? 0
    const digit = digitOf(index)
    const at = starts[digit] ?? 0
    starts[digit] = at + 1
    result[at] = index
  }
  return result
}
