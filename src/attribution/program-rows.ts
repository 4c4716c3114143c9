/** Pairs two attributed programs, limited to the rows of a report. */
import type { ProgramAttribution } from '../model/attribution.ts'
import type { ComparedPackage, ProgramComparison } from '../model/program-comparison.ts'
import { pairPrograms } from './paired.ts'

/** For each kind of row: how many of those with the largest change, and how many of the largest, are listed. */
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

/** @param base absent if there is nothing to compare with */
export function programRows(
  base: ProgramAttribution | undefined,
  head: ProgramAttribution,
  most: RowLimits = ofReport,
): Pick<ProgramComparison, 'modules' | 'parts'> {
  const { modules, parts } = pairPrograms(base, head)
  const packages = modules.flatMap((module) => module.packages)
  const listed = mostRelevant(packages, most.packages)
  const items = mostRelevant(
    [...listed].flatMap((one) => one.items),
    most.items,
  )
  const packageRow = (one: ComparedPackage): ComparedPackage => ({
    ...one,
    items: one.items
      .filter((item) => items.has(item))
      .toSorted(bySize)
      .map(named),
  })
  return {
    modules: modules
      .map((module) => {
        const left = module.packages.filter((one) => !listed.has(one))
        return {
          ...module,
          packages: module.packages
            .filter((one) => listed.has(one))
            .toSorted(bySize)
            .map(packageRow),
          ...(left.length === 0
            ? {}
            : { others: { count: left.length, base: sumOf(left, 'base'), head: sumOf(left, 'head') } }),
        }
      })
      .toSorted(bySize),
    parts,
  }
}

function mostRelevant<T extends Sizes>(rows: readonly T[], most: number): ReadonlySet<T> {
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

function named<T extends { readonly name: string }>(item: T): T {
  return item.name.length <= longestName ? item : { ...item, name: `${item.name.slice(0, longestName)}…` }
}
