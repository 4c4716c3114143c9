import { fail, mapResult, type Result } from '../../common/result.ts'
import { byteSourceOf, readAt } from '../bytes/byte-source.ts'
import { isElf, readElf } from '../elf/elf.ts'
import { elfExecutable } from '../elf/elf-executable.ts'
import { isMachO, isUniversal, readMachO } from '../macho/macho.ts'
import { machOExecutable } from '../macho/macho-executable.ts'
import { isPe, readPe } from '../pe/pe.ts'
import { peExecutable } from '../pe/pe-executable.ts'
import type { Executable } from './executable.ts'

const startSize = 64

/** The message of a problem completes a sentence such as "it is …". */
export function readExecutable(bytes: Uint8Array): Result<Executable> {
  const start = readAt(byteSourceOf(bytes), 0, startSize)
  if (isElf(start)) return mapResult(readElf(bytes), (elf) => elfExecutable(bytes, elf))
  if (isPe(start)) return mapResult(readPe(bytes), (pe) => peExecutable(bytes, pe))
  if (!isMachO(start)) return fail('not a program (ELF, Mach-O or PE)')
  if (isUniversal(start))
    return fail('a universal Mach-O file: extract the program of one architecture with `lipo -thin`')
  return mapResult(readMachO(bytes), (machO) => machOExecutable(bytes, machO))
}
