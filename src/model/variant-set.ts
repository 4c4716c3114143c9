/** Variants by what they are a variant of: the one collection that passes from step to step. */

import { settleAll } from '../common/settle.ts'
import { type Revision, revisions } from './revision.ts'

export interface VariantKey {
  readonly revision: Revision
  /** Name of the mode. */
  readonly mode: string
  readonly platform: string
}

/** The two sides of one column: `base` is absent where there is no baseline for `head`. */
export interface VariantPair<V> {
  readonly base: V | undefined
  readonly head: V
}

/** Something for each variant, in the order in which the variants were planned: base first, then by mode as configured. */
export class VariantSet<V> implements Iterable<V> {
  readonly #entries: ReadonlyMap<string, Entry<V>>

  private constructor(entries: ReadonlyMap<string, Entry<V>>) {
    this.#entries = entries
  }

  /** Throws where two have the same key. */
  static of<V>(values: Iterable<V>, keyOf: (value: V) => VariantKey): VariantSet<V> {
    const entries = new Map<string, Entry<V>>()
    for (const value of values) {
      const key = keyOf(value)
      if (entries.has(idOf(key))) throw new Error(`variant ${Object.values(key).join(', ')} exists twice`)
      entries.set(idOf(key), { key, value })
    }
    return new VariantSet(entries)
  }

  get size(): number {
    return this.#entries.size
  }

  *[Symbol.iterator](): Iterator<V> {
    for (const { value } of this.#entries.values()) yield value
  }

  get(key: VariantKey): V | undefined {
    return this.#entries.get(idOf(key))?.value
  }

  /** undefined without a head: then there is nothing to compare with base. */
  pair(mode: string, platform: string): VariantPair<V> | undefined {
    const [base, head] = revisions.map((revision) => this.get({ revision, mode, platform }))
    return head === undefined ? undefined : { base, head }
  }

  /** One for each head. */
  pairs(): readonly VariantPair<V>[] {
    return [...this.#entries.values()].flatMap(({ key }) =>
      key.revision === 'head' ? (this.pair(key.mode, key.platform) ?? []) : [],
    )
  }

  map<W>(grow: (value: V, key: VariantKey) => W): VariantSet<W> {
    return new VariantSet(
      new Map([...this.#entries].map(([id, { key, value }]) => [id, { key, value: grow(value, key) }])),
    )
  }

  /** All in parallel. Rejects only when all have settled. */
  async mapAsync<W>(grow: (value: V, key: VariantKey) => Promise<W>): Promise<VariantSet<W>> {
    const entries = await settleAll(
      [...this.#entries].map(
        async ([id, { key, value }]) => [id, { key, value: await grow(value, key) }] as const,
      ),
    )
    return new VariantSet(new Map(entries))
  }

  filter<W extends V>(isWanted: (value: V) => value is W): VariantSet<W>
  filter(isWanted: (value: V) => boolean): VariantSet<V>
  filter(isWanted: (value: V) => boolean): VariantSet<V> {
    const wanted = new Map<string, Entry<V>>()
    for (const [id, { key, value }] of this.#entries) if (isWanted(value)) wanted.set(id, { key, value })
    return new VariantSet(wanted)
  }
}

interface Entry<V> {
  readonly key: VariantKey
  readonly value: V
}

function idOf({ revision, mode, platform }: VariantKey): string {
  return JSON.stringify([revision, mode, platform])
}
