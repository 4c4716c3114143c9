/** A program as a tree of bytes: modules, packages, and their parts. */
import type { ItemKind, ModuleKind } from '../../model/attribution.ts'

/** `shared`: bytes of no package, or of several. `rest`: everything that is too small for its own row. */
export type NodeKind = 'program' | ModuleKind | 'package' | ItemKind | 'part' | 'shared' | 'rest'

/** The data of the page contains indexes into this list, so new kinds come last. */
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
  /** Printable, but not escaped. */
  readonly name: string
  /** Bytes; 0 if the program does not have it. */
  readonly base: number
  readonly head: number
  /** Versions of a module: `v1.2.0 → v1.3.0`. */
  readonly about?: string
  /** The sum of their bytes is that of the node. Empty for a leaf. */
  readonly rows: readonly ProgramNode[]
}

/** What an area represents; `change` is the bytes by which a node grew or shrank. */
export const treeViews = ['change', 'head', 'base'] as const
export type TreeView = (typeof treeViews)[number]

export type NodeState = 'added' | 'removed' | 'grew' | 'shrank' | 'same'

/** Smaller changes are usually alignment. */
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

/** The largest first, with the rest at the end. */
export function sortedRows(rows: readonly ProgramNode[], view: TreeView): readonly ProgramNode[] {
  return rows.toSorted(
    (a, b) =>
      Number(a.kind === 'rest') - Number(b.kind === 'rest') ||
      bytesIn(b, view) - bytesIn(a, view) ||
      (a.name < b.name ? -1 : 1),
  )
}

/** Finds a node by row indexes from the root. */
export function nodeAt(root: ProgramNode, path: readonly number[]): ProgramNode | undefined {
  return path.reduce<ProgramNode | undefined>((node, index) => node?.rows[index], root)
}

/** A node with the total bytes of its rows. */
export function groupOf(kind: NodeKind, name: string, rows: readonly ProgramNode[]): ProgramNode {
  return { kind, name, ...totalOf(rows), rows }
}

export function totalOf(rows: readonly Pick<ProgramNode, 'base' | 'head'>[]) {
  return {
    base: rows.reduce((sum, row) => sum + row.base, 0),
    head: rows.reduce((sum, row) => sum + row.head, 0),
  }
}

/** The name of a row relative to its parent: a package without the path of its module. */
export function nameIn(parent: Pick<ProgramNode, 'name'>, { name }: Pick<ProgramNode, 'name'>): string {
  return name.startsWith(`${parent.name}/`) ? name.slice(parent.name.length + 1) : name
}
