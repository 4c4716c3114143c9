import { fail, mapResult, type Result } from '../../common/result.ts'
import type { LinkageKind } from '../../model/image.ts'
import { type ByteSource, type Bytes, byteSourceOf, readAt } from '../bytes/byte-source.ts'
import { type CodeProtection, codeProtection } from '../elf/code-protection.ts'
import { segmentFlag, segmentType } from '../elf/constants.ts'
import { type Elf, isElf, readElf } from '../elf/elf.ts'
import { staticLibc } from '../elf/static-libc.ts'
import { type AddressRange, type BuildInfo, readBuildInfo } from '../go/buildinfo.ts'
import { isMachO, type MachO, readMachO } from '../macho/macho.ts'
import { isPe, type Pe, readPe } from '../pe/pe.ts'
import { type Classified, classifyElf, classifyMachO, classifyPe } from './classify.ts'

interface Common {
  /** GOARCH. */
  readonly machine: string
  readonly bits: 32 | 64
  /** Libraries that the loader must find, in the order of the file. */
  readonly libraries: readonly string[]
  readonly buildInfo?: BuildInfo
}

export type ElfProgram = Common &
  Classified<Exclude<LinkageKind, 'system-dynamic'>> & {
    readonly format: 'elf'
    readonly elf: Elf
    /** The C library that is linked into a static program, if any. */
    readonly staticLibc?: 'glibc' | 'musl'
    /** Checks that the compiler added to C code; absent if its imports do not show them. */
    readonly protection?: CodeProtection
  }
export type MachOProgram = Common & Classified & { readonly format: 'mach-o'; readonly machO: MachO }
export type PeProgram = Common & Classified & { readonly format: 'pe'; readonly pe: Pe }

/** A linked file of Linux (or another system with ELF), macOS or Windows. */
export type Program = ElfProgram | MachOProgram | PeProgram

/** Number of bytes that determine the format. */
const startSize = 64

export const formatName = { elf: 'ELF', 'mach-o': 'Mach-O', pe: 'Windows (PE)' } as const

/** Reads any of the three formats. The message of a problem completes a sentence such as "it is …". */
export function readProgram(bytes: Bytes): Result<Program> {
  const source = byteSourceOf(bytes)
  const start = readAt(source, 0, startSize)
  if (isElf(start)) return mapResult(readElf(source), (elf) => elfProgram(source, elf))
  if (isMachO(start)) return mapResult(readMachO(source), (machO) => machOProgram(source, machO))
  if (isPe(start)) return mapResult(readPe(source), (pe) => peProgram(source, pe))
  return fail(describe(start))
}

/** Whether a file with this beginning may be a program. */
export function looksLikeProgram(start: Uint8Array): boolean {
  return isElf(start) || isMachO(start) || isPe(start)
}

function elfProgram(source: ByteSource, elf: Elf): ElfProgram {
  const buildInfo = placeOfBuildInfo(elf)
  const classified = classifyElf(elf)
  const isStatic = classified.kind === 'static' || classified.kind === 'static-pie'
  const libc = isStatic ? staticLibc(source, elf) : undefined
  const protection = codeProtection(source, elf)
  return {
    format: 'elf',
    ...(libc === undefined ? {} : { staticLibc: libc }),
    ...(protection === undefined ? {} : { protection }),
    ...classified,
    machine: elf.machine,
    bits: elf.bits,
    libraries: elf.needed,
    ...(buildInfo === undefined ? {} : buildInfoOf(source, buildInfo)),
    elf,
  }
}

/** The section of the build information or, as in Go's debug/buildinfo, the first data segment if there is no such section. */
function placeOfBuildInfo({ sections, segments }: Elf): AddressRange | undefined {
  const section = sections.find(({ name }) => name === '.go.buildinfo')
  if (section !== undefined) return section
  const data = segments.find(
    ({ type, flags }) => type === segmentType.load && (flags & segmentFlag.write) !== 0,
  )
  return data && { offset: data.offset, size: data.fileSize }
}

function machOProgram(source: ByteSource, machO: MachO): MachOProgram {
  return {
    format: 'mach-o',
    ...classifyMachO(machO),
    machine: machO.machine,
    bits: machO.bits,
    libraries: machO.libraries,
    ...(machO.buildInfo === undefined ? {} : buildInfoOf(source, machO.buildInfo)),
    machO,
  }
}

function peProgram(source: ByteSource, pe: Pe): PeProgram {
  return {
    format: 'pe',
    ...classifyPe(pe),
    machine: pe.machine,
    bits: pe.bits,
    libraries: pe.libraries,
    ...(pe.data === undefined ? {} : buildInfoOf(source, pe.data)),
    pe,
  }
}

function buildInfoOf(source: ByteSource, where: AddressRange): Pick<Common, 'buildInfo'> {
  const buildInfo = readBuildInfo(source, where)
  return buildInfo === undefined ? {} : { buildInfo }
}

function describe(start: Uint8Array): string {
  if (start.length === 0) return 'an empty file'
  if (start[0] === 0x23 && start[1] === 0x21) return 'a script, not an ELF file'
  return 'not an ELF file'
}
