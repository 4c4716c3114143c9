/** Files in an `embed.FS`. The program contains their names, unlike those of files embedded as strings or byte slices. */
import type { Extent } from '../inspect/bytes/extent.ts'
import type { Memory } from '../inspect/go/memory.ts'

export interface NamedFile {
  /** Offset of its bytes in the program. */
  readonly at: number
  /** Relative to the directory of its package. */
  readonly name: string
  readonly size: number
}

/** In bytes. Go's `embed.file` is two strings, name and data, and this hash. */
const hashSize = 16
const mostFiles = 1 << 16
const longestName = 4096
const none: readonly NamedFile[] = []
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/**
 * The compiler writes the list of files after its own header: a pointer to the following byte, and the number of files twice. Returns
 * no files if the bytes do not have this form.
 *
 * @param at offset of a pointer in the file
 */
export function listedFiles(
  memory: Memory,
  at: number,
  target: number,
  strings: Extent,
): readonly NamedFile[] {
  const { pointerSize } = memory
  // checked first, because it excludes nearly every pointer
  if (target !== at + 3 * pointerSize) return none
  const word = (place: number, index: number) => memory.word(place + index * pointerSize)
  const count = word(at, 1)
  if (count !== word(at, 2) || count < 1 || count > mostFiles) return none
  const files: NamedFile[] = []
  for (let index = 0; index < count; index++) {
    const entry = target + index * (4 * pointerSize + hashSize)
    const [nameAt, length] = [memory.offsetOf(word(entry, 0)), word(entry, 1)]
    const name = nameAt === undefined ? undefined : nameOf(memory.bytes, nameAt, length)
    if (name === undefined) return none
    const size = word(entry, 3)
    if (name.endsWith('/') || size === 0) continue
    const start = memory.offsetOf(word(entry, 2))
    if (start === undefined || start < strings.from || start + size > strings.to) return none
    files.push({ at: start, name, size })
  }
  return files
}

function nameOf(bytes: Uint8Array, at: number, length: number): string | undefined {
  if (length < 1 || length > longestName || at + length > bytes.length) return undefined
  try {
    const name = decoder.decode(bytes.subarray(at, at + length))
    return /^[^\p{Cc}/][^\p{Cc}]*$/u.test(name) ? name : undefined
  } catch {
    return undefined
  }
}
