/** The names of functions, and the package of each: by its name, or by the file that it was compiled from. */
import type { Memory } from '../inspect/go/memory.ts'
import { functionEntry, type PcHeader, readPcTable } from '../inspect/go/pclntab.ts'
import type { Claims, Owner } from './claims.ts'
import type { Ledger } from './items.ts'
import { noPackage, ownerOf } from './parts.ts'
import { packageOfSymbol } from './symbol-names.ts'

export interface FunctionNames {
  /** Items, in the order of the table. */
  readonly owners: Int32Array
  /** Packages of compilation units, by the index of their first file number. */
  readonly units: ReadonlyMap<number, number>
  /** Gives the bytes of the names to their functions, and those of inlined ones to their packages. */
  claim(claims: Claims): void
}

interface Name {
  readonly text: string
  readonly packageId: number
}

export function readFunctionNames(memory: Memory, header: PcHeader, ledger: Ledger): FunctionNames {
  const names = readNames(memory, header, ledger)
  const owners = new Int32Array(header.count)
  const named = new Map<number, Owner>()
  const units = new Map<number, number>()
  const packages = new Int32Array(header.count)
  const homeless: number[] = []
  for (let index = 0; index < header.count; index++) {
    const entry = functionEntry(memory, header, index)
    const packageId = names.get(entry.name)?.packageId ?? noPackage
    packages[index] = packageId
    if (packageId === noPackage) homeless.push(index)
    else if (entry.size > 0 && !units.has(entry.unit)) units.set(entry.unit, packageId)
  }
  if (homeless.length > 0) findHomes(memory, header, packages, homeless)
  for (let index = 0; index < header.count; index++) {
    const { name } = functionEntry(memory, header, index)
    const owner = ledger.addItem('function', names.get(name)?.text ?? '', packages[index] ?? noPackage)
    owners[index] = owner
    if (!named.has(name)) named.set(name, owner)
  }
  return {
    owners,
    units,
    claim(claims) {
      for (const [offset, { packageId }] of names) {
        const owner = named.get(offset) ?? ownerOf(packageId, 'line-tables')
        claims.add(header.names.from + offset, header.names.to, owner)
      }
    },
  }
}

/** By their offsets: one after another, each with a zero byte at its end. */
function readNames(memory: Memory, { names }: PcHeader, ledger: Ledger): ReadonlyMap<number, Name> {
  const found = new Map<number, Name>()
  const { bytes } = memory
  const whole = new TextDecoder('latin1').decode(bytes.subarray(names.from, names.to))
  for (let at = 0; at < whole.length; ) {
    const end = whole.indexOf('\0', at)
    const stop = end < 0 ? whole.length : end
    const text = decoded(whole.slice(at, stop), bytes.subarray(names.from + at, names.from + stop))
    if (text !== '') found.set(at, { text, packageId: ledger.packageId(packageOfSymbol(text)) })
    at = stop + 1
  }
  return found
}

const ascii = /^[\0-\x7f]*$/
const utf8 = new TextDecoder()

function decoded(text: string, bytes: Uint8Array): string {
  return ascii.test(text) ? text : utf8.decode(bytes)
}

/** Assembly functions may have names without a package: theirs is that of the others in their directory, or before them. */
function findHomes(
  memory: Memory,
  header: PcHeader,
  packages: Int32Array,
  homeless: readonly number[],
): void {
  const homes = new Map<string, number>()
  const directory = (index: number): string | undefined => {
    const entry = functionEntry(memory, header, index)
    const file = entry.size === 0 ? undefined : readPcTable(memory, header, entry.fileTable)?.first
    if (file === undefined || file < 0) return undefined
    const offset = memory.u32(header.units.from + 4 * (entry.unit + file))
    const from = header.files.from + offset
    if (from >= header.files.to) return undefined
    const end = memory.bytes.indexOf(0, from)
    const path = utf8.decode(memory.bytes.subarray(from, Math.min(end < 0 ? from : end, header.files.to)))
    return path.slice(0, path.lastIndexOf('/'))
  }
  for (let index = 0; index < header.count; index++) {
    const packageId = packages[index] ?? noPackage
    if (packageId === noPackage) continue
    const path = directory(index)
    if (path !== undefined && !homes.has(path)) homes.set(path, packageId)
  }
  for (const index of homeless) {
    const path = directory(index)
    packages[index] = (path === undefined ? undefined : homes.get(path)) ?? packages[index - 1] ?? noPackage
  }
}
