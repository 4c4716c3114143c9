/** Which C library is linked into a static program. */
import { type ByteSource, readAt } from '../bytes/byte-source.ts'
import { hex } from '../bytes/byte-view.ts'
import { type Elf, layoutOf } from './elf.ts'
import { findOffset } from './headers.ts'
import { hasText } from './section-text.ts'

/**
 * The first instructions of a program, by GOARCH, in hex: `_start` of musl (`crt_arch.h`) and of glibc (`start.S`). They are in
 * assembly, so compilers do not change them, but glibc's may come after an instruction for jumps to it or one that does nothing.
 */
const beginnings: Readonly<Record<string, Readonly<Record<'musl' | 'glibc', RegExp>>>> = {
  amd64: {
    musl: /^4831ed4889e7488d35.{8}4883e4f0e8/,
    glibc: /^(?:f30f1efa)?31ed4989d15e4889e2/,
  },
  arm64: {
    musl: /^1d0080d21e0080d2e0030091/,
    glibc: /^(?:5f2403d5|1f2003d5)?1d0080d21e0080d2e50300aa/,
  },
}
const longestBeginning = 24

/** musl's words for the error 0, which the start-up code of cgo links in; those of glibc are `Success`. */
const ofMusl = 'No error information\0'

/**
 * undefined where none is found. On machines whose first instructions are not known here, glibc is found by the note that it leaves in
 * every program, and musl by its words where that note is absent: a program may have them in a file that it embeds.
 */
export function staticLibc(source: ByteSource, elf: Elf): 'glibc' | 'musl' | undefined {
  const known = beginnings[elf.machine]
  if (known !== undefined) {
    const code = firstInstructions(source, elf)
    return known.musl.test(code) ? 'musl' : known.glibc.test(code) ? 'glibc' : undefined
  }
  if (elf.link !== 'external') return undefined
  if (elf.sections.some(({ name }) => name === '.note.ABI-tag')) return 'glibc'
  const constants = elf.sections.find(({ name }) => name === '.rodata')
  return constants !== undefined && hasText(source, constants, ofMusl) ? 'musl' : undefined
}

/** In hex; empty where the entry point is not in the file. */
function firstInstructions(source: ByteSource, { segments }: Elf): string {
  const { word } = layoutOf(source)
  const offset = findOffset(segments, word(24))
  return offset === undefined ? '' : hex(readAt(source, offset, longestBeginning))
}
