/** Which C library is linked into a static program. */
import { type ByteSource, readAt } from '../bytes/byte-source.ts'
import type { Elf, ElfSection } from './elf.ts'

/** musl's words for the error 0, which the start-up code of cgo links in; those of glibc are `Success`. */
const ofMusl = 'No error information\0'

const piece = 1 << 20

/**
 * undefined where none is found. glibc leaves a note of its own in every program, so the words of musl count only where that note
 * is absent: a program may have musl in a file that it embeds.
 */
export function staticLibc(source: ByteSource, elf: Elf): 'glibc' | 'musl' | undefined {
  if (elf.link !== 'external') return undefined
  if (elf.sections.some(({ name }) => name === '.note.ABI-tag')) return 'glibc'
  const constants = elf.sections.find(({ name }) => name === '.rodata')
  return constants !== undefined && has(source, constants, ofMusl) ? 'musl' : undefined
}

function has(source: ByteSource, { offset, size }: ElfSection, text: string): boolean {
  const decoder = new TextDecoder('latin1')
  // a damaged header may announce more than there is
  const end = Math.min(offset + size, source.size)
  for (let at = offset; at < end; at += piece) {
    const length = Math.min(piece + text.length, end - at)
    if (decoder.decode(readAt(source, at, length)).includes(text)) return true
  }
  return false
}
