/** A linked program of any format, with the facts that attribution needs. */
import type { ProgramPart } from '../../model/program-part.ts'
import type { Extent } from '../bytes/extent.ts'
import type { AddressRange } from '../go/buildinfo.ts'
import type { ProgramSymbols } from './symbols.ts'

/** A part of the file that a loader maps. */
export interface MappedSegment {
  readonly address: number
  readonly offset: number
  /** Bytes that come from the file. */
  readonly fileSize: number
  readonly writable: boolean
  readonly executable: boolean
}

export interface ProgramSection {
  readonly name: string
  readonly address: number
  readonly offset: number
  /** Bytes in the file. */
  readonly size: number
  /** How a loader maps it; `none`: not mapped. */
  readonly content: 'code' | 'data' | 'none'
  /** Its purpose, if it has a single one in every program. */
  readonly part?: ProgramPart
  /** Whether it contains tables for unwinding the stack. */
  readonly unwinding?: boolean
}

/** A part of the file with a single purpose; not necessarily a section. */
export interface PurposeExtent extends Extent {
  readonly part: ProgramPart
}

/** A part of the file with the pointers that a loader writes into it. */
export interface RelocatedData {
  readonly from: number
  readonly bytes: Uint8Array
}

export const noRelocatedData: RelocatedData = { from: 0, bytes: new Uint8Array() }

/** Receives the part of the file with an entry, and the address that the entry is about. */
export type UseEntry = (from: number, to: number, address: number) => void

/** Tables in the file. Each entry is about one address. */
export interface EntryTables {
  readonly extents: readonly Extent[]
  each(use: UseEntry): void
}

export const noTables: EntryTables = { extents: [], each() {} }

/** Where the tables of Go's linker are. */
export interface ProgramAreas {
  readonly sections: readonly Pick<ProgramSection, 'name' | 'offset' | 'size'>[]
  readonly segments: readonly Pick<MappedSegment, 'offset' | 'fileSize'>[]
}

export interface Executable extends ProgramAreas {
  /** The file. */
  readonly bytes: Uint8Array
  readonly bits: 32 | 64
  readonly littleEndian: boolean
  /** GOARCH. */
  readonly machine: string
  /** Whether the file was written by Go's own linker or by the system's; absent if unknown. */
  readonly link?: 'internal' | 'external'
  /** Whether it contains what `-ldflags=-s -w` omits; absent if unknown. */
  readonly symbolTable?: boolean
  readonly debugInfo?: boolean
  /** Place of Go's build information, as far as the headers show it. */
  readonly buildInfo?: AddressRange
  /** Sections with bytes in the file. */
  readonly sections: readonly ProgramSection[]
  readonly segments: readonly MappedSegment[]
  readonly headers: readonly Extent[]
  /** Outside of sections, or parts of them. */
  readonly purposes: readonly PurposeExtent[]
  /** Places that a loader changes if the program is loaded at another address than it was linked for. */
  readonly relocations: EntryTables
  /** Tables for unwinding the stack, by function. */
  readonly unwinding: EntryTables
  /** Empty if the symbol table is missing or damaged. */
  symbols(): ProgramSymbols
  relocatedData(): RelocatedData
}
