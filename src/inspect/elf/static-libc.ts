/** Detects the C library that is linked into a static program. */
import { type ByteSource, readAt } from '../bytes/byte-source.ts'
import { hex } from '../bytes/byte-view.ts'
import { type Elf, layoutOf } from './elf.ts'
import { findOffset } from './headers.ts'
import { hasText } from './section-text.ts'

/**
 * The first instructions of a program, by GOARCH, in hex: `_start` of musl (`crt_arch.h`) and of glibc (`start.S`). They are
 * written in assembly, so compilers do not change them, but in glibc a landing-pad instruction or a no-op may come first.
 */
const startCode: Readonly<Record<string, Readonly<Record<'musl' | 'glibc', RegExp>>>> = {
  amd64: {
    musl: /^4831ed4889e7488d35.{8}4883e4f0e8/,
    glibc: /^(?:f30f1efa)?31ed4989d15e4889e2/,
  },
  arm64: {
    musl: /^1d0080d21e0080d2e0030091/,
    glibc: /^(?:5f2403d5|1f2003d5)?1d0080d21e0080d2e50300aa/,
  },
}
const longestStartCode = 24

/** musl's message for error 0. The start-up code of cgo links it in. glibc's message is `Success`. */
const muslMessage = 'No error information\0'

/**
 * Returns undefined if neither is found. On machines whose first instructions are not listed here, glibc is recognized by the note that it
 * adds to every program, and musl by its message if that note is absent: an embedded file may contain the message too.
 */
export function staticLibc(source: ByteSource, elf: Elf): 'glibc' | 'musl' | undefined {
  const known = startCode[elf.machine]
  if (known !== undefined) {
    const code = firstInstructions(source, elf)
    return known.musl.test(code) ? 'musl' : known.glibc.test(code) ? 'glibc' : undefined
  }
  if (elf.link !== 'external') return undefined
  if (elf.sections.some(({ name }) => name === '.note.ABI-tag')) return 'glibc'
  const constants = elf.sections.find(({ name }) => name === '.rodata')
  return constants !== undefined && hasText(source, constants, muslMessage) ? 'musl' : undefined
}

/** In hex; empty if the entry point is not in the file. */
function firstInstructions(source: ByteSource, { segments }: Elf): string {
  const { word } = layoutOf(source)
  const offset = findOffset(segments, word(24))
  return offset === undefined ? '' : hex(readAt(source, offset, longestStartCode))
}
