/**
 * Reads from a Windows executable what it imports and what protects it. Structures as in Microsoft's "PE Format".
 */

import { fail, type Result } from '../../common/result.ts'
import { type Bytes, byteSourceOf, readAt } from '../bytes/byte-source.ts'
import { type ByteView, byteView, Malformed, orProblem } from '../bytes/byte-view.ts'
import type { AddressRange } from '../go/buildinfo.ts'

export interface Pe {
  /** 32 for PE32, 64 for PE32+. */
  readonly bits: 32 | 64
  /** GOARCH. */
  readonly machine: string
  /** IMAGE_FILE_DLL: a library, not a program. */
  readonly dll: boolean
  /** DLLs of the import directory and of the delayed imports, in the order of the file. */
  readonly libraries: readonly string[]
  /** DYNAMIC_BASE: may be loaded at any address. */
  readonly dynamicBase: boolean
  readonly highEntropy: boolean
  /** NX_COMPAT: data cannot be executed. */
  readonly nxCompatible: boolean
  /** Sections that can be both written and executed. */
  readonly writableCode: number
  /** Whether there are COFF symbols; `-ldflags=-s` omits them. */
  readonly symbolTable: boolean
  readonly debugInfo: boolean
  /** The first writable data section, where the Go linker puts its build information. */
  readonly data?: AddressRange
  readonly sections: readonly PeSection[]
  /** Preferred load address. Addresses in the file are relative to it. */
  readonly imageBase: number
  /** The data directories of the header, by number, without empty ones. */
  readonly directories: PeDirectories
  /** Whether the file was written by Go's own linker or by the system's. */
  readonly link: 'internal' | 'external'
  /** Bytes of the headers, including those of the sections. */
  readonly headerSize: number
  /** COFF symbols, followed by their names. */
  readonly symbols: { readonly offset: number; readonly count: number }
}

type PeDirectories = Readonly<Partial<Record<number, PeDirectory>>>

interface PeDirectory {
  /** A file offset for certificates, otherwise an address. */
  readonly address: number
  readonly size: number
}

export interface PeSection {
  readonly name: string
  readonly address: number
  readonly offset: number
  /** Bytes in the file, including padding. */
  readonly size: number
  /** Bytes in memory; 0 if unknown. */
  readonly memorySize: number
  readonly flags: number
}

const machines: Readonly<Record<number, string>> = {
  332: '386',
  452: 'arm',
  34404: 'amd64',
  43620: 'arm64',
}
const isDll = 0x2000
const characteristic = { highEntropy: 0x20, dynamicBase: 0x40, nxCompatible: 0x100 } as const
export const peSectionFlag = { data: 0x40, execute: 0x20000000, read: 0x40000000, write: 0x80000000 } as const
export const directoryIndex = {
  imports: 1,
  exceptions: 3,
  certificates: 4,
  relocations: 5,
  delayImports: 13,
} as const
/** Bytes of an entry of the symbol table. */
export const coffSymbolSize = 18
/** Linker version that Go's linker writes. */
const goLinker = { major: 3, minor: 0 } as const
/** Maximum number of sections or DLLs: a file with more is damaged or hostile. */
const mostTableEntries = 4096
const mostDirectories = 16
const sectionHeaderSize = 40

/** @param start first bytes of a file */
export function isPe(start: Uint8Array): boolean {
  return start[0] === 0x4d && start[1] === 0x5a
}

/** The message of a problem completes a sentence such as "it is …". */
export function readPe(bytes: Bytes): Result<Pe> {
  if (!isPe(readAt(byteSourceOf(bytes), 0, 2))) return fail('not a Windows executable')
  const read = orProblem(() => readAll(byteView(bytes, true)))
  return read.ok ? read : fail(`a damaged Windows executable: ${read.problem.message}`)
}

