/** The names of functions, and the package of each: by its name, or by the file that it was compiled from. */
import { longestPath } from '../common/paths.ts'
import type { Memory } from '../inspect/go/memory.ts'
import { firstInPcTable, functionEntry, type PcHeader } from '../inspect/go/pclntab.ts'
import type { Claims, Owner } from './claims.ts'
import type { Ledger } from './items.ts'
import { noPackage, ownerOf } from './parts.ts'
import { packageOfSymbol } from './symbol-names.ts'

export interface FunctionNames {
  /** Items, in the order of the table. */
  readonly owners: Int32Array
  /** Packages of compilation units, by the index of their first file number. */
  readonly units: ReadonlyMap<number, number>
  /** By the offset of a name; `noPackage` where there is none. */
  packageOf(name: number): number
  /** Gives the bytes of the names to their functions, and those of inlined ones to their packages. */
  claim(claims: Claims): void
}

interface Name {
  readonly text: string
  readonly packageId: number
}

export function readFunctionNames(memory: Memory, header: PcHeader, ledger: Ledger): FunctionNames {
  const { count } = header
  const names = readNames(memory, header, ledger)
  const [offsets, packages, owners] = [new Uint32Array(count), new Int32Array(count), new Int32Array(count)]
  const units = new Map<number, number>()
  const homeless: number[] = []
  for (let index = 0; index < count; index++) {
    const entry = functionEntry(memory, header, index)
    const packageId = names.get(entry.name)?.packageId ?? noPackage
    offsets[index] = entry.name
    packages[index] = packageId
    if (packageId === noPackage && !isGenerated(names.get(entry.name)?.text)) homeless.push(index)
    if (packageId !== noPackage && entry.size > 0 && !units.has(entry.unit)) units.set(entry.unit, packageId)
  }
  if (homeless.length > 0) findHomes(memory, header, packages, homeless)
  const named = new Map<number, Owner>()
  for (let index = 0; index < count; index++) {
    const name = offsets[index] ?? 0
    const owner = ledger.addItem('function', names.get(name)?.text ?? '', packages[index] ?? noPackage)
    owners[index] = owner
    if (!named.has(name)) named.set(name, owner)
  }
  return {
    owners,
    units,
    packageOf: (name) => names.get(name)?.packageId ?? noPackage,
    claim(claims) {
      for (const [offset, { packageId }] of names) {
        const owner = named.get(offset) ?? ownerOf(packageId, 'line-tables')
        claims.add(header.names.from + offset, header.names.to, owner)
      }
    },
  }
}

/** Made by the compiler for types of no package, or by the linker for the program: no source file has them. */
function isGenerated(name: string | undefined): boolean {
  return name === undefined || name.startsWith('type:') || name.startsWith('go:')
}

/** By their offsets: one after another, each with a zero byte at its end. */
function readNames(memory: Memory, { names }: PcHeader, ledger: Ledger): ReadonlyMap<number, Name> {
  const found = new Map<number, Name>()
  const bytes = memory.bytes.subarray(names.from, names.to)
  const whole = utf8.decode(bytes)
  // then offsets of characters are those of bytes
  const isAscii = whole.length === bytes.length
  for (let at = 0; at < bytes.length; ) {
    const end = isAscii ? whole.indexOf('\0', at) : bytes.indexOf(0, at)
    const stop = end < 0 ? bytes.length : end
    const text = isAscii ? whole.slice(at, stop) : utf8.decode(bytes.subarray(at, stop))
    if (text !== '') found.set(at, { text, packageId: ledger.packageId(packageOfSymbol(text)) })
    at = stop + 1
  }
  return found
}

const utf8 = new TextDecoder()

/** Assembly functions may have names without a package: theirs is that of the others in their directory, or before them. */
function findHomes(
  memory: Memory,
  header: PcHeader,
  packages: Int32Array,
  homeless: readonly number[],
): void {
  const directories = directoryReader(memory, header)
  const homes = new Map<string, number>()
  for (let index = 0; index < header.count; index++) {
    const packageId = packages[index] ?? noPackage
    if (packageId === noPackage) continue
    const path = directories(index)
    if (path !== undefined && !homes.has(path)) homes.set(path, packageId)
  }
  for (const index of homeless) {
    const path = directories(index)
    packages[index] = (path === undefined ? undefined : homes.get(path)) ?? packages[index - 1] ?? noPackage
  }
}

/** The directory of the file that a function begins in. */
function directoryReader(memory: Memory, header: PcHeader): (index: number) => string | undefined {
  const known = new Map<number, string>()
  return (index) => {
    const entry = functionEntry(memory, header, index)
    const file = entry.size === 0 ? undefined : firstInPcTable(memory, header, entry.fileTable)
    if (file === undefined || file < 0) return undefined
    const from = header.files.from + memory.u32(header.units.from + 4 * (entry.unit + file))
    if (from >= header.files.to) return undefined
    const before = known.get(from)
    if (before !== undefined) return before
    const rest = memory.bytes.subarray(from, Math.min(from + longestPath, header.files.to))
    const path = utf8.decode(rest.subarray(0, Math.max(0, rest.indexOf(0))))
    // what the compiler adds to a package has no file: `<autogenerated>`
    const slash = path.lastIndexOf('/')
    if (slash < 0) return undefined
    const directory = path.slice(0, slash)
    known.set(from, directory)
    return directory
  }
}
