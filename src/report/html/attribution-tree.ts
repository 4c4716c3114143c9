/** The tree of a program with the bytes of base and head. */
import { plural } from '../../common/english.ts'
import type { ComparedModule, ComparedPackage, ProgramComparison } from '../../model/program-comparison.ts'
import { partLabels } from '../cause-words.ts'
import { groupOf, type ProgramNode, totalOf } from './program-tree.ts'

/** @param nameOf converts an untrusted name to its shown form */
export function programTree(
  name: string,
  { modules, parts }: Pick<ProgramComparison, 'modules' | 'parts'>,
  nameOf: (name: string) => string,
): ProgramNode {
  const rows = modules.map((module) => moduleNode(module, nameOf))
  const shared = partNodes(parts)
  const all =
    shared.length === 0 ? rows : [...rows, groupOf('shared', 'In no package, or in several', shared)]
  return groupOf('program', name, all)
}

function moduleNode(module: ComparedModule, nameOf: (name: string) => string): ProgramNode {
  const { kind, name, version, base, head, packages, others } = module
  const about = [...new Set([version.base, version.head])].filter((one) => one !== null).join(' → ')
  const rows = packages.map((one) => packageNode(one, nameOf))
  const rest: ProgramNode[] =
    others === undefined
      ? []
      : [
          {
            kind: 'rest',
            name: plural(others.count, 'smaller package'),
            base: others.base,
            head: others.head,
            rows: [],
          },
        ]
  return {
    kind,
    name: nameOf(name),
    base,
    head,
    ...(about === '' ? {} : { about: nameOf(about) }),
    // a single row with the sum of all packages would repeat the module
    rows: rows.length === 0 ? [] : [...rows, ...rest],
  }
}

function packageNode(given: ComparedPackage, nameOf: (name: string) => string): ProgramNode {
  const { name, base, head } = given
  const items = given.items.map(
    (item): ProgramNode => ({
      kind: item.kind,
      name: nameOf(withoutPackage(item.name, name)),
      base: item.base,
      head: item.head,
      rows: [],
    }),
  )
  const listed = totalOf(items)
  const rest: ProgramNode = {
    kind: 'rest',
    name: 'smaller functions, types and strings',
    base: base - listed.base,
    head: head - listed.head,
    rows: [],
  }
  // in a damaged file, functions can overlap
  const isWhole = items.length > 0 && rest.base >= 0 && rest.head >= 0
  return {
    kind: 'package',
    name: nameOf(name),
    base,
    head,
    rows: isWhole ? [...items, ...(rest.base + rest.head === 0 ? [] : [rest])] : [],
  }
}

function partNodes(parts: ProgramComparison['parts']): readonly ProgramNode[] {
  return (Object.keys(partLabels) as (keyof typeof parts)[]).flatMap((part): readonly ProgramNode[] => {
    const row = parts[part]
    return row === undefined ? [] : [{ kind: 'part', name: partLabels[part], ...row, rows: [] }]
  })
}

/** The name of a function without its package. */
function withoutPackage(name: string, path: string): string {
  const inner = path.slice(path.lastIndexOf('/') + 1)
  const start = [`${path}.`, `${inner}.`].find((one) => name.startsWith(one) && name.length > one.length)
  return start === undefined ? name : name.slice(start.length)
}
