/** The difference between two programs, by module, package, item and part, not by file offset. */
import type * as z from 'zod'
import {
  type ModuleDifference,
  type PackageDifference,
  type ProgramDifference,
  programAttributionSchema,
} from '../model/attribution.ts'
import type { ComparedModule, ComparedPackage, ProgramComparison } from '../model/program-comparison.ts'
import { readonlyObject } from '../model/schema.ts'
import { buildChanges, buildFactsSchema } from './build-changes.ts'
import { pairPrograms } from './paired.ts'
import { causesOf } from './program-causes.ts'
import type { SourceFacts } from './rebuilt.ts'

export const comparedProgramSchema = readonlyObject({
  attribution: programAttributionSchema,
  facts: buildFactsSchema,
})
export type ComparedProgram = z.infer<typeof comparedProgramSchema>

export function compareAttributions(
  base: ComparedProgram,
  head: ComparedProgram,
  source?: SourceFacts,
): ProgramDifference {
  const [before, after] = [base.attribution, head.attribution]
  const paired = pairPrograms(before, after)
  const modules = paired.modules.map(moduleDifference).filter(isChanged).toSorted(byChange)
  const parts = partsDifference(paired.parts)
  const build = buildChanges(base.facts, head.facts)
  const delta = after.size - before.size
  return {
    base: before.size,
    head: after.size,
    delta,
    causes: causesOf({
      delta,
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

interface Changed {
  readonly name: string
  readonly delta: number
}

function byChange(one: Changed, other: Changed): number {
  return Math.abs(other.delta) - Math.abs(one.delta) || (one.name < other.name ? -1 : 1)
}

function moduleDifference({ kind, name, base, head, version, packages }: ComparedModule): ModuleDifference {
  return {
    kind,
    name,
    base,
    head,
    delta: head - base,
    version,
    packages: packages
      .map(packageDifference)
      .filter((one) => one.delta !== 0 || one.items.length > 0)
      .toSorted(byChange),
  }
}

function isChanged({ delta, packages, version }: ModuleDifference): boolean {
  return delta !== 0 || packages.length > 0 || version.base !== version.head
}

function packageDifference({ name, base, head, parts, items }: ComparedPackage): PackageDifference {
  return {
    name,
    base,
    head,
    delta: head - base,
    parts: partsDifference(parts),
    items: items
      .filter((one) => one.head !== one.base)
      .map((one) => ({ ...one, delta: one.head - one.base }))
      .toSorted(byChange),
  }
}

function partsDifference(parts: ProgramComparison['parts']): ProgramDifference['parts'] {
  return Object.fromEntries(
    Object.entries(parts).flatMap(([part, { base, head }]) => (head === base ? [] : [[part, head - base]])),
  )
}
