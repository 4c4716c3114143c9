import { fail, mapResult, type Result } from '../../common/result.ts'
import { byteSourceOf, readAt } from '../bytes/byte-source.ts'
import { isElf, readElf } from '../elf/elf.ts'
import { elfExecutable } from '../elf/elf-executable.ts'
import { isMachO, readMachO } from '../macho/macho.ts'
import { machOExecutable } from '../macho/macho-executable.ts'
import { isPe, readPe } from '../pe/pe.ts'
import { peExecutable } from '../pe/pe-executable.ts'
import type { Executable } from './executable.ts'

const startSize = 64

/** The problem is a noun phrase: what the bytes are instead of a program, or how they are damaged. */
export function readExecutable(bytes: Uint8Array): Result<Executable> {
  const start = readAt(byteSourceOf(bytes), 0, startSize)
  if (isElf(start)) return mapResult(readElf(bytes), (elf) => elfExecutable(bytes, elf))
  if (isPe(start)) return mapResult(readPe(bytes), (pe) => peExecutable(bytes, pe))
  if (!isMachO(start)) return fail('not a program (ELF, Mach-O or PE)')
  const machO = readMachO(bytes)
  if (machO.ok && machO.value.architectures.length > 1)
    return fail(
      `a universal Mach-O file with ${machO.value.architectures.length} programs, of which linkgate explains one at a time`,
    )
  return mapResult(machO, (one) => machOExecutable(bytes, one))
}
