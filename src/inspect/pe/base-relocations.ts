/**
 * Base relocations of a Windows executable: one block for each page, with an entry of two bytes for each place that contains an
 * address.
 */
import type { Extent } from '../bytes/extent.ts'
import type { UseEntry } from '../executable/executable.ts'

const headerSize = 8
const entrySize = 2
/** IMAGE_REL_BASED_ABSOLUTE: the entry only pads a block. */
const padding = 0

export function eachBaseRelocation(
  bytes: Uint8Array,
  { from, to }: Extent,
  imageBase: number,
  use: UseEntry,
): void {
  const data = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = Math.min(to, bytes.length)
  for (let block = from; block + headerSize <= end; ) {
    const page = data.getUint32(block, true)
    const size = data.getUint32(block + 4, true)
    if (size < headerSize) return
    const stop = Math.min(block + size, end)
    for (let at = block + headerSize; at + entrySize <= stop; at += entrySize) {
      const entry = data.getUint16(at, true)
      if (entry >> 12 !== padding) use(at, at + entrySize, imageBase + page + (entry & 0xfff))
    }
    block += size
  }
}
