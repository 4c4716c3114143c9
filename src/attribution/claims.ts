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

const firstCapacity = 1 << 12
/** So many claims and a file of so many bytes make a key that a number holds exactly. */
const mostClaims = 2 ** 23
const largestFile = 2 ** 30

export function newClaims(): Claims {
  let from = new Float64Array(firstCapacity)
  let to = new Float64Array(firstCapacity)
  let owners = new Int32Array(firstCapacity)
  let length = 0
  const grow = () => {
    const longer = <T extends Float64Array | Int32Array>(made: T, old: T): T => {
      made.set(old)
      return made
    }
    from = longer(new Float64Array(2 * length), from)
    to = longer(new Float64Array(2 * length), to)
    owners = longer(new Int32Array(2 * length), owners)
  }
  return {
    get length() {
      return length
    },
    add(start, end, owner) {
      if (!(end > start) || start < 0 || start >= largestFile || length >= mostClaims) return
      if (length === from.length) grow()
      from[length] = start
      to[length] = end
      owners[length] = owner
      length += 1
    },
    each(use) {
      const keys = new Float64Array(length)
      let isSorted = true
      for (let index = 0; index < length; index++) {
        keys[index] = (from[index] ?? 0) * mostClaims + index
        isSorted &&= index === 0 || (keys[index] ?? 0) > (keys[index - 1] ?? 0)
      }
      if (!isSorted) keys.sort()
      for (let place = 0; place < length; place++) {
        const key = keys[place] ?? 0
        const index = key - Math.floor(key / mostClaims) * mostClaims
        use(from[index] ?? 0, to[index] ?? 0, owners[index] ?? 0)
      }
    },
  }
}
