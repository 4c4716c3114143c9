/** Packages and what they consist of, with the bytes of each. */
import type { ItemKind } from '../model/attribution.ts'
import { type ProgramPart, programParts } from '../model/program-part.ts'
import type { Owner } from './claims.ts'
import { noPackage, ownerOf, packageOfOwner, partOfOwner } from './parts.ts'

const partOfItem = {
  function: 'code',
  data: 'data',
  'embedded-file': 'embedded-files',
} as const satisfies Readonly<Record<ItemKind, ProgramPart>>

/** A function, a variable or an embedded file. */
export interface Item {
  readonly kind: ItemKind
  readonly name: string
  /** Bytes of its own. */
  readonly size: number
  /** Bytes of its line tables. */
  readonly tables: number
}

export interface PackageBytes {
  readonly name: string
  readonly parts: ReadonlyMap<ProgramPart, number>
  readonly items: readonly Item[]
}

export class Ledger {
  readonly #packages: string[] = ['']
  readonly #ids = new Map<string, number>()
  readonly #kinds: ItemKind[] = []
  readonly #names: string[] = []
  readonly #homes: number[] = []
  readonly #own: number[] = []
  readonly #tables: number[] = []
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

  /** Whether something of it was found before. */
  hasPackage(name: string): boolean {
    return this.#ids.has(name)
  }

  addItem(kind: ItemKind, name: string, packageId: number): Owner {
    const id = this.#kinds.length
    this.#kinds.push(kind)
    this.#names.push(name)
    this.#homes.push(packageId)
    this.#own.push(0)
    this.#tables.push(0)
    return id
  }

  packageOf(owner: Owner): number {
    return owner >= 0 ? (this.#homes[owner] ?? noPackage) : packageOfOwner(owner)
  }

  readonly tally = (owner: Owner, bytes: number, describes: boolean): void => {
    if (owner < 0) {
      const place = -1 - owner
      while (this.#byOwner.length <= place) this.#byOwner.push(0)
      this.#byOwner[place] = (this.#byOwner[place] ?? 0) + bytes
    } else {
      const of = describes ? this.#tables : this.#own
      of[owner] = (of[owner] ?? 0) + bytes
    }
  }

  /** What two need belongs to their package, or to none. */
  readonly share = (part: ProgramPart, one: Owner, other: Owner): Owner => {
    const home = this.packageOf(one)
    const common = home === this.packageOf(other) ? home : noPackage
    if (one >= 0 || other >= 0) return ownerOf(common, part)
    const first = partOfOwner(one).part
    return ownerOf(common, first === partOfOwner(other).part ? first : part)
  }

  /** Those that have bytes; the first stands for what belongs to none. */
  packages(): readonly PackageBytes[] {
    const count = programParts.length
    const bytes = new Float64Array(this.#packages.length * count)
    const items = this.#packages.map((): Item[] => [])
    const add = (packageId: number, part: ProgramPart, more: number) => {
      const place = packageId * count + programParts.indexOf(part)
      bytes[place] = (bytes[place] ?? 0) + more
    }
    for (let place = 0; place < this.#byOwner.length; place++) {
      const more = this.#byOwner[place] ?? 0
      if (more === 0) continue
      const { packageId, part } = partOfOwner(-1 - place)
      add(packageId, part, more)
    }
    for (let id = 0; id < this.#kinds.length; id++) {
      const kind = this.#kinds[id] ?? 'data'
      const [home, size, tables] = [this.#homes[id] ?? noPackage, this.#own[id] ?? 0, this.#tables[id] ?? 0]
      if (size + tables === 0) continue
      add(home, partOfItem[kind], size)
      add(home, 'line-tables', tables)
      items[home]?.push({ kind, name: this.#names[id] ?? '', size, tables })
    }
    return this.#packages.map((name, id) => ({
      name,
      parts: new Map(
        programParts.flatMap((part, place) => {
          const sum = bytes[id * count + place] ?? 0
          return sum === 0 ? [] : [[part, sum] as const]
        }),
      ),
      items: items[id] ?? [],
    }))
  }
}
