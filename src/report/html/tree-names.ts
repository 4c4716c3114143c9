import type { ProgramNode } from './program-tree.ts'

/** A tree with other names, such as those that can be shown. */
export function withNames(node: ProgramNode, nameOf: (name: string) => string): ProgramNode {
  return {
    ...node,
    name: nameOf(node.name),
    ...(node.about === undefined ? {} : { about: nameOf(node.about) }),
    rows: node.rows.map((row) => withNames(row, nameOf)),
  }
}
