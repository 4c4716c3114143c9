/** The tree of one program, or of two that are compared. */
import type { PackageAttribution, ProgramAttribution } from '../../model/attribution.ts'
import { partLabels } from '../program-causes.ts'
import { groupOf, type ProgramNode, totalOf } from './program-tree.ts'

export interface AttributedPrograms {
  /** Absent where nothing is compared. */
  readonly base?: ProgramAttribution | undefined
  readonly head: ProgramAttribution
}

export function programTree(name: string, { base, head }: AttributedPrograms): ProgramNode {
  const modules = joinedBy(base?.modules ?? [], head.modules, (one) => `${one.kind} ${one.name}`)
  const rows = modules.map(([before, after]): ProgramNode => {
    const { kind = 'unlisted', name: of = '' } = after ?? before ?? {}
    const about = versionsOf(before?.version, after?.version)
    return {
      kind,
      name: of,
      ...sizes(before, after),
      ...(about === '' ? {} : { about }),
      rows: joinedBy(before?.packages ?? [], after?.packages ?? [], (one) => one.name).map(([one, other]) =>
        packageNode(one, other),
      ),
    }
  })
  const shared = partNodes(base?.parts ?? {}, head.parts)
  return {
    kind: 'program',
    name,
    ...sizes(base, head),
    rows: [...rows, ...(shared.length === 0 ? [] : [groupOf('shared', sharedName, shared)])],
  }
}

const sharedName = 'In no package, or in several'

type Parts = ProgramAttribution['parts']

function partNodes(base: Parts, head: Parts): readonly ProgramNode[] {
  return (Object.keys(partLabels) as (keyof Parts)[])
    .map((part): ProgramNode => {
      return {
        kind: 'part',
        name: partLabels[part],
        base: base[part] ?? 0,
        head: head[part] ?? 0,
        rows: [],
      }
    })
    .filter(isThere)
}

function packageNode(
  base: PackageAttribution | undefined,
  head: PackageAttribution | undefined,
): ProgramNode {
  const name = (head ?? base)?.name ?? ''
  const items = joinedBy(
    together(base?.items ?? []),
    together(head?.items ?? []),
    (one) => `${one.kind} ${one.name}`,
  ).map(([one, other]): ProgramNode => {
    const { kind = 'function', name: of = '' } = other ?? one ?? {}
    return { kind, name: withoutPackage(of, name), ...sizes(one, other), rows: [] }
  })
  const whole = sizes(base, head)
  const listed = totalOf(items)
  const others: ProgramNode = {
    kind: 'part',
    name: 'types, strings and tables',
    base: whole.base - listed.base,
    head: whole.head - listed.head,
    rows: [],
  }
  // only in a damaged file do its functions overlap
  const isWhole = others.base >= 0 && others.head >= 0
  return { kind: 'package', name, ...whole, rows: isWhole ? [...items, others].filter(isThere) : [] }
}

const isThere = ({ base, head }: Pick<ProgramNode, 'base' | 'head'>) => base !== 0 || head !== 0

function withoutPackage(name: string, path: string): string {
  const inner = path.slice(path.lastIndexOf('/') + 1)
  for (const start of [`${path}.`, `${inner}.`]) {
    if (name.startsWith(start) && name.length > start.length) return name.slice(start.length)
  }
  return name
}

/** Instances of a generic function have one name. */
function together(items: PackageAttribution['items']): PackageAttribution['items'] {
  const sums = new Map<string, PackageAttribution['items'][number]>()
  for (const one of items) {
    const key = `${one.kind} ${one.name}`
    sums.set(key, { ...one, size: one.size + (sums.get(key)?.size ?? 0) })
  }
  return [...sums.values()]
}

interface Sized {
  readonly size: number
}

function sizes(base: Sized | undefined, head: Sized | undefined) {
  return { base: base?.size ?? 0, head: head?.size ?? 0 }
}

function versionsOf(base: string | undefined, head: string | undefined): string {
  const known = [base, head].filter((one) => one !== undefined)
  return [...new Set(known)].join(' → ')
}

/** What is in either list, with what the other one has of the same key. */
function joinedBy<T>(
  base: readonly T[],
  head: readonly T[],
  keyOf: (one: T) => string,
): readonly (readonly [base: T | undefined, head: T | undefined])[] {
  const before = new Map(base.map((one) => [keyOf(one), one]))
  const after = new Map(head.map((one) => [keyOf(one), one]))
  return [...new Set([...after.keys(), ...before.keys()])].map((key) => [before.get(key), after.get(key)])
}
