/** Packages and what they consist of, with the bytes of each. */
import type { ItemKind } from '../model/attribution.ts'
import { type ProgramPart, programParts } from '../model/program-part.ts'
import type { Owner } from './claims.ts'
import { noPackage, ownerOf, partOfOwner } from './parts.ts'

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
    return owner >= 0 ? (this.#homes[owner] ?? noPackage) : partOfOwner(owner).packageId
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
    const parts = this.#packages.map(() => new Map<ProgramPart, number>())
    const items = this.#packages.map((): Item[] => [])
    const add = (packageId: number, part: ProgramPart, bytes: number) => {
      const of = parts[packageId]
      if (bytes > 0) of?.set(part, (of.get(part) ?? 0) + bytes)
    }
    for (const [place, bytes] of this.#byOwner.entries()) {
      const { packageId, part } = partOfOwner(-1 - place)
      add(packageId, part, bytes)
    }
    for (const [id, kind] of this.#kinds.entries()) {
      const [home = noPackage, size = 0, tables = 0] = [this.#homes[id], this.#own[id], this.#tables[id]]
      add(home, partOfItem[kind], size)
      add(home, 'line-tables', tables)
      const name = this.#names[id] ?? ''
      if (size + tables > 0) items[home]?.push({ kind, name, size, tables })
    }
    return this.#packages.map((name, id) => ({
      name,
      parts: new Map(
        programParts.flatMap((part) => {
          const bytes = parts[id]?.get(part)
          return bytes === undefined ? [] : [[part, bytes] as const]
        }),
      ),
      items: items[id] ?? [],
    }))
  }
}
