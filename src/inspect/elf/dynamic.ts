import { Malformed } from '../bytes/byte-view.ts'
import { dynamicFlag, dynamicFlag1, mostTableEntries, segmentType, tag, versionFlag } from './constants.ts'
import { type ElfLayout, type ElfSegment, offsetOf } from './headers.ts'

/** A symbol version that another file must provide. */
export interface NeededVersion {
  /** The library that must provide it, as in DT_NEEDED. */
  readonly file: string
  /** e.g. `GLIBC_2.34`. */
  readonly version: string
  /** The loader only warns about a missing weak version. */
  readonly weak: boolean
}

/** The dynamic section and the tables that it points to: everything that the loader reads. */
export interface Dynamic {
  /** Whether there is a PT_DYNAMIC. */
  readonly dynamic: boolean
  /** DT_NEEDED, in the order of the file. */
  readonly needed: readonly string[]
  readonly soname?: string
  /** DT_RPATH and DT_RUNPATH, split at colons. */
  readonly rpath: readonly string[]
  readonly runpath: readonly string[]
  /** DF_1_PIE. */
  readonly pie: boolean
  /** DT_BIND_NOW, DF_BIND_NOW or DF_1_NOW: all symbols are resolved before the program starts. */
  readonly bindNow: boolean
  /** DT_TEXTREL or DF_TEXTREL: the loader has to write into the code. */
  readonly textrel: boolean
  /** Versions needed from other files (verneed). */
  readonly versionsNeeded: readonly NeededVersion[]
  /** Versions that this file provides (verdef), without the one that is the file's own name. */
  readonly versionsProvided: readonly string[]
}

interface Tables {
  readonly layout: ElfLayout
  readonly segments: readonly ElfSegment[]
  readonly valueAt: (tag: number) => number | undefined
  /** Reads a name of the dynamic string table. */
  readonly name: (offset: number) => string
}

/** An entry of the dynamic section before its end mark. */
export interface DynamicEntry {
  readonly tag: number
  readonly value: number
}

export function readEntries(
  { wide, word }: ElfLayout,
  segments: readonly ElfSegment[],
): readonly DynamicEntry[] {
  const segment = dynamicSegment(segments)
  const entries: DynamicEntry[] = []
  if (segment === undefined) return entries
  const entrySize = wide ? 16 : 8
  const end = segment.offset + segment.fileSize
  for (let at = segment.offset; at + entrySize <= end; at += entrySize) {
    const entry = { tag: word(at), value: word(at + entrySize / 2) }
    if (entry.tag === 0) break
    if (entries.length >= mostTableEntries)
      throw new Malformed('its dynamic section is longer than linkgate reads')
    entries.push(entry)
  }
  return entries
}

/** By tag. If a tag occurs several times, the first value counts. */
export function valuesOf(entries: readonly DynamicEntry[]): ReadonlyMap<number, number> {
  const first = new Map<number, number>()
  for (const { tag, value } of entries) if (!first.has(tag)) first.set(tag, value)
  return first
}

function dynamicSegment(segments: readonly ElfSegment[]): ElfSegment | undefined {
  return segments.find((one) => one.type === segmentType.dynamic && one.fileSize > 0)
}

export function readDynamic(layout: ElfLayout, segments: readonly ElfSegment[]): Dynamic {
  const { view } = layout
  const entries = readEntries(layout, segments)
  const first = valuesOf(entries)
  const valueAt = (wanted: number) => first.get(wanted)
  const stringTable = valueAt(tag.stringTable)
  const strings = stringTable === undefined ? undefined : offsetOf(segments, stringTable)
  const name = (offset: number): string => {
    if (strings === undefined) throw new Malformed('its dynamic section has no string table')
    return view.text(strings + offset)
  }
  const names = (wanted: number) =>
    entries.filter((entry) => entry.tag === wanted).map((entry) => name(entry.value))
  const paths = (wanted: number) =>
    names(wanted)
      .flatMap((path) => path.split(':'))
      .filter((path) => path !== '')
  const flags = valueAt(tag.flags) ?? 0
  const flags1 = valueAt(tag.flags1) ?? 0
  const [soname] = names(tag.soname)
  const tables = { layout, segments, valueAt, name }
  return {
    dynamic: dynamicSegment(segments) !== undefined,
    needed: names(tag.needed),
    ...(soname === undefined ? {} : { soname }),
    rpath: paths(tag.rpath),
    runpath: paths(tag.runpath),
    pie: (flags1 & dynamicFlag1.pie) !== 0,
    bindNow:
      first.has(tag.bindNow) || (flags & dynamicFlag.bindNow) !== 0 || (flags1 & dynamicFlag1.now) !== 0,
    textrel: first.has(tag.textrel) || (flags & dynamicFlag.textrel) !== 0,
    versionsNeeded: readVersionsNeeded(tables),
    versionsProvided: readVersionsProvided(tables),
  }
}

function readVersionsNeeded({ layout, segments, valueAt, name }: Tables): readonly NeededVersion[] {
  const { view } = layout
  const found: NeededVersion[] = []
  const start = valueAt(tag.verneed)
  if (start === undefined) return found
  let at = offsetOf(segments, start)
  const files = valueAt(tag.verneedCount) ?? mostTableEntries
  for (let index = 0; index < Math.min(files, mostTableEntries); index++) {
    const file = name(view.u32(at + 4))
    let aux = at + view.u32(at + 8)
    for (let left = view.u16(at + 2); left > 0; left--) {
      if (found.length >= mostTableEntries)
        throw new Malformed('it needs more symbol versions than linkgate reads')
      const weak = (view.u16(aux + 4) & versionFlag.weak) !== 0
      found.push({ file, version: name(view.u32(aux + 8)), weak })
      const next = view.u32(aux + 12)
      if (next === 0) break
      aux += next
    }
    const next = view.u32(at + 12)
    if (next === 0) break
    at += next
  }
  return found
}

function readVersionsProvided({ layout, segments, valueAt, name }: Tables): readonly string[] {
  const { view } = layout
  const found: string[] = []
  const start = valueAt(tag.verdef)
  if (start === undefined) return found
  let at = offsetOf(segments, start)
  const versions = valueAt(tag.verdefCount) ?? mostTableEntries
  for (let index = 0; index < Math.min(versions, mostTableEntries); index++) {
    const isFileItself = (view.u16(at + 2) & versionFlag.base) !== 0
    // the first name is the version's own, the others those of its predecessors
    if (!isFileItself && view.u16(at + 6) > 0) found.push(name(view.u32(at + view.u32(at + 12))))
    const next = view.u32(at + 16)
    if (next === 0) break
    at += next
  }
  return found
}
