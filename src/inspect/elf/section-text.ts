import { type ByteSource, readAt } from '../bytes/byte-source.ts'
import type { ElfSection } from './elf.ts'

const piece = 1 << 20

/** Whether a section has a text of ASCII characters. */
export function hasText(source: ByteSource, { offset, size }: ElfSection, text: string): boolean {
  const decoder = new TextDecoder('latin1')
  // a damaged header may announce more than there is
  const end = Math.min(offset + size, source.size)
  for (let at = offset; at < end; at += piece) {
    const length = Math.min(piece + text.length, end - at)
    if (decoder.decode(readAt(source, at, length)).includes(text)) return true
  }
  return false
}
