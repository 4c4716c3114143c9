import { type ByteSource, readAt } from '../bytes/byte-source.ts'
import type { ElfSection } from './elf.ts'

const piece = 1 << 20

/** Whether a section contains an ASCII text. */
export function hasText(source: ByteSource, { offset, size }: ElfSection, text: string): boolean {
  const decoder = new TextDecoder('latin1')
  // the size in a damaged header may exceed the file
  const end = Math.min(offset + size, source.size)
  for (let at = offset; at < end; at += piece) {
    const length = Math.min(piece + text.length, end - at)
    if (decoder.decode(readAt(source, at, length)).includes(text)) return true
  }
  return false
}
