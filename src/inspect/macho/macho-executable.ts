/** Purposes of the parts of a Mach-O file. */
import type { ProgramPart } from '../../model/program-part.ts'
import {
  type Executable,
  noTables,
  type ProgramSection,
  type PurposeExtent,
} from '../executable/executable.ts'
import { relocatedMachOData } from './chained-fixups.ts'
import { type LinkEditTable, nlistSize } from './link-edit.ts'
import type { MachO } from './macho.ts'
import { readMachOSymbols } from './macho-symbols.ts'
import { eachRebase } from './rebase.ts'
import { type MachOSection, type MachOSegment, protection } from './segments.ts'

const rules: readonly (readonly [name: RegExp, part: ProgramPart])[] = [
  [/^__gosymtab$/, 'symbol-table'],
  [/^__go_(?:buildinfo|fipsinfo)$/, 'build-information'],
  [
    /^__(?:symbol_stub|stubs|stub_helper|auth_stubs|got|auth_got|nl_symbol_ptr|la_symbol_ptr|init_offsets)/,
    'dynamic-linking',
  ],
  [/^__typelink$/, 'types'],
  [/^__itablink$/, 'interface-tables'],
]
const unwinding = /^__(?:eh_frame|unwind_info|gcc_except_tab)$/

const tableParts: Readonly<Record<LinkEditTable['kind'], ProgramPart>> = {
  symbols: 'symbol-table',
  strings: 'symbol-table',
  'function-starts': 'symbol-table',
  'data-in-code': 'symbol-table',
  'indirect-symbols': 'dynamic-linking',
  relocations: 'dynamic-linking',
  rebase: 'dynamic-linking',
  binding: 'dynamic-linking',
  exports: 'dynamic-linking',
  'chained-fixups': 'dynamic-linking',
  'code-signature': 'code-signature',
}

/** More than any linked program has. */
const mostSections = 1024

/** @param bytes of a file that is not universal */
export function machOExecutable(bytes: Uint8Array, machO: MachO): Executable {
  const { bits, littleEndian, machine, link, symbolTable, debugInfo, segments, tables } = machO
  const rebased = tables.filter(({ kind }) => kind === 'rebase')
  return {
    bytes,
    bits,
    littleEndian,
    machine,
    link,
    symbolTable,
    debugInfo,
    ...(machO.buildInfo === undefined ? {} : { buildInfo: machO.buildInfo }),
    sections: segments.flatMap(sectionsOf).slice(0, mostSections),
    segments: segments.filter(isMapped).map((one) => ({
      address: one.address,
      offset: one.offset,
      fileSize: one.fileSize,
      writable: (one.protection & protection.write) !== 0,
      executable: (one.protection & protection.execute) !== 0,
    })),
    headers: [{ from: 0, to: machO.headerSize }],
    purposes: purposesOf(machO),
    relocations: {
      extents: rebased.map(({ offset, size }) => ({ from: offset, to: offset + size })),
      each: (use) => eachRebase(bytes, machO, use),
    },
    unwinding: noTables,
    symbols: () => readMachOSymbols(bytes, machO),
    relocatedData: () => relocatedMachOData(bytes, machO),
  }
}

const isMapped = ({ name, fileSize }: MachOSegment) =>
  fileSize > 0 && name !== '__DWARF' && name !== '__LINKEDIT'

function sectionsOf(segment: MachOSegment): readonly ProgramSection[] {
  const isDebug = segment.name === '__DWARF'
  const isCode = (segment.protection & protection.execute) !== 0
  return segment.sections
    .filter(({ offset, size }) => offset > 0 && size > 0)
    .map(({ name, address, offset, size, hasCode }: MachOSection): ProgramSection => {
      const part = isDebug ? 'debug-information' : rules.find(([pattern]) => pattern.test(name))?.[1]
      return {
        name,
        address,
        offset,
        size,
        content: isDebug ? 'none' : isCode && hasCode ? 'code' : 'data',
        ...(part === undefined ? {} : { part }),
        ...(unwinding.test(name) ? { unwinding: true } : {}),
      }
    })
}

/** Symbols of libraries are at the end of the symbol table. If there are no other symbols, all names belong to them. */
function purposesOf({ tables, symbolCounts: { defined }, bits }: MachO): readonly PurposeExtent[] {
  return tables.flatMap(({ kind, offset, size }) => {
    const to = offset + size
    if (kind === 'symbols') {
      const middle = offset + Math.min(size, defined * nlistSize[bits === 64 ? 'wide' : 'narrow'])
      return [
        { from: offset, to: middle, part: 'symbol-table' },
        { from: middle, to, part: 'dynamic-linking' },
      ]
    }
    const part = kind === 'strings' && defined === 0 ? 'dynamic-linking' : tableParts[kind]
    return [{ from: offset, to, part }]
  })
}
