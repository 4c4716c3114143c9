/**
 * Reads from a Mach-O file what it loads and what protects it. Structures as in Apple's `mach-o/loader.h` and
 * `mach-o/fat.h`.
 */

import { fail, type Result } from '../../common/result.ts'
import { type ByteSource, type Bytes, byteSourceOf, partOf, readAt } from '../bytes/byte-source.ts'
import { type ByteView, byteView, hex, Malformed, orProblem } from '../bytes/byte-view.ts'
import type { AddressRange } from '../go/buildinfo.ts'
import { type LinkEditTable, linkEditTables, readSymbolCounts, type SymbolCounts } from './link-edit.ts'
import {
  isSegment,
  type MachOSegment,
  mostMachOEntries,
  protection,
  readSegment,
  unterminated,
} from './segments.ts'

export interface MachO {
  readonly bits: 32 | 64
  readonly littleEndian: boolean
  /** filetype: 2 executable, 6 dynamic library, 8 bundle. */
  readonly type: number
  /** GOARCH. */
  readonly machine: string
  /** All architectures of a universal file, of which the first is described here; otherwise only `machine`. */
  readonly architectures: readonly string[]
  /** LC_LOAD_DYLIB and its variants, in the order of the file. */
  readonly libraries: readonly string[]
  /** LC_LOAD_DYLINKER. */
  readonly loader?: string
  /** LC_ID_DYLIB: the name of a dynamic library. */
  readonly id?: string
  readonly rpath: readonly string[]
  /** MH_PIE. */
  readonly pie: boolean
  /** MH_ALLOW_STACK_EXECUTION. */
  readonly executableStack: boolean
  /** Segments whose initial protection allows both writing and execution. */
  readonly writableCode: number
  readonly uuid?: string
  readonly signed: boolean
  /** Whether the file defines symbols; `-ldflags=-s` omits them. */
  readonly symbolTable: boolean
  readonly debugInfo: boolean
  /** Place of Go's build information. */
  readonly buildInfo?: AddressRange
  /** Offsets of segments and tables are relative to the start of the architecture in the file. */
  readonly segments: readonly MachOSegment[]
  readonly tables: readonly LinkEditTable[]
  /** Numbers of symbols that the file defines, and of those that it needs from others. */
  readonly symbolCounts: SymbolCounts
  /** Whether the file was written by Go's own linker, which never writes a list of function starts, or by the system's. */
  readonly link: 'internal' | 'external'
  /** Bytes of the header and its load commands. */
  readonly headerSize: number
}

const machines: Readonly<Record<number, string>> = {
  7: '386',
  12: 'arm',
  18: 'ppc',
  16777223: 'amd64',
  16777228: 'arm64',
  16777234: 'ppc64',
}
const fatMagic = 0xcafebabe
const fatMagic64 = 0xcafebabf
/** A compiled Java class begins like a universal file, but the next number is its version, 45 or more. */
const mostArchitectures = 44

const command = {
  loadDylib: 0xc,
  idDylib: 0xd,
  loadDylinker: 0xe,
  uuid: 0x1b,
  rpath: 0x8000001c,
} as const
/** LC_LOAD_DYLIB, LC_LAZY_LOAD_DYLIB, and the weak, re-exported and upward ones. */
const loads = new Set<number>([command.loadDylib, 0x20, 0x80000018, 0x8000001f, 0x80000023])
const writableCode = protection.write | protection.execute
const flag = { pie: 0x200000, allowStackExecution: 0x20000 } as const
/** The shortest header. */
const headerSize = 28

/** @param start first bytes of a file */
export function isMachO(start: Uint8Array): boolean {
  if (start.length < headerSize) return false
  const view = byteView(start, false)
  return isFat(view) || thinOf(view.u32(0)) !== undefined
}

/** Whether a file is universal: it contains Mach-O files for one or more architectures. */
export function isUniversal(start: Uint8Array): boolean {
  return isFat(byteView(start, false))
}

function isFat(view: ByteView): boolean {
  const magic = view.u32(0)
  return (magic === fatMagic || magic === fatMagic64) && view.u32(4) <= mostArchitectures
}

function thinOf(magic: number): { readonly wide: boolean; readonly littleEndian: boolean } | undefined {
  switch (magic) {
    case 0xfeedface:
      return { wide: false, littleEndian: false }
    case 0xfeedfacf:
      return { wide: true, littleEndian: false }
    case 0xcefaedfe:
      return { wide: false, littleEndian: true }
    case 0xcffaedfe:
      return { wide: true, littleEndian: true }
    default:
      return undefined
  }
}

