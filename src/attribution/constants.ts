/**
 * Strings, variables and other data. Symbols name the package; data without a symbol belongs to the package whose code or other
 * data points to it, or to no package if several do.
 */

import { NumberList } from '../common/number-list.ts'
import { Claims, type Owner, type Pieces } from './claims.ts'
import { listedFiles } from './embedded.ts'
import { ascendingLengths, regionOf } from './extents.ts'
import type { Area, FileMap } from './file-map.ts'
import type { SizeTotals } from './items.ts'
import { OffsetSet } from './offset-set.ts'
import { noPackage, ownerOf } from './parts.ts'
import { eachPointer, type PointerSource } from './pointers.ts'
import { Users, unknownUser } from './users.ts'

export interface EmbeddedFile {
  readonly packageName: string
  /** Relative to the directory of its package. */
  readonly name: string
  readonly size: number
}

export interface ConstantSource extends PointerSource {
  /** Data with known owners, without overlaps. */
  readonly known: Pieces
  /** File offsets that code refers to, and the package of each. */
  readonly references: { readonly targets: Int32Array; readonly owners: Int32Array }
  readonly embedded: readonly EmbeddedFile[]
}

/** In bytes. A shorter string may have the length of an embedded file by coincidence. */
const shortestEmbedded = 256

/** Attributes all regions of data. */
export function giveConstants(source: ConstantSource, map: FileMap, totals: SizeTotals): void {
  const found = findPlaces(source, totals)
  const users = new Users(found.places)
  const { targets, owners } = source.references
  for (let index = 0; index < targets.length; index++) users.note(targets[index] ?? 0, owners[index] ?? 0)
  for (const [offset, file] of found.files) users.note(offset, totals.packageOf(file))
  users.follow({ ...found.pointers, known: source.known, pointerSize: source.memory.pointerSize }, totals)
  const { regions, strings } = source
  for (const [offset, name] of found.names) {
    const user = found.files.has(offset) ? unknownUser : users.ownerAt(offset)
    if (user !== unknownUser && user !== noPackage)
      found.files.set(offset, totals.addItem('embedded-file', name, user))
  }
  const claims = claimPlaces(source, found, users)
  map.give(strings.from, strings.to, { part: 'strings', claims, aligned: true })
  const data: Area = { part: 'data', claims, aligned: true }
  for (const { from, to } of regions) map.give(from, to, data)
}

/** File offsets in data that code or other data refers to. */
interface Places {
  readonly places: OffsetSet
  /** Pointers from data to them, in the order of the file: the offset of each, the start of its region, and its target. */
  readonly pointers: Readonly<Record<'at' | 'start' | 'target', Int32Array>>
  /** Candidates for strings: the word after a pointer is taken for the length. */
  readonly lengths: Claims
  /** Embedded files, by offset. */
  readonly files: Map<number, Owner>
  /** Names of files in an `embed.FS`, by offset. They belong to the package that uses them. */
  readonly names: ReadonlyMap<number, string>
}

function findPlaces(source: ConstantSource, totals: SizeTotals): Places {
  const { known, references, strings, regions } = source
  const extent = { from: regions[0]?.from ?? 0, to: regions.at(-1)?.to ?? 0 }
  /** Data without a known owner. */
  const open = new OffsetSet(extent)
  for (const { from, to } of regions) open.fill(from, to, true)
  for (let index = 0; index < known.count; index++) {
    open.fill(known.from[index] ?? 0, known.to[index] ?? 0, false)
  }
  const places = new OffsetSet(extent)
  for (let index = 0; index < references.targets.length; index++) {
    const target = references.targets[index] ?? 0
    if (open.has(target)) places.add(target)
  }
  const [ats, starts, targets] = [new NumberList(), new NumberList(), new NumberList()]
  const [lengths, files] = [new Claims(), embeddedFiles(source.embedded, totals)]
  const names = new Map<number, string>()
  eachPointer(source, (at, target, length, start) => {
    if (files.addIfEmbedded(target, length)) places.add(target)
    for (const file of listedFiles(source.memory, at, target, strings))
      if (file.size >= shortestEmbedded) names.set(file.at, file.name)
    if (target >= strings.from && target + length <= strings.to)
      lengths.add(target, target + length, noPackage)
    if (!open.has(target)) return
    ats.push(at)
    starts.push(start)
    targets.push(target)
    places.add(target)
  })
  const pointers = { at: ats.view(), start: starts.view(), target: targets.view() }
  return { places, pointers, lengths, files: files.owners, names }
}

/** A variable that points to data with exactly the length of an embedded file refers to that file. */
function embeddedFiles(embedded: readonly EmbeddedFile[], totals: SizeTotals) {
  const wanted = new Map<number, EmbeddedFile[]>()
  for (const file of embedded) {
    if (file.size >= shortestEmbedded) wanted.set(file.size, [...(wanted.get(file.size) ?? []), file])
  }
  const owners = new Map<number, Owner>()
  return {
    owners,
    addIfEmbedded(target: number, length: number): boolean {
      const file = wanted.size === 0 || owners.has(target) ? undefined : wanted.get(length)?.shift()
      if (file === undefined) return false
      const home = totals.packageId(file.packageName)
      owners.set(target, totals.addItem('embedded-file', file.name, home))
      return true
    },
  }
}

/** Known owners come before others at the same offset. */
function claimPlaces({ known, regions, strings }: ConstantSource, found: Places, users: Users): Claims {
  const { starts, ends } = ascendingLengths(found.lengths.sorted())
  const { offsets } = users
  const claims = new Claims(known.count + offsets.length)
  let [nextKnown, nextLength] = [0, 0]
  const claimKnown = (end: number) => {
    for (; nextKnown < known.count && (known.from[nextKnown] ?? 0) <= end; nextKnown++) {
      claims.add(known.from[nextKnown] ?? 0, known.to[nextKnown] ?? 0, known.owners[nextKnown] ?? 0)
    }
  }
  for (let number = 0; number < offsets.length; number++) {
    const offset = offsets[number] ?? 0
    claimKnown(offset)
    while ((ends[nextLength] ?? Number.POSITIVE_INFINITY) <= offset) nextLength += 1
    const start = starts[nextLength] ?? Number.POSITIVE_INFINITY
    // a reference to the middle of a string is a number that only looks like an address
    if (start < offset) continue
    const packageId = users.ownerOf(number)
    const part = offset >= strings.from && offset < strings.to ? 'strings' : 'data'
    const owner = found.files.get(offset) ?? ownerOf(packageId === unknownUser ? noPackage : packageId, part)
    const end = start === offset ? ends[nextLength] : regionOf(regions, offset)?.to
    claims.add(offset, end ?? offset, owner)
  }
  claimKnown(Number.POSITIVE_INFINITY)
  return claims
}
