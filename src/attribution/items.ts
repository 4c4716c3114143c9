/** Packages and their items, with the bytes of each. */
import { NumberList } from '../common/number-list.ts'
import type { ItemKind } from '../model/attribution.ts'
import { type ProgramPart, programParts } from '../model/program-part.ts'
import type { Owner } from './claims.ts'
import { noPackage, ownerOf, packageOfOwner, partOfOwner } from './parts.ts'

const partOfItem = {
  function: 'code',
  data: 'data',
  'embedded-file': 'embedded-files',
} as const satisfies Readonly<Record<ItemKind, ProgramPart>>

const partCount = programParts.length

/** A function, a variable or an embedded file. */
export interface Item {
  readonly kind: ItemKind
  readonly name: string
  /** Its own bytes. */
  readonly size: number
  /** Bytes of its line tables. */
  readonly tables: number
}

export interface PackageBytes {
  readonly name: string
  readonly parts: ReadonlyMap<ProgramPart, number>
  readonly items: readonly Item[]
}

export class SizeTotals {
  readonly #packages: string[] = ['']
  readonly #ids = new Map<string, number>()
  readonly #kinds: ItemKind[] = []
  readonly #names: string[] = []
  readonly #packageOfItem = new NumberList()
  readonly #own = new NumberList()
  readonly #tables = new NumberList()
  readonly #byOwner: number[] = []

  packageId(name: string | undefined): number {
    if (name === undefined || name === '') return noPackage
    const known = this.#ids.get(name)
    if (known !== undefined) return known
    const id = this.#packages.length
    this.#packages.push(name)
    this.#ids.set(name, id)
    return id
  }

  /** Whether `packageId` has already been called for it. */
  hasPackage(name: string): boolean {
    return this.#ids.has(name)
  }

  addItem(kind: ItemKind, name: string, packageId: number): Owner {
    const id = this.#kinds.length
    this.#kinds.push(kind)
    this.#names.push(name)
    this.#packageOfItem.push(packageId)
    this.#own.push(0)
    this.#tables.push(0)
    return id
  }

  packageOf(owner: Owner): number {
    return owner >= 0 ? this.#packageOfItem.at(owner) : packageOfOwner(owner)
  }

  readonly tally = (owner: Owner, bytes: number, describes: boolean): void => {
    if (owner < 0) {
      const place = -1 - owner
      while (this.#byOwner.length <= place) this.#byOwner.push(0)
      this.#byOwner[place] = (this.#byOwner[place] ?? 0) + bytes
    } else {
      const of = describes ? this.#tables : this.#own
      of.set(owner, of.at(owner) + bytes)
    }
  }

  /** Shared bytes belong to the common package, or to none. */
  readonly share = (part: ProgramPart, one: Owner, other: Owner): Owner => {
    const home = this.packageOf(one)
    const common = home === this.packageOf(other) ? home : noPackage
    if (one >= 0 || other >= 0) return ownerOf(common, part)
    const first = partOfOwner(one).part
    return ownerOf(common, first === partOfOwner(other).part ? first : part)
  }

  /** The first has the bytes of no package. Items without bytes are left out. */
  packages(): readonly PackageBytes[] {
    const bytes = this.#bytesByPart()
    const items = this.#packages.map((): Item[] => [])
    for (let id = 0; id < this.#kinds.length; id++) {
      const kind = this.#kinds[id] ?? 'data'
      const name = this.#names[id] ?? ''
      const size = this.#own.at(id)
      const tables = this.#tables.at(id)
      if (size + tables > 0) items[this.#packageOfItem.at(id)]?.push({ kind, name, size, tables })
    }
    return this.#packages.map((name, id) => ({
      name,
      parts: new Map(
        programParts.flatMap((part, place) => {
          const sum = bytes[id * partCount + place] ?? 0
          return sum === 0 ? [] : [[part, sum] as const]
        }),
      ),
      items: items[id] ?? [],
    }))
  }

  /** Ordered by package, then by part. */
  #bytesByPart(): Float64Array {
    const bytes = new Float64Array(this.#packages.length * partCount)
    const add = (packageId: number, part: ProgramPart, more: number) => {
      const place = packageId * partCount + programParts.indexOf(part)
      bytes[place] = (bytes[place] ?? 0) + more
    }
    for (let place = 0; place < this.#byOwner.length; place++) {
      const more = this.#byOwner[place] ?? 0
      if (more === 0) continue
      const { packageId, part } = partOfOwner(-1 - place)
      add(packageId, part, more)
    }
    for (let id = 0; id < this.#kinds.length; id++) {
      add(this.#packageOfItem.at(id), partOfItem[this.#kinds[id] ?? 'data'], this.#own.at(id))
      add(this.#packageOfItem.at(id), 'line-tables', this.#tables.at(id))
    }
    return bytes
  }
}
