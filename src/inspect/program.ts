import { type BuildInfo, type Range, readBuildInfo } from './buildinfo.ts'
import { type Classified, classifyElf, classifyMachO, classifyPe, type ProgramKind } from './classify.ts'
import { type Elf, isElf, readElf } from './elf.ts'
import { isMachO, type MachO, readMachO } from './macho.ts'
import { isPe, type Pe, readPe } from './pe.ts'

export type { ProgramKind } from './classify.ts'

interface Common {
  /** As GOARCH names it. */
  readonly machine: string
  readonly bits: 32 | 64
  /** Libraries that the loader has to find, in the order of the file. */
  readonly libraries: readonly string[]
  readonly buildInfo?: BuildInfo
}

export type ElfProgram = Common &
  Classified<Exclude<ProgramKind, 'system-dynamic'>> & {
    readonly format: 'elf'
    readonly elf: Elf
  }
export type MachOProgram = Common & Classified & { readonly format: 'mach-o'; readonly machO: MachO }
export type PeProgram = Common & Classified & { readonly format: 'pe'; readonly pe: Pe }

/** A linked file of Linux and its relatives, macOS or Windows, and what it is. */
export type Program = ElfProgram | MachOProgram | PeProgram

export type ProgramResult = { readonly program: Program } | { readonly problem: string }

export const formatName = { elf: 'ELF', 'mach-o': 'Mach-O', pe: 'Windows (PE)' } as const

/** Reads any of the three formats. `problem` is a noun phrase: what the bytes are instead, or how they are damaged. */
export function readProgram(bytes: Uint8Array): ProgramResult {
  if (isElf(bytes)) {
    const read = readElf(bytes)
    return 'problem' in read ? read : { program: elfProgram(bytes, read.elf) }
  }
  if (isMachO(bytes)) {
    const read = readMachO(bytes)
    return 'problem' in read ? read : { program: machOProgram(bytes, read.machO) }
  }
  if (isPe(bytes)) {
    const read = readPe(bytes)
    return 'problem' in read ? read : { program: peProgram(bytes, read.pe) }
  }
  return { problem: describe(bytes) }
}

function elfProgram(bytes: Uint8Array, elf: Elf): ElfProgram {
  const section = elf.sections.find(({ name }) => name === '.go.buildinfo')
  return {
    format: 'elf',
    ...classifyElf(elf),
    machine: elf.machine,
    bits: elf.bits,
    libraries: elf.needed,
    ...buildInfoOf(bytes, section),
    elf,
  }
}

function machOProgram(bytes: Uint8Array, machO: MachO): MachOProgram {
  return {
    format: 'mach-o',
    ...classifyMachO(machO),
    machine: machO.machine,
    bits: machO.bits,
    libraries: machO.libraries,
    ...(machO.buildInfo === undefined ? {} : buildInfoOf(bytes, machO.buildInfo)),
    machO,
  }
}

function peProgram(bytes: Uint8Array, pe: Pe): PeProgram {
  return {
    format: 'pe',
    ...classifyPe(pe),
    machine: pe.machine,
    bits: pe.bits,
    libraries: pe.libraries,
    ...(pe.data === undefined ? {} : buildInfoOf(bytes, pe.data)),
    pe,
  }
}

function buildInfoOf(bytes: Uint8Array, where: Range | undefined): Pick<Common, 'buildInfo'> {
  const buildInfo = readBuildInfo(bytes, where)
  return buildInfo === undefined ? {} : { buildInfo }
}

function describe(bytes: Uint8Array): string {
  if (bytes.length === 0) return 'an empty file'
  if (bytes[0] === 0x23 && bytes[1] === 0x21) return 'a script, not an ELF file'
  return 'not an ELF file'
}
