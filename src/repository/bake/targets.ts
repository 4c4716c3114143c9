/** Resolves the targets of a bake definition: matrices, inheritance and overrides. */

import type { BakeDefinition, TargetBlock } from './definition.ts'
import { type BakeScope, evaluate, within, workLimit } from './evaluate.ts'
import { type BakeOverride, merged, withOverrides } from './overrides.ts'
import { asWritten, type BakeValue, isList, isObject, unknownValue } from './values.ts'

/** A target with all inherited values. */
export interface BakeTarget {
  readonly name: string
  readonly file: string
  readonly line: number
  /** Values by the names of their attributes, such as `context`, `dockerfile` and `args`. */
  readonly values: Readonly<Record<string, BakeValue>>
}

/** The environment of a run: the value of a variable, or `unknownValue` if it is only known at run time. */
export type BakeEnvironment = (name: string) => string | typeof unknownValue | undefined

export interface BakeTargets {
  readonly all: readonly BakeTarget[]
  /** Names of the targets in these groups, and of these targets; without names, those of `default`. */
  named(names: readonly string[]): readonly string[]
}

export function bakeTargets(
  definition: BakeDefinition,
  environment: BakeEnvironment,
  overrides: readonly BakeOverride[] = [],
): BakeTargets {
  const scope = scopeOf(definition, environment)
  const written = definition.targets.flatMap((block) => expanded(block, scope))
  const groups = groupsOf(definition, scope, written)
  const byName = Map.groupBy(written, ({ name }) => name)
  const inherited = new Map<string, BakeTarget>()
  return {
    all: [...byName.keys()].map((name) => withOverrides(resolved(name, byName, inherited), overrides)),
    named: (given) => {
      const wanted = given.length > 0 ? given : ['default']
      const found = new Set<string>()
      for (const name of wanted) addMembers(found, name, groups, byName)
      return [...found]
    },
  }
}

interface WrittenTarget extends BakeTarget {
  /** The name of the block, if a matrix expands it to several targets. */
  readonly group?: string
}

function scopeOf({ variables, functions }: BakeDefinition, environment: BakeEnvironment): BakeScope {
  const known = new Map<string, BakeValue>()
  const scope: BakeScope = {
    work: workLimit(),
    function: (name) => functions.get(name),
    variable: (name) => {
      const found = known.get(name)
      if (found !== undefined || !variables.has(name)) return found
      // the value while a variable refers to itself
      known.set(name, unknownValue)
      const written = variables.get(name)
      const usual = written === undefined ? '' : evaluate(written, scope)
      const given = environment(name)
      const value = given === undefined ? usual : typedLike(usual, given)
      known.set(name, value)
      return value
    },
  }
  return scope
}

/** Converts a variable of the environment to the type of its default. */
function typedLike(usual: BakeValue, given: string | typeof unknownValue): BakeValue {
  if (given === unknownValue) return given
  if (typeof usual === 'boolean') return given === 'true' || given === '1'
  if (typeof usual === 'number') return Number(given)
  return isList(usual) || isObject(usual) ? unknownValue : given
}

const mostCombinations = 200
/** Maximum length of a chain of groups and targets, longer than in files written by hand. */
const longestChain = 100

/** The targets of one block, one for each combination of its matrix. */
function expanded(block: TargetBlock, scope: BakeScope): readonly WrittenTarget[] {
  const matrix = block.attributes.get('matrix')
  const given = matrix === undefined ? undefined : evaluate(matrix.expression, scope)
  if (!isObject(given)) return [{ ...block, values: valuesOf(block, scope) }]
  const attributes = new Map([...block.attributes].filter(([name]) => name !== 'matrix'))
  return combinationsOf(given).map((combination) => {
    const values = valuesOf({ attributes }, within(scope, combination))
    return { ...block, name: asWritten(values['name']) ?? block.name, values, group: block.name }
  })
}

/** All combinations of one value for each name; the last name varies fastest. */
function combinationsOf(
  matrix: Readonly<Record<string, BakeValue>>,
): readonly ReadonlyMap<string, BakeValue>[] {
  const lists = Object.entries(matrix).map(([name, list]) => ({ name, values: isList(list) ? list : [] }))
  const count = lists.reduce((all, { values }) => Math.min(all * values.length, mostCombinations), 1)
  return Array.from({ length: count }, (_, index) => {
    let left = index
    const chosen = lists.toReversed().map(({ name, values }): [string, BakeValue] => {
      const at = left % values.length
      left = (left - at) / values.length
      return [name, values[at] ?? null]
    })
    return new Map(chosen.reverse())
  })
}

function valuesOf(
  { attributes }: Pick<TargetBlock, 'attributes'>,
  scope: BakeScope,
): Readonly<Record<string, BakeValue>> {
  return Object.fromEntries(
    [...attributes].map(([name, { expression }]) => [name, evaluate(expression, scope)]),
  )
}

function groupsOf(
  { groups }: BakeDefinition,
  scope: BakeScope,
  written: readonly WrittenTarget[],
): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>()
  const add = (group: string, members: readonly string[]) => {
    const known = found.get(group)
    if (known === undefined) found.set(group, [...members])
    else for (const member of members) known.push(member)
  }
  for (const block of groups) add(block.name, textsOf(valuesOf(block, scope)['targets']))
  for (const { group, name } of written) if (group !== undefined) add(group, [name])
  return found
}

/** Adds the targets of a group, or the target of that name. A group can contain a target with its own name. */
function addMembers(
  found: Set<string>,
  wanted: string,
  groups: ReadonlyMap<string, readonly string[]>,
  targets: ReadonlyMap<string, unknown>,
): void {
  const open = new Set<string>()
  const done = new Set<string>()
  const add = (name: string): void => {
    const members = groups.get(name)
    if (members === undefined || open.has(name) || open.size >= longestChain) {
      if (targets.has(name)) found.add(name)
    } else if (!done.has(name)) {
      open.add(name)
      for (const member of members) add(member)
      open.delete(name)
      done.add(name)
    }
  }
  add(wanted)
}

/** Resolves a target: its blocks in all files, and what it inherits. */
function resolved(
  name: string,
  written: ReadonlyMap<string, readonly WrittenTarget[]>,
  known: Map<string, BakeTarget>,
  depth = 0,
): BakeTarget {
  const found = known.get(name)
  if (found !== undefined) return found
  const own = written.get(name) ?? []
  const last = own.at(-1)
  const values = own.map((one) => one.values).reduce(merged, {})
  const target = { name, file: last?.file ?? '', line: last?.line ?? 1 }
  // ends cycles of inheritance
  known.set(name, { ...target, values })
  const parents = depth < longestChain ? textsOf(values['inherits']) : []
  const inherited = parents
    .map((parent) => resolved(parent, written, known, depth + 1).values)
    .reduce(merged, {})
  const whole = { ...target, values: merged(inherited, values) }
  known.set(name, whole)
  return whole
}

/** The known strings of a list. */
export function textsOf(value: BakeValue | undefined): readonly string[] {
  return isList(value) ? value.flatMap((one) => asWritten(one) ?? []) : []
}
