/**
 * Reads from an ELF file how it is linked and what protects it. Structures as in the System V ABI and its GNU extensions
 * (`/usr/include/elf.h`).
 */
import { fail, type Result } from '../../common/result.ts'
import { type Bytes, byteSourceOf, readAt } from '../bytes/byte-source.ts'
import { byteView, Malformed, orProblem } from '../bytes/byte-view.ts'
import { fileType, machineName, sectionType, segmentFlag, segmentType } from './constants.ts'
import { type Dynamic, readDynamic } from './dynamic.ts'
import { type ElfLayout, type ElfSection, type ElfSegment, readSections, readSegments } from './headers.ts'
import { type BuildIds, readBuildIds } from './notes.ts'

export type { ElfSection, ElfSegment } from './headers.ts'

export interface Elf extends Dynamic {
  readonly bits: 32 | 64
  readonly littleEndian: boolean
  /** e_type: 1 relocatable, 2 executable, 3 shared object or position-independent executable, 4 core. */
  readonly type: number
  /** GOARCH, or another name: see `machineName`. */
  readonly machine: string
  /** PT_INTERP. */
  readonly interpreter?: string
  /** Tables that are read-only once the loader has finished: none, some, or all of them (with BIND_NOW). */
  readonly relro: 'none' | 'partial' | 'full'
  /** PT_GNU_STACK; without it, the default of the machine applies. */
  readonly stack: 'read-write' | 'executable' | 'unstated'
  /** Segments (PT_LOAD) that can be both written and executed. */
  readonly writableCode: number
  readonly buildIds: BuildIds
  /** Empty if section headers are missing or damaged: neither the kernel nor the loader reads them. */
  readonly sections: readonly ElfSection[]
  readonly segments: readonly ElfSegment[]
  /** Why the sections that the header declares cannot be read. */
  readonly sectionsProblem?: string
  /** Whether there is a `.symtab`; `-ldflags=-s` omits it. Absent without sections, like the next four. */
  readonly symbolTable?: boolean
  /** Whether there is DWARF; `-ldflags=-w` omits it. */
  readonly debugInfo?: boolean
  /** Bytes in the file of the symbol table and its names, and of the DWARF sections. */
  readonly symbolBytes?: number
  readonly debugBytes?: number
  /** Whether the file was written by Go's own linker or by the system's. */
  readonly link?: 'internal' | 'external'
}

/** Sections of the system's compilers and start-up objects, which Go's own linker never writes. */
const systemLinkerSections = new Set([
  '.comment',
  '.note.ABI-tag',
  '.eh_frame',
  '.init',
  '.fini',
  '.fini_array',
])
const longestInterpreter = 4096

/** @param start first bytes of a file */
export function isElf(start: Uint8Array): boolean {
  return start[0] === 0x7f && start[1] === 0x45 && start[2] === 0x4c && start[3] === 0x46
}

/** The message of a problem completes a sentence such as "it is …". */
export function readElf(bytes: Bytes): Result<Elf> {
  if (!isElf(readAt(byteSourceOf(bytes), 0, 4))) return fail('not an ELF file')
  const read = orProblem(() => readAll(bytes))
  return read.ok ? read : fail(`a damaged ELF file: ${read.problem.message}`)
}

function readAll(bytes: Bytes): Elf {
  const layout = layoutOf(bytes)
  const { view, wide, littleEndian } = layout
  const bits = wide ? 64 : 32
  const type = view.u16(16)
  const segments = readSegments(layout)
  const loads = segments.filter((one) => one.type === segmentType.load)
  const read = orProblem(() => readSections(layout))
  const sections = read.ok ? read.value : []
  const dynamic = readDynamic(layout, segments)
  const interpreter = segments.find((one) => one.type === segmentType.interpreter)
  const stack = segments.find((one) => one.type === segmentType.gnuStack)
  const writeAndExecute = segmentFlag.write | segmentFlag.execute
  const isRelro = segments.some((one) => one.type === segmentType.gnuRelro)
  return {
    bits,
    littleEndian,
    type,
    machine: machineName(view.u16(18), bits, littleEndian),
    ...(interpreter === undefined
      ? {}
      : { interpreter: view.text(interpreter.offset, Math.min(interpreter.fileSize, longestInterpreter)) }),
    ...dynamic,
    relro: !isRelro ? 'none' : dynamic.bindNow ? 'full' : 'partial',
    stack:
      stack === undefined
        ? 'unstated'
        : (stack.flags & segmentFlag.execute) !== 0
          ? 'executable'
          : 'read-write',
    writableCode: loads.filter((one) => (one.flags & writeAndExecute) === writeAndExecute).length,
    buildIds: readBuildIds(layout, segments, sections),
    sections,
    segments,
    ...(read.ok ? {} : { sectionsProblem: read.problem.message }),
    ...(sections.length === 0 ? {} : fromSections(sections, type)),
  }
}

const sizeInFile = ({ type, size }: ElfSection) => (type === sectionType.noBits ? 0 : size)

/** @throws {Malformed} if word size or byte order are unknown */
export function layoutOf(bytes: Bytes): ElfLayout & { readonly littleEndian: boolean } {
  const [, , , , klass, encoding] = readAt(byteSourceOf(bytes), 0, 6)
  if ((klass !== 1 && klass !== 2) || (encoding !== 1 && encoding !== 2)) {
    throw new Malformed('its class or byte order is unknown')
  }
  const wide = klass === 2
  const littleEndian = encoding === 1
  const view = byteView(bytes, littleEndian)
  return { view, wide, littleEndian, word: wide ? view.u64 : view.u32 }
}

function fromSections(
  sections: readonly ElfSection[],
  type: number,
): Pick<Elf, 'symbolTable' | 'debugInfo' | 'symbolBytes' | 'debugBytes' | 'link'> {
  const names = new Set(sections.map(({ name }) => name))
  const bytesOf = (isOne: (section: ElfSection) => boolean) =>
    sections.filter(isOne).reduce((sum, section) => sum + sizeInFile(section), 0)
  return {
    symbolTable: sections.some((section) => section.type === sectionType.symbolTable),
    debugInfo: names.has('.debug_info') || names.has('.zdebug_info'),
    symbolBytes: bytesOf(({ name }) => name === '.symtab' || name === '.strtab'),
    debugBytes: bytesOf(({ name }) => /^\.z?debug_/.test(name)),
    ...(type === fileType.core
      ? {}
      : { link: sections.some(({ name }) => systemLinkerSections.has(name)) ? 'external' : 'internal' }),
  }
}
