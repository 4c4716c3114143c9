/** The names of functions, and the package of each: by its name, or by the file that it was compiled from. */
import { longestPath } from '../common/paths.ts'
import type { Memory } from '../inspect/go/memory.ts'
import { FunctionTable, firstInPcTable, type PcHeader, PcTable } from '../inspect/go/pclntab.ts'
import type { Claims } from './claims.ts'
import type { Ledger } from './items.ts'
import { isStandard } from './modules.ts'
import { type Names, readNames } from './names.ts'
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

export function readFunctionNames(memory: Memory, header: PcHeader, ledger: Ledger): FunctionNames {
  const { count } = header
  const names = readNames(memory.bytes.subarray(header.names.from, header.names.to), ledger)
  const { numbers, packages, units, homeless } = findPackages(memory, header, names)
  if (homeless.length > 0) findHomes(memory, header, packages, homeless)
  /** The first function of each name; 0 where it has none, -1 and less for functions. */
  const named = new Int32Array(names.count)
  const owners = new Int32Array(count)
  for (let index = 0; index < count; index++) {
    const number = numbers[index] ?? -1
    const owner = ledger.addItem('function', names.text(number), packages[index] ?? noPackage)
    owners[index] = owner
    if (number >= 0 && named[number] === 0) named[number] = -1 - owner
  }
  return {
    owners,
    units,
    packageOf: (name) => names.packageOf(names.at(name)),
    claim(claims) {
      for (let number = 0; number < names.count; number++) {
        const first = named[number] ?? 0
        const owner = first < 0 ? -1 - first : ownerOf(names.packageOf(number), 'line-tables')
        claims.add(header.names.from + names.offset(number), header.names.to, owner)
      }
    },
  }
}

/** By function: the number of its name, and its package. Then the package of each compilation unit, and functions of none. */
function findPackages(memory: Memory, header: PcHeader, names: Names) {
  const { count } = header
  const [numbers, packages] = [new Int32Array(count), new Int32Array(count)]
  const units = new Map<number, number>()
  const homeless: number[] = []
  const instances: (readonly [index: number, unit: number])[] = []
  const entry = new FunctionTable(memory, header)
  for (let index = 0; index < count; index++) {
    entry.read(index)
    const number = names.at(entry.name)
    const packageId = names.packageOf(number)
    numbers[index] = number
    packages[index] = packageId
    if (packageId === noPackage) {
      if (!isGenerated(names.text(number))) homeless.push(index)
    } else if (entry.size > 0) {
      const types = names.typesOf(number)
      if (types === '') {
        if (!units.has(entry.unit)) units.set(entry.unit, packageId)
      } else if (isForOnePackage(types, names.text(number))) instances.push([index, entry.unit])
    }
  }
  for (const [index, unit] of instances) packages[index] = units.get(unit) ?? packages[index] ?? noPackage
  return { numbers, packages, units, homeless }
}

/**
 * An instance of a generic function of the standard library for a type of its own, such as a struct: the package that uses
 * it compiles it. Instances for strings, numbers and pointers are the same for all packages.
 */
function isForOnePackage(types: string, name: string): boolean {
  if (!types.includes('struct { ') && !types.includes('interface { ') && !/\[\d/.test(types)) return false
  const path = packageOfSymbol(name)
  return path !== undefined && isStandard(path)
}

/** Made by the compiler for types of no package, or by the linker for the program: no source file has them. */
function isGenerated(name: string): boolean {
  return name === '' || name.startsWith('type:') || name.startsWith('go:')
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
  const wanted = new Set(homeless.map(directories))
  wanted.delete(undefined)
  const homes = new Map<string, number>()
  for (let index = 0; index < header.count && homes.size < wanted.size; index++) {
    const packageId = packages[index] ?? noPackage
    if (packageId === noPackage) continue
    const path = directories(index)
    if (path !== undefined && wanted.has(path) && !homes.has(path)) homes.set(path, packageId)
  }
  for (const index of homeless) {
    const path = directories(index)
    packages[index] = (path === undefined ? undefined : homes.get(path)) ?? packages[index - 1] ?? noPackage
  }
}

/** The directory of the file that a function begins in. */
function directoryReader(memory: Memory, header: PcHeader): (index: number) => string | undefined {
  const known = new Map<number, string | undefined>()
  const [entry, table] = [new FunctionTable(memory, header), new PcTable(memory, header)]
  return (index) => {
    entry.read(index)
    const file = entry.size === 0 ? undefined : firstInPcTable(table, entry.fileTable)
    if (file === undefined || file < 0) return undefined
    const from = header.files.from + memory.u32(header.units.from + 4 * (entry.unit + file))
    if (from >= header.files.to) return undefined
    if (known.has(from)) return known.get(from)
    const rest = memory.bytes.subarray(from, Math.min(from + longestPath, header.files.to))
    const path = utf8.decode(rest.subarray(0, Math.max(0, rest.indexOf(0))))
    // what the compiler adds to a package has no file: `<autogenerated>`
    const slash = path.lastIndexOf('/')
    const directory = slash < 0 ? undefined : path.slice(0, slash)
    known.set(from, directory)
    return directory
  }
}
