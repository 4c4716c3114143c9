/** Pairs all modules, packages, items and parts of two attributed programs. */
import type { ModuleBytes, PackageAttribution, ProgramAttribution } from '../model/attribution.ts'
import type { ComparedModule, ComparedPackage, ProgramComparison } from '../model/program-comparison.ts'
import { programParts } from '../model/program-part.ts'

interface PairedProgram {
  readonly modules: readonly ComparedModule[]
  readonly parts: ProgramComparison['parts']
}

/** @param base absent if there is nothing to compare with */
export function pairPrograms(
  base: Pick<ProgramAttribution, 'modules' | 'parts'> | undefined,
  head: Pick<ProgramAttribution, 'modules' | 'parts'>,
): PairedProgram {
  return {
    modules: pairsByKey(base?.modules, head.modules, ({ kind, name }) => `${kind} ${name}`).map(
      pairOfModules,
    ),
    parts: pairOfParts(base?.parts, head.parts),
  }
}

type Pair<T> = readonly [base: T | undefined, head: T | undefined]

/** The elements of two lists, paired by key. */
function pairsByKey<T>(
  base: readonly T[] = [],
  head: readonly T[] = [],
  keyOf: (one: T) => string,
): readonly Pair<T>[] {
  const others = new Map(head.map((one) => [keyOf(one), one]))
  const pairs: Pair<T>[] = []
  for (const one of base) {
    const key = keyOf(one)
    pairs.push([one, others.get(key)])
    others.delete(key)
  }
  for (const one of others.values()) pairs.push([undefined, one])
  return pairs
}

function sizesOf([base, head]: Pair<{ readonly size: number }>) {
  return { base: base?.size ?? 0, head: head?.size ?? 0 }
}

function pairOfModules(pair: Pair<ModuleBytes>): ComparedModule {
  const [base, head] = pair
  const { kind = 'unlisted', name = '' } = head ?? base ?? {}
  return {
    kind,
    name,
    version: { base: base?.version ?? null, head: head?.version ?? null },
    ...sizesOf(pair),
    packages: pairsByKey(base?.packages, head?.packages, (one) => one.name).map(pairOfPackages),
  }
}

function pairOfPackages(pair: Pair<PackageAttribution>): ComparedPackage {
  const [base, head] = pair
  return {
    name: (head ?? base)?.name ?? '',
    ...sizesOf(pair),
    parts: pairOfParts(base?.parts, head?.parts),
    items: pairOfItems(base?.items, head?.items),
  }
}

type Items = PackageAttribution['items']
type ComparedItem = ComparedPackage['items'][number]

/** Items with the same name get one row, such as the instances of a generic function. */
function pairOfItems(base: Items = [], head: Items = []): ComparedPackage['items'] {
  const rows: { -readonly [K in keyof ComparedItem]: ComparedItem[K] }[] = []
  const byName = { function: new Map<string, number>(), data: new Map(), 'embedded-file': new Map() }
  const rowOf = ({ kind, name }: Items[number]) => {
    const places = byName[kind]
    const place = places.get(name) ?? rows.length
    if (place === rows.length) places.set(name, place)
    rows[place] ??= { kind, name, base: 0, head: 0 }
    return rows[place]
  }
  for (const one of base) rowOf(one).base += one.size
  for (const one of head) rowOf(one).head += one.size
  return rows
}

type Parts = ProgramAttribution['parts']

function pairOfParts(base: Parts = {}, head: Parts = {}): ProgramComparison['parts'] {
  return Object.fromEntries(
    programParts.flatMap((part) => {
      const row = { base: base[part] ?? 0, head: head[part] ?? 0 }
      return row.base === 0 && row.head === 0 ? [] : [[part, row] as const]
    }),
  )
}
