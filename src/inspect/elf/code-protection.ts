/** Checks that a C compiler added to a program, recognized by the functions of the C library that they call. */
import type { Bytes } from '../bytes/byte-source.ts'
import type { Elf } from './elf.ts'
import { readSymbols } from './symbols.ts'

export interface CodeProtection {
  /** `-fstack-protector`: a function that finds its stack damaged calls `__stack_chk_fail`. */
  readonly canary: boolean
  /** `_FORTIFY_SOURCE`: calls of `memcpy` and others become those of `__memcpy_chk`. */
  readonly fortify: boolean
}

/** undefined for a static program: its C library contains these functions, whether or not other C code calls them. */
export function codeProtection(
  bytes: Bytes,
  elf: Pick<Elf, 'interpreter' | 'needed' | 'segments'>,
): CodeProtection | undefined {
  if (elf.interpreter === undefined || elf.needed.length === 0) return undefined
  const read = readSymbols(bytes, elf)
  if (!read.ok) return undefined
  const names = read.value.needed.map(({ name }) => name)
  return {
    canary: names.includes('__stack_chk_fail'),
    fortify: names.some((name) => /^__(?!stack_chk)\w+_chk$/.test(name)),
  }
}
