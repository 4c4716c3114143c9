/** A tree of at most so many nodes: what is left out is summed up in a node of its parent, so that no byte is lost. */
import { plural } from '../../common/english.ts'
import { bytesIn, type ProgramNode, totalOf } from './program-tree.ts'

export interface TreeLimits {
  readonly modules: number
  /** In all modules together, and likewise in all packages. */
  readonly packages: number
  readonly items: number
}

/** Room for a service of 200 packages; of larger ones the small packages are summed up. */
export const roomyTree: TreeLimits = { modules: 120, packages: 320, items: 700 }

export function limitedTree(root: ProgramNode, limits: TreeLimits): ProgramNode {
  const packages = root.rows.flatMap(({ rows }) => rows)
  const kept = new Set<ProgramNode>([
    ...largest(root.rows, limits.modules),
    ...largest(packages, limits.packages),
    ...largest(
      packages.flatMap(({ rows }) => rows),
      limits.items,
    ),
  ])
  return reduced(root, kept, ['modules', 'packages', 'items'])
}

/** One half those that changed most, the other half those with most bytes. */
function largest(nodes: readonly ProgramNode[], most: number): readonly ProgramNode[] {
  if (nodes.length <= most) return nodes
  const changed = nodes
    .filter(({ base, head }) => base !== 0 && base !== head)
    .toSorted((a, b) => bytesIn(b, 'change') - bytesIn(a, 'change'))
    .slice(0, Math.floor(most / 2))
  const listed = new Set(changed)
  for (const node of nodes.toSorted((a, b) => sizeOf(b) - sizeOf(a))) {
    if (listed.size >= most) break
    listed.add(node)
  }
  return [...listed]
}

const sizeOf = ({ base, head }: ProgramNode) => Math.max(base, head)

type Words = 'modules' | 'packages' | 'items'
const singular: Readonly<Record<Words, string>> = { modules: 'module', packages: 'package', items: 'item' }

function reduced(
  node: ProgramNode,
  kept: ReadonlySet<ProgramNode>,
  [what, ...below]: readonly Words[],
): ProgramNode {
  if (what === undefined || node.rows.length === 0) return node
  const shown = node.rows.filter((row) => kept.has(row))
  const left = node.rows.filter((row) => !kept.has(row))
  // a node that would have nothing but the sum of all that it consists of is not divided
  if (shown.length === 0) return { ...node, rows: [] }
  const rest: ProgramNode = {
    kind: 'rest',
    name: plural(left.length, `smaller ${singular[what]}`),
    ...totalOf(left),
    rows: [],
  }
  return {
    ...node,
    rows: [...shown.map((row) => reduced(row, kept, below)), ...(left.length === 0 ? [] : [rest])],
  }
}
