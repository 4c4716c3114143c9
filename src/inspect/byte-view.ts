/** Reading numbers and names at offsets that come from the file itself: every one of them is checked. */

/** A file that is not what it says, or says more than a real one does. The message is one clause. */
export class Malformed extends Error {}

export interface ByteView {
  readonly bytes: Uint8Array
  readonly size: number
  u16(at: number): number
  u32(at: number): number
  /** As a number: what is 2^53 or more loses its lowest bits, and lies outside of every file anyway. */
  u64(at: number): number
  /** Text up to a zero byte, of at most `limit` bytes. */
  text(at: number, limit?: number): string
  /** `length` bytes, all of them inside the file. */
  slice(at: number, length: number): Uint8Array
}

const longestName = 1 << 16
/** Bytes of all names together: entries that share one long name would otherwise multiply it. */
const allNames = 1 << 20

export function byteView(bytes: Uint8Array, littleEndian: boolean): ByteView {
  const data = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const decoder = new TextDecoder()
  let named = 0
  const need = (at: number, length: number) => {
    if (!(at >= 0 && length >= 0 && at + length <= bytes.length)) {
      throw new Malformed('an offset points past the end of the file')
    }
  }
  const u32 = (at: number) => {
    need(at, 4)
    return data.getUint32(at, littleEndian)
  }
  return {
    bytes,
    size: bytes.length,
    u16(at) {
      need(at, 2)
      return data.getUint16(at, littleEndian)
    },
    u32,
    u64: (at) => (littleEndian ? u32(at + 4) * 2 ** 32 + u32(at) : u32(at) * 2 ** 32 + u32(at + 4)),
    text(at, limit = longestName) {
      need(at, 0)
      const window = bytes.subarray(at, at + limit)
      const length = window.indexOf(0)
      if (length < 0) throw new Malformed('a name has no end')
      named += length
      if (named > allNames) throw new Malformed('there are more names than a real file has')
      return decoder.decode(window.subarray(0, length))
    },
    slice(at, length) {
      need(at, length)
      return bytes.subarray(at, at + length)
    },
  }
}

/** What a reader gives, or the reason why the file is no such file. */
export function orProblem<T>(read: () => T): { readonly value: T } | { readonly problem: string } {
  try {
    return { value: read() }
  } catch (error) {
    if (error instanceof Malformed) return { problem: error.message }
    throw error
  }
}

export function hex(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += byte.toString(16).padStart(2, '0')
  return text
}
