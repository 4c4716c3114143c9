/** A linked program of any format, as far as it matters for what its bytes are for. */
import type { ProgramPart } from '../../model/program-part.ts'
import type { Extent } from '../bytes/extent.ts'
import type { AddressRange } from '../go/buildinfo.ts'
import type { ProgramSymbols } from './symbols.ts'

/** What a loader maps from the file. */
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
  /** What a loader maps it as; `none` is not mapped. */
  readonly content: 'code' | 'data' | 'none'
  /** What it is for, where it has a single purpose that does not depend on the program. */
  readonly part?: ProgramPart
  /** Whether it describes how to unwind the stack. */
  readonly unwinding?: boolean
}

/** A part of the file with a single purpose, which need not be a section. */
export interface PurposeExtent extends Extent {
  readonly part: ProgramPart
}

/** A part of the file in which a loader fills in pointers, with these. */
export interface FilledIn {
  readonly from: number
  readonly bytes: Uint8Array
}

export const nothingFilledIn: FilledIn = { from: 0, bytes: new Uint8Array() }

/** Takes a part of the file that says something about an address, and that address. */
export type UseEntry = (from: number, to: number, address: number) => void

/** Parts of the file that consist of entries, each about an address. */
export interface EntryTables {
  readonly extents: readonly Extent[]
  each(use: UseEntry): void
}

export const noTables: EntryTables = { extents: [], each() {} }

/** Where to look for what Go's linker wrote. */
export interface ProgramAreas {
  readonly sections: readonly Pick<ProgramSection, 'name' | 'offset' | 'size'>[]
  readonly segments: readonly Pick<MappedSegment, 'offset' | 'fileSize'>[]
}

export interface Executable extends ProgramAreas {
  /** The file. */
  readonly bytes: Uint8Array
  readonly bits: 32 | 64
  readonly littleEndian: boolean
  /** As GOARCH names it. */
  readonly machine: string
  /** Whether Go's own linker wrote the file, or the system's did; absent where the file does not say. */
  readonly link?: 'internal' | 'external'
  /** Whether it has what `-ldflags=-s -w` leaves out; absent where the file does not say. */
  readonly symbolTable?: boolean
  readonly debugInfo?: boolean
  /** Where Go's linker put its build information, as far as the headers say. */
  readonly buildInfo?: AddressRange
  /** Those with bytes in the file. */
  readonly sections: readonly ProgramSection[]
  readonly segments: readonly MappedSegment[]
  readonly headers: readonly Extent[]
  /** Outside of sections, or narrower than them. */
  readonly purposes: readonly PurposeExtent[]
  /** Places that a loader changes if the program is not at the address that it was linked for. */
  readonly relocations: EntryTables
  /** How to unwind the stack, by function. */
  readonly unwinding: EntryTables
  /** Empty where it has none, or damaged ones. */
  symbols(): ProgramSymbols
  filledIn(): FilledIn
}
