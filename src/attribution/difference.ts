/** What one program has more or less than another, by what the bytes are for and not by where they lie. */
import type {
  ModuleBytes,
  ModuleDifference,
  PackageAttribution,
  PackageDifference,
  ProgramAttribution,
  ProgramDifference,
} from '../model/attribution.ts'
import type { ProgramPart } from '../model/program-part.ts'
import { programParts } from '../model/program-part.ts'
import { type BuildFacts, buildChanges } from './build-changes.ts'
import { causesOf } from './program-causes.ts'
import type { SourceFacts } from './rebuilt.ts'

export interface ComparedProgram {
  readonly attribution: ProgramAttribution
  readonly facts: BuildFacts
}

export function compareAttributions(
  base: ComparedProgram,
  head: ComparedProgram,
  source?: SourceFacts,
): ProgramDifference {
  const [before, after] = [base.attribution, head.attribution]
  const modules = pairsByKey(before.modules, after.modules, ({ kind, name }) => `${kind} ${name}`)
    .map(([one, other]) => moduleDifference(one, other))
    .filter(isChanged)
    .toSorted(byChange)
  const parts = partsDifference(before.parts, after.parts)
  const build = buildChanges(base.facts, head.facts)
  const sizes = pairOf(before, after)
  return {
    ...sizes,
    causes: causesOf({
      delta: sizes.delta,
      modules,
      parts,
      build,
      base: base.facts,
      head: head.facts,
      ...(source === undefined ? {} : { source }),
    }),
    build,
    modules,
    parts,
  }
}

/** What is in either of two lists, with what the other list has of the same key. */
export function pairsByKey<T>(
  base: readonly T[],
  head: readonly T[],
  keyOf: (one: T) => string,
): readonly (readonly [base: T | undefined, head: T | undefined])[] {
  const others = new Map(head.map((one) => [keyOf(one), one]))
  const pairs: (readonly [T | undefined, T | undefined])[] = []
  for (const one of base) {
    const key = keyOf(one)
    pairs.push([one, others.get(key)])
    others.delete(key)
  }
  for (const one of others.values()) pairs.push([undefined, one])
  return pairs
}

interface Sized {
  readonly size: number
}
interface Changed {
  readonly name: string
  readonly delta: number
}

function pairOf(base: Sized | undefined, head: Sized | undefined) {
  const [before, after] = [base?.size ?? 0, head?.size ?? 0]
  return { base: before, head: after, delta: after - before }
}

function byChange(one: Changed, other: Changed): number {
  return Math.abs(other.delta) - Math.abs(one.delta) || (one.name < other.name ? -1 : 1)
}

function moduleDifference(base: ModuleBytes | undefined, head: ModuleBytes | undefined): ModuleDifference {
  const { kind = 'unlisted', name = '' } = head ?? base ?? {}
  return {
    kind,
    name,
    ...pairOf(base, head),
    version: { base: base?.version ?? null, head: head?.version ?? null },
    packages: pairsByKey(base?.packages ?? [], head?.packages ?? [], (one) => one.name)
      .map(([one, other]) => packageDifference(one, other))
      .filter((one) => one.delta !== 0 || one.items.length > 0)
      .toSorted(byChange),
  }
}

function isChanged({ delta, packages, version }: ModuleDifference): boolean {
  return delta !== 0 || packages.length > 0 || version.base !== version.head
}

function packageDifference(
  base: PackageAttribution | undefined,
  head: PackageAttribution | undefined,
): PackageDifference {
  return {
    name: (head ?? base)?.name ?? '',
    ...pairOf(base, head),
    parts: partsDifference(base?.parts ?? {}, head?.parts ?? {}),
    items: pairsByKey(
      instancesTogether(base?.items ?? []),
      instancesTogether(head?.items ?? []),
      ({ kind, name }) => `${kind} ${name}`,
    )
      .map(([one, other]) => {
        const { kind = 'function', name = '' } = other ?? one ?? {}
        return { kind, name, ...pairOf(one, other) }
      })
      .filter(({ delta }) => delta !== 0)
      .toSorted(byChange),
  }
}

/** Instances of a generic function have one name. */
export function instancesTogether(items: PackageAttribution['items']): PackageAttribution['items'] {
  const sums = new Map<string, PackageAttribution['items'][number]>()
  for (const one of items) {
    const key = `${one.kind} ${one.name}`
    sums.set(key, { ...one, size: one.size + (sums.get(key)?.size ?? 0) })
  }
  return [...sums.values()]
}

type Parts = ProgramAttribution['parts']

function partsDifference(base: Parts, head: Parts): Parts {
  return Object.fromEntries(
    programParts.flatMap((part: ProgramPart) => {
      const delta = (head[part] ?? 0) - (base[part] ?? 0)
      return delta === 0 ? [] : [[part, delta] as const]
    }),
  )
}
