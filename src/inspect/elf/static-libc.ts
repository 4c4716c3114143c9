/** Which C library is linked into a static program. */
import type { ByteSource } from '../bytes/byte-source.ts'
import type { Elf } from './elf.ts'
import { hasText } from './section-text.ts'

/** musl's words for the error 0, which the start-up code of cgo links in; those of glibc are `Success`. */
const ofMusl = 'No error information\0'

/**
 * undefined where none is found. glibc leaves a note of its own in every program, so the words of musl count only where that note
 * is absent: a program may have musl in a file that it embeds.
 */
export function staticLibc(source: ByteSource, elf: Elf): 'glibc' | 'musl' | undefined {
  if (elf.link !== 'external') return undefined
  if (elf.sections.some(({ name }) => name === '.note.ABI-tag')) return 'glibc'
  const constants = elf.sections.find(({ name }) => name === '.rodata')
  return constants !== undefined && hasText(source, constants, ofMusl) ? 'musl' : undefined
}
