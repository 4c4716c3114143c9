/**
 * Object files of the Go compiler in its build cache: an `ar` archive in which one file consists of a text header and the tables of
 * cmd/internal/goobj. The format is the same from Go 1.20 to 1.27.
 */

const utf8 = new TextDecoder()
const magic = new TextEncoder().encode('\0go120ld')
const fileHeader = 60
/** After the magic: a fingerprint and flags. */
const offsetsAt = 8 + 8 + 4
/** Blocks with symbols that the file defines, as indexes of offsets; each ends where the next begins. */
const definitions = { from: 3, to: 7 } as const
const symbolSize = 21
const flagAt = 11
const reflectMethod = 0x20

/**
 * Clears the attribute ReflectMethod of functions in place, so that the linker assumes that they look up no methods.
 *
 * @returns number of functions that had it; undefined if the bytes are not such an archive
 */
export function clearLookups(archive: Uint8Array): number | undefined {
  if (utf8.decode(archive.subarray(0, 8)) !== '!<arch>\n') return undefined
  const view = new DataView(archive.buffer, archive.byteOffset, archive.byteLength)
  let cleared: number | undefined
  for (let at = 8; at + fileHeader <= archive.length; ) {
    const size = Number(utf8.decode(archive.subarray(at + 48, at + 58)).trim())
    if (!Number.isInteger(size) || size < 0) return cleared
    const from = at + fileHeader
    const found = clearIn(view, from, Math.min(from + size, archive.length))
    if (found !== undefined) cleared = (cleared ?? 0) + found
    at = from + size + (size % 2)
  }
  return cleared
}

function clearIn(view: DataView, from: number, to: number): number | undefined {
  const start = objectIn(new Uint8Array(view.buffer, view.byteOffset + from, to - from))
  if (start === undefined) return undefined
  const offset = (block: number) => {
    const at = from + start + offsetsAt + 4 * block
    return at + 4 > to ? to : from + start + view.getUint32(at, true)
  }
  const end = Math.min(offset(definitions.to), to)
  let cleared = 0
  for (let at = offset(definitions.from); at + symbolSize <= end; at += symbolSize) {
    const flags = view.getUint8(at + flagAt)
    if ((flags & reflectMethod) === 0) continue
    view.setUint8(at + flagAt, flags & ~reflectMethod)
    cleared += 1
  }
  return cleared
}

/** Offset of the tables, after a header such as `go object linux amd64 go1.26.1 …` and a line with `!`. */
function objectIn(file: Uint8Array): number | undefined {
  if (utf8.decode(file.subarray(0, 10)) !== 'go object ') return undefined
  const head = utf8.decode(file.subarray(0, 4096)).indexOf('\n!\n')
  if (head < 0) return undefined
  const start = head + 3
  return magic.every((byte, index) => file[start + index] === byte) ? start : undefined
}