/** The message of a problem completes a sentence such as "it is …". */
export function readMachO(bytes: Bytes): Result<MachO> {
  const source = byteSourceOf(bytes)
  if (!isMachO(readAt(source, 0, headerSize))) return fail('not a Mach-O file')
  const read = orProblem(() => readAny(source))
  return read.ok ? read : fail(`a damaged Mach-O file: ${read.problem.message}`)
}

function readAny(source: ByteSource): MachO {
  const view = byteView(source, false)
  if (!isFat(view)) return readThin(source, 0)
  const wide = view.u32(0) === fatMagic64
  const slices = Array.from({ length: view.u32(4) }, (_, index) => {
    const at = 8 + index * (wide ? 32 : 20)
    const offset = wide ? view.u64(at + 8) : view.u32(at + 8)
    const size = wide ? view.u64(at + 16) : view.u32(at + 12)
    return { machine: nameOf(view.u32(at)), offset, size }
  })
  const [first] = slices
  if (first === undefined) throw new Malformed('it is a universal file without an architecture')
  view.need(first.offset, first.size)
  const one = readThin(partOf(source, first.offset, first.size), first.offset)
  return { ...one, architectures: slices.map(({ machine }) => machine) }
}

function nameOf(machine: number): string {
  return machines[machine] ?? `machine ${machine}`
}

/** `base`: offset of the bytes in the file. */
function readThin(source: ByteSource, base: number): MachO {
  const thin = source.size < headerSize ? undefined : thinOf(byteView(source, false).u32(0))
  if (thin === undefined) throw new Malformed('its first architecture is not a Mach-O file')
  const { wide, littleEndian } = thin
  const view = byteView(source, littleEndian)
  const machine = nameOf(view.u32(4))
  const flags = view.u32(24)
  const { libraries, rpath, texts, segments, tables, symbolCounts, end } = readCommands(view, wide ? 32 : 28)
  const sections = segments.flatMap((one) => one.sections)
  const buildInfo = sections.find(({ name }) => name === '__go_buildinfo')
  const has = (wanted: LinkEditTable['kind']) => tables.some((table) => table.kind === wanted)
  return {
    bits: wide ? 64 : 32,
    littleEndian,
    type: view.u32(12),
    machine,
    architectures: [machine],
    libraries,
    ...texts,
    rpath,
    pie: (flags & flag.pie) !== 0,
    executableStack: (flags & flag.allowStackExecution) !== 0,
    writableCode: segments.filter((one) => (one.protection & writableCode) === writableCode).length,
    signed: has('code-signature'),
    symbolTable: symbolCounts.defined > 0,
    debugInfo: sections.some(({ name }) => name === '__debug_info' || name === '__zdebug_info'),
    ...(buildInfo === undefined
      ? {}
      : { buildInfo: { offset: buildInfo.offset + base, size: buildInfo.size } }),
    segments,
    tables,
    symbolCounts,
    link: has('function-starts') ? 'external' : 'internal',
    headerSize: end,
  }
}

/** The load commands, which begin at `start`; `end` is after the last one. */
function readCommands(view: ByteView, start: number) {
  const count = view.u32(16)
  if (count > mostMachOEntries) throw new Malformed('it has more load commands than linkgate reads')
  const [libraries, rpath]: [string[], string[]] = [[], []]
  const [segments, tables]: [MachOSegment[], LinkEditTable[]] = [[], []]
  const texts: { loader?: string; id?: string; uuid?: string } = {}
  let symbolCounts: SymbolCounts = { defined: 0, needed: 0 }
  let [at, sectionsLeft] = [start, mostMachOEntries]
  for (let index = 0; index < count; index++) {
    const kind = view.u32(at)
    const size = view.u32(at + 4)
    if (size < 8) throw new Malformed('one of its load commands is too short')
    // the first field of the command is the offset of its text
    const text = () => {
      const offset = view.u32(at + 8)
      if (offset >= size) throw new Malformed('a name is outside its load command')
      return unterminated(view, at + offset, size - offset)
    }
    if (loads.has(kind)) libraries.push(text())
    else if (kind === command.rpath) rpath.push(text())
    else if (kind === command.loadDylinker) texts.loader = text()
    else if (kind === command.idDylib) texts.id = text()
    else if (kind === command.uuid) texts.uuid = hex(view.slice(at + 8, 16))
    else if (isSegment(kind)) {
      const segment = readSegment(view, at, size, sectionsLeft)
      sectionsLeft -= segment.sections.length
      segments.push(segment)
    } else {
      tables.push(...linkEditTables(view, at))
      symbolCounts = readSymbolCounts(view, at) ?? symbolCounts
    }
    at += size
  }
  return { libraries, rpath, texts, segments, tables, symbolCounts, end: at }
}