function readAll(view: ByteView): Pe {
  const start = view.u32(0x3c)
  if (view.u32(start) !== 0x4550) throw new Malformed('it has no PE header')
  const coff = start + 4
  const optional = coff + 20
  const optionalSize = view.u16(coff + 16)
  const magic = view.u16(optional)
  if (magic !== 0x10b && magic !== 0x20b) throw new Malformed('its optional header is of an unknown kind')
  const wide = magic === 0x20b
  const symbols = view.u32(coff + 12)
  const symbolsAt = view.u32(coff + 8)
  const stringsAt = symbolsAt === 0 ? undefined : symbolsAt + symbols * coffSymbolSize
  const sectionsAt = optional + optionalSize
  const count = view.u16(coff + 2)
  if (count > mostTableEntries) throw new Malformed('it has more sections than linkgate reads')
  const sections = readSections(view, { at: sectionsAt, count, stringsAt })
  const has = (section: PeSection, flag: number) => (section.flags & flag) !== 0
  const directories = readDirectories(view, optional + (wide ? 108 : 92))
  const addressOf = (index: number) => directories[index]?.address ?? 0
  const [major = 0, minor = 0] = view.slice(optional + 2, 2)
  const protections = view.u16(optional + 70)
  const data = sections.find(
    (one) =>
      one.size > 0 &&
      has(one, peSectionFlag.data) &&
      has(one, peSectionFlag.read) &&
      has(one, peSectionFlag.write),
  )
  return {
    bits: wide ? 64 : 32,
    machine: machines[view.u16(coff)] ?? `machine ${view.u16(coff)}`,
    dll: (view.u16(coff + 18) & isDll) !== 0,
    libraries: [
      ...imports(view, sections, addressOf(directoryIndex.imports), { size: 20, name: 12 }),
      ...imports(view, sections, addressOf(directoryIndex.delayImports), { size: 32, name: 4 }),
    ],
    dynamicBase: (protections & characteristic.dynamicBase) !== 0,
    highEntropy: (protections & characteristic.highEntropy) !== 0,
    nxCompatible: (protections & characteristic.nxCompatible) !== 0,
    writableCode: sections.filter((one) => has(one, peSectionFlag.write) && has(one, peSectionFlag.execute))
      .length,
    symbolTable: symbols > 0,
    debugInfo: sections.some(({ name }) => name === '.debug_info' || name === '.zdebug_info'),
    ...(data === undefined ? {} : { data: { offset: data.offset, size: data.size } }),
    sections,
    imageBase: wide ? view.u64(optional + 24) : view.u32(optional + 28),
    directories,
    link: major === goLinker.major && minor === goLinker.minor ? 'internal' : 'external',
    headerSize: sectionsAt + count * sectionHeaderSize,
    symbols: { offset: symbolsAt, count: symbolsAt === 0 ? 0 : symbols },
  }
}

function readSections(
  view: ByteView,
  table: { readonly at: number; readonly count: number; readonly stringsAt: number | undefined },
): readonly PeSection[] {
  return Array.from({ length: table.count }, (_, index): PeSection => {
    const at = table.at + index * sectionHeaderSize
    return {
      name: sectionName(view, at, table.stringsAt),
      address: view.u32(at + 12),
      memorySize: view.u32(at + 8),
      size: view.u32(at + 16),
      offset: view.u32(at + 20),
      flags: view.u32(at + 36),
    }
  })
}

function readDirectories(view: ByteView, at: number): PeDirectories {
  const count = Math.min(view.u32(at), mostDirectories)
  const found: Partial<Record<number, PeDirectory>> = {}
  for (let index = 0; index < count; index++) {
    const [address, size] = [view.u32(at + 4 + 8 * index), view.u32(at + 8 + 8 * index)]
    if (address !== 0) found[index] = { address, size }
  }
  return found
}

/** Up to eight bytes, or the offset of a longer name in the string table: `/123`. */
function sectionName(view: ByteView, at: number, stringsAt: number | undefined): string {
  const field = view.slice(at, 8)
  const end = field.indexOf(0)
  const name = new TextDecoder().decode(end < 0 ? field : field.subarray(0, end))
  return stringsAt !== undefined && /^\/\d+$/.test(name) ? view.text(stringsAt + Number(name.slice(1))) : name
}

/** Names of the DLLs of a directory: entries of `size` bytes up to one whose name address is zero. */
function imports(
  view: ByteView,
  sections: readonly PeSection[],
  address: number,
  entry: { readonly size: number; readonly name: number },
): readonly string[] {
  if (address === 0) return []
  const found: string[] = []
  for (let at = offsetOf(sections, address); ; at += entry.size) {
    const name = view.u32(at + entry.name)
    if (name === 0) return found
    if (found.length >= mostTableEntries) throw new Malformed('it imports more than linkgate reads')
    found.push(view.text(offsetOf(sections, name)))
  }
}

function offsetOf(sections: readonly PeSection[], address: number): number {
  const section = sections.find((one) => address >= one.address && address < one.address + one.size)
  if (section === undefined) throw new Malformed('an address of its imports is in no section')
  return address - section.address + section.offset
}
