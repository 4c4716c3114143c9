/** Variants by revision, mode and platform: the collection that steps pass on. */

import { settleAll } from '../common/settle.ts'
import { type Revision, revisions } from './revision.ts'

export interface VariantKey {
  readonly revision: Revision
  /** Name of the mode. */
  readonly mode: string
  readonly platform: string
}

/** Both sides of a comparison; `base` is undefined if head has no baseline. */
export interface VariantPair<V> {
  readonly base: V | undefined
  readonly head: V
}

/** One value for each variant, in the planned order: base first, then modes as configured. */
export class VariantSet<V> implements Iterable<V> {
  readonly #entries: ReadonlyMap<string, Entry<V>>

  private constructor(entries: ReadonlyMap<string, Entry<V>>) {
    this.#entries = entries
  }

  /** Throws if two values have the same key. */
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

  /** undefined without a head. */
  pair(mode: string, platform: string): VariantPair<V> | undefined {
    const [base, head] = revisions.map((revision) => this.get({ revision, mode, platform }))
    return head === undefined ? undefined : { base, head }
  }

  /** One pair for each variant of head. */
  pairs(): readonly VariantPair<V>[] {
    return [...this.#entries.values()].flatMap(({ key }) =>
      key.revision === 'head' ? (this.pair(key.mode, key.platform) ?? []) : [],
    )
  }

  map<W>(transform: (value: V, key: VariantKey) => W): VariantSet<W> {
    return new VariantSet(
      new Map([...this.#entries].map(([id, { key, value }]) => [id, { key, value: transform(value, key) }])),
    )
  }

  /** Runs all in parallel, and rejects only after all have settled. */
  async mapAsync<W>(transform: (value: V, key: VariantKey) => Promise<W>): Promise<VariantSet<W>> {
    const entries = await settleAll(
      [...this.#entries].map(
        async ([id, { key, value }]) => [id, { key, value: await transform(value, key) }] as const,
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
