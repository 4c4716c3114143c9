/** Purposes of the parts of an ELF file. */
import type { ProgramPart } from '../../model/program-part.ts'
import {
  type EntryTables,
  type Executable,
  noRelocatedData,
  noTables,
  type ProgramSection,
} from '../executable/executable.ts'
import { Memory } from '../go/memory.ts'
import { sectionFlag, sectionType } from './constants.ts'
import { type Elf, type ElfSection, layoutOf } from './elf.ts'
import { mappedSegments, readHeaderExtents } from './headers.ts'
import { relocatedElfData } from './relocated-data.ts'
import { readElfSymbols } from './symbol-table.ts'

const rules: readonly (readonly [name: RegExp, part: ProgramPart])[] = [
  [/^\.(?:z?debug_|gdb_index|gnu_debug)/, 'debug-information'],
  [/^\.(?:symtab|strtab|gosymtab)/, 'symbol-table'],
  [/^\.shstrtab$/, 'headers'],
  [/^\.(?:note|comment|go\.buildinfo|go\.fipsinfo)/, 'build-information'],
  [
    /^\.(?:interp|dynamic|dynsym|dynstr|rela?|plt|got|hash|gnu\.(?:hash|version)|relr)(?:$|[._])/,
    'dynamic-linking',
  ],
  [/^\.(?:typelink|data\.rel\.ro\.typelink)/, 'types'],
  [/^\.(?:itablink|data\.rel\.ro\.itablink)/, 'interface-tables'],
]
/** Go has other tables for unwinding, so these belong to C code. */
const unwinding = /^\.(?:eh_frame|eh_frame_hdr|gcc_except_table)$/

const partOf = ({ name, type }: ElfSection): ProgramPart | undefined =>
  type === sectionType.symbolTable ? 'symbol-table' : rules.find(([pattern]) => pattern.test(name))?.[1]

export function elfExecutable(bytes: Uint8Array, elf: Elf): Executable {
  const { bits, littleEndian, machine, link, symbolTable, debugInfo } = elf
  const buildInfo = elf.sections.find(({ name }) => name === '.go.buildinfo')
  return {
    bytes,
    bits,
    littleEndian,
    machine,
    ...(link === undefined ? {} : { link }),
    ...(symbolTable === undefined ? {} : { symbolTable }),
    ...(debugInfo === undefined ? {} : { debugInfo }),
    ...(buildInfo === undefined ? {} : { buildInfo }),
    sections: elf.sections.filter(({ type, size }) => type !== sectionType.noBits && size > 0).map(sectionOf),
    segments: mappedSegments(elf.segments),
    headers: readHeaderExtents(layoutOf(bytes)),
    purposes: [],
    relocations: relocationsOf(bytes, elf),
    unwinding: noTables,
    symbols: () => readElfSymbols(bytes, elf),
    relocatedData: () => relocatedElfData(bytes, elf),
  }
}

function sectionOf(section: ElfSection): ProgramSection {
  const { name, address, offset, size, flags } = section
  const part = partOf(section)
  const isMapped = (flags & sectionFlag.allocated) !== 0
  return {
    name,
    address,
    offset,
    size,
    content: (flags & sectionFlag.execute) !== 0 ? 'code' : isMapped ? 'data' : 'none',
    ...(part === undefined ? {} : { part }),
    ...(unwinding.test(name) ? { unwinding: true } : {}),
  }
}

/** More than any linked program has. */
const mostSections = 256

const wordsOfEntry: ReadonlyMap<number, number> = new Map([
  [sectionType.rela, 3],
  [sectionType.rel, 2],
])

function relocationsOf(bytes: Uint8Array, { dynamic, sections, bits, littleEndian }: Elf): EntryTables {
  if (!dynamic) return noTables
  const memory = new Memory(bytes, { bits, littleEndian, segments: [] }, noRelocatedData)
  const tables = sections.slice(0, mostSections).flatMap(({ type, flags, offset, size }) => {
    const words = wordsOfEntry.get(type)
    if (words === undefined || (flags & sectionFlag.allocated) === 0) return []
    return [{ from: offset, to: Math.min(offset + size, bytes.length), entry: words * memory.pointerSize }]
  })
  return {
    extents: tables,
    each(use) {
      for (const { from, to, entry } of tables) {
        for (let at = from; at + entry <= to; at += entry) use(at, at + entry, memory.word(at))
      }
    },
  }
}
