import { NumberList } from '../common/number-list.ts'
import type { Extent } from '../inspect/bytes/extent.ts'
import type { ProgramPart } from '../model/program-part.ts'
import { Claims, mostClaims, type Owner, TooManyClaimsError } from './claims.ts'
import type { Share } from './file-map.ts'
import { OffsetSet } from './offset-set.ts'
import { noPackage, ownerOf } from './parts.ts'

/** Marks an owner that is not known yet. */
const unknown = -(2 ** 31)

/**
 * Claims in a part of the file; each ends where the next starts. The linker writes equal tables once, so most offsets have several
 * claims. Numbering the offsets is faster than sorting the claims.
 */
export class SharedClaims {
  readonly #extent: Extent
  readonly #places: OffsetSet
  readonly #offsets: NumberList
  readonly #owners: NumberList

  /** @param expected approximate number of claims */
  constructor(extent: Extent, expected: number) {
    this.#extent = extent
    this.#places = new OffsetSet(extent)
    this.#offsets = new NumberList(expected)
    this.#owners = new NumberList(expected)
  }

  /** @throws {TooManyClaimsError} */
  add(from: number, owner: Owner): void {
    if (from >= this.#extent.to) return
    if (this.#offsets.length >= mostClaims) throw new TooManyClaimsError()
    this.#places.add(from)
    this.#offsets.push(from)
    this.#owners.push(owner)
  }

  /** One claim for each offset, shared if there are several. */
  merged(part: ProgramPart, share: Share): Claims {
    const unowned = ownerOf(noPackage, part)
    const starts = this.#places.offsets()
    const owners = new Int32Array(starts.length).fill(unknown)
    const [offsets, added] = [this.#offsets.view(), this.#owners.view()]
    for (let index = 0; index < offsets.length; index++) {
      const number = this.#places.numberOf(offsets[index] ?? 0)
      const owner = added[index] ?? 0
      const before = owners[number]
      if (before === unknown) owners[number] = owner
      else if (before !== undefined && before !== owner && before !== unowned) {
        owners[number] = share(part, before, owner)
      }
    }
    const claims = new Claims(starts.length)
    for (let number = 0; number < starts.length; number++) {
      claims.add(starts[number] ?? 0, this.#extent.to, owners[number] ?? 0)
    }
    return claims
  }
}
