/** Reads numbers and names at offsets that come from the file itself, so all of them are checked. */
import { fail, type Result, succeed } from '../../common/result.ts'
import { type ByteSource, type Bytes, byteSourceOf, readAt, type Window } from './byte-source.ts'

/** A file that contradicts its own headers, or exceeds the limits of real files. The message is one clause. */
export class Malformed extends Error {}

export interface ByteView {
  readonly source: ByteSource
  readonly size: number
  u16(at: number): number
  u32(at: number): number
  /** As a number: 2^53 and more lose their lowest bits, but are beyond the end of every file anyway. */
  u64(at: number): number
  /** Text up to a zero byte, of at most `limit` bytes. */
  text(at: number, limit?: number): string
  /** Throws unless all `length` bytes are inside the file. */
  need(at: number, length: number): void
  /** `length` bytes, all of them inside the file. */
  slice(at: number, length: number): Uint8Array
}

const longestName = 1 << 16
/** In bytes, of all names together: otherwise, many entries with the same long name would need much memory. */
const allNames = 1 << 20
const none = new Uint8Array()

export function byteView(bytes: Bytes, littleEndian: boolean): ByteView {
  const source = byteSourceOf(bytes)
  const { size } = source
  const decoder = new TextDecoder()
  let near: Window & { readonly data: DataView } = { start: 0, bytes: none, data: new DataView(none.buffer) }
  let named = 0
  const need = (at: number, length: number) => {
    if (!(at >= 0 && length >= 0 && at + length <= size)) throw outside()
  }
  /** Loads the window with these bytes; returns their offset in it. */
  const find = (at: number, length: number): number => {
    need(at, length)
    if (at < near.start || at + length > near.start + near.bytes.length) {
      const { start, bytes: found } = source.window(at, length)
      near = { start, bytes: found, data: new DataView(found.buffer, found.byteOffset, found.byteLength) }
      // a file may be truncated while it is read
      if (at + length > start + found.length) throw outside()
    }
    return at - near.start
  }
  const u32 = (at: number) => {
    const within = find(at, 4)
    return near.data.getUint32(within, littleEndian)
  }
  return {
    source,
    size,
    need,
    u16(at) {
      const within = find(at, 2)
      return near.data.getUint16(within, littleEndian)
    },
    u32,
    u64: (at) => (littleEndian ? u32(at + 4) * 2 ** 32 + u32(at) : u32(at) * 2 ** 32 + u32(at + 4)),
    text(at, limit = longestName) {
      const within = find(at, 0)
      let window = near.bytes.subarray(within, within + limit)
      let length = window.indexOf(0)
      if (length < 0 && window.length < limit) {
        window = readAt(source, at, limit)
        length = window.indexOf(0)
      }
      if (length < 0) throw new Malformed('a name is not terminated')
      named += length
      if (named > allNames) throw new Malformed('it has more names than linkgate reads')
      return decoder.decode(window.subarray(0, length))
    },
    slice(at, length) {
      const within = find(at, length)
      return near.bytes.subarray(within, within + length)
    },
  }
}

function outside(): Malformed {
  return new Malformed('an offset points past the end of the file')
}

/** The result of a reader, or its Malformed as a problem. */
export function orProblem<T>(read: () => T): Result<T> {
  try {
    return succeed(read())
  } catch (error) {
    if (error instanceof Malformed) return fail(error.message)
    throw error
  }
}

export function hex(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += byte.toString(16).padStart(2, '0')
  return text
}
