/** Two attributed programs side by side, as much of them as a report can have. */
import type { ModuleBytes, PackageAttribution, ProgramAttribution } from '../model/attribution.ts'
import type { ComparedModule, ComparedPackage, ProgramComparison } from '../model/program-comparison.ts'
import { programParts } from '../model/program-part.ts'
import { instancesTogether, pairsByKey } from './difference.ts'

/** Of either kind: those that changed most, and as many of the largest. */
export interface RowLimits {
  readonly packages: number
  readonly items: number
}

const ofReport: RowLimits = { packages: 200, items: 150 }
/** Instances of generic functions can have names of many kilobytes. */
const longestName = 300

interface Sizes {
  readonly base: number
  readonly head: number
}

/** @param base absent where there is nothing to compare with */
export function programRows(
  base: ProgramAttribution | undefined,
  head: ProgramAttribution,
  most: RowLimits = ofReport,
): Pick<ProgramComparison, 'modules' | 'parts'> {
  const modules = pairsByKey(base?.modules ?? [], head.modules, ({ kind, name }) => `${kind} ${name}`).map(
    ([one, other]) => moduleRow(one, other),
  )
  const packages = modules.flatMap((module) => module.packages)
  const listed = tallest(packages, most.packages)
  const items = tallest(
    [...listed].flatMap((one) => one.items),
    most.items,
  )
  return {
    modules: modules
      .map((module) => {
        const left = module.packages.filter((one) => !listed.has(one))
        return {
          ...module,
          packages: module.packages
            .filter((one) => listed.has(one))
            .map((one) => ({ ...one, items: one.items.filter((item) => items.has(item)).map(named) })),
          ...(left.length === 0
            ? {}
            : { others: { count: left.length, base: sumOf(left, 'base'), head: sumOf(left, 'head') } }),
        }
      })
      .toSorted(bySize),
    parts: partRows(base?.parts ?? {}, head.parts),
  }
}

function tallest<T extends Sizes>(rows: readonly T[], most: number): ReadonlySet<T> {
  const change = ({ base, head }: Sizes) => Math.abs(head - base)
  const changed = rows.filter((row) => change(row) > 0).toSorted((a, b) => change(b) - change(a))
  return new Set([...changed.slice(0, most), ...rows.toSorted(bySize).slice(0, most)])
}

function bySize(one: Sizes, other: Sizes): number {
  return Math.max(other.base, other.head) - Math.max(one.base, one.head)
}

function sumOf(rows: readonly Sizes[], side: keyof Sizes): number {
  return rows.reduce((sum, row) => sum + row[side], 0)
}

function sizesOf(one: { readonly size: number } | undefined, other: { readonly size: number } | undefined) {
  return { base: one?.size ?? 0, head: other?.size ?? 0 }
}

function moduleRow(base: ModuleBytes | undefined, head: ModuleBytes | undefined): ComparedModule {
  const { kind = 'unlisted', name = '' } = head ?? base ?? {}
  return {
    kind,
    name,
    version: { base: base?.version ?? null, head: head?.version ?? null },
    ...sizesOf(base, head),
    packages: pairsByKey(base?.packages ?? [], head?.packages ?? [], (one) => one.name)
      .map(([one, other]) => packageRow(one, other))
      .toSorted(bySize),
  }
}

function packageRow(
  base: PackageAttribution | undefined,
  head: PackageAttribution | undefined,
): ComparedPackage {
  const items = pairsByKey(
    instancesTogether(base?.items ?? []),
    instancesTogether(head?.items ?? []),
    ({ kind, name }) => `${kind} ${name}`,
  )
  return {
    name: (head ?? base)?.name ?? '',
    ...sizesOf(base, head),
    parts: partRows(base?.parts ?? {}, head?.parts ?? {}),
    items: items
      .map(([one, other]) => {
        const { kind = 'function', name = '' } = other ?? one ?? {}
        return { kind, name, ...sizesOf(one, other) }
      })
      .toSorted(bySize),
  }
}

function named<T extends { readonly name: string }>(item: T): T {
  return item.name.length <= longestName ? item : { ...item, name: `${item.name.slice(0, longestName)}…` }
}

type Parts = ProgramAttribution['parts']

function partRows(base: Parts, head: Parts): ProgramComparison['parts'] {
  return Object.fromEntries(
    programParts.flatMap((part) => {
      const row = { base: base[part] ?? 0, head: head[part] ?? 0 }
      return row.base === 0 && row.head === 0 ? [] : [[part, row] as const]
    }),
  )
}
