/** A program as a tree of bytes: modules, their packages, and what these consist of. */
import type { ItemKind, ModuleKind } from '../../model/attribution.ts'

/** `shared`: what belongs to no package, or to several. `rest`: what is too small to be listed by itself. */
export type NodeKind = 'program' | ModuleKind | 'package' | ItemKind | 'part' | 'shared' | 'rest'

/** The order is that of their numbers in the data of the page: new kinds come last. */
export const nodeKinds = [
  'program',
  'main',
  'dependency',
  'standard-library',
  'c',
  'unlisted',
  'package',
  'function',
  'data',
  'embedded-file',
  'part',
  'shared',
  'rest',
] as const satisfies readonly NodeKind[]

export interface ProgramNode {
  readonly kind: NodeKind
  /** Ready to be shown, but not escaped. */
  readonly name: string
  /** Bytes; 0 in a program that does not have it. */
  readonly base: number
  readonly head: number
  /** Versions of a module: `v1.2.0 → v1.3.0`. */
  readonly about?: string
  /** Together they have the bytes of the node. Empty for what is not divided. */
  readonly rows: readonly ProgramNode[]
}

/** `change`: the bytes by which it grew or shrank. */
export const treeViews = ['change', 'head', 'base'] as const
export type TreeView = (typeof treeViews)[number]

export type NodeState = 'added' | 'removed' | 'grew' | 'shrank' | 'same'

/** Changes of fewer bytes are alignment more often than not. */
export const leastChange = 512

export function stateOf({ base, head }: Pick<ProgramNode, 'base' | 'head'>): NodeState {
  if (Math.abs(head - base) < leastChange) return 'same'
  if (base === 0) return 'added'
  if (head === 0) return 'removed'
  return head > base ? 'grew' : 'shrank'
}

/** Bytes that the area of a node without rows represents. */
export function bytesIn(node: Pick<ProgramNode, 'base' | 'head'>, view: TreeView): number {
  return view === 'change' ? Math.abs(node.head - node.base) : node[view]
}

/** The largest first, and what is not listed by itself at the end. */
export function sortedRows(rows: readonly ProgramNode[], view: TreeView): readonly ProgramNode[] {
  return rows.toSorted(
    (a, b) =>
      Number(a.kind === 'rest') - Number(b.kind === 'rest') ||
      bytesIn(b, view) - bytesIn(a, view) ||
      (a.name < b.name ? -1 : 1),
  )
}

/** Finds a node by the indexes of rows from the root; undefined if there is none. */
export function nodeAt(root: ProgramNode, path: readonly number[]): ProgramNode | undefined {
  return path.reduce<ProgramNode | undefined>((node, index) => node?.rows[index], root)
}

/** A node that has the bytes of its rows. */
export function groupOf(kind: NodeKind, name: string, rows: readonly ProgramNode[]): ProgramNode {
  return { kind, name, ...totalOf(rows), rows }
}

export function totalOf(rows: readonly Pick<ProgramNode, 'base' | 'head'>[]) {
  return {
    base: rows.reduce((sum, row) => sum + row.base, 0),
    head: rows.reduce((sum, row) => sum + row.head, 0),
  }
}

/** The name of a row below the name of what it is in: a package without the path of its module. */
export function nameIn(parent: Pick<ProgramNode, 'name'>, { name }: Pick<ProgramNode, 'name'>): string {
  return name.startsWith(`${parent.name}/`) ? name.slice(parent.name.length + 1) : name
}
