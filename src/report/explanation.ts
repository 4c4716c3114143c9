/** The output of `linkgate explain`, as text and as JSON. */
import { plural } from '../common/english.ts'
import { harmlessJson } from '../common/harmless.ts'
import type {
  ModuleBytes,
  ModuleDifference,
  ProgramAttribution,
  ProgramDifference,
} from '../model/attribution.ts'
import type { ProgramPart } from '../model/program-part.ts'
import { formatDelta, formatPercent, formatProportion, formatSize, withShare } from '../model/quantity.ts'
import { buildChangeText, causeTitle, partLabels } from './cause-words.ts'
import { aligned } from './terminal/layout.ts'
import { printable } from './text.ts'

/** Names in a program can contain any characters. */
const shown = (text: string) => printable(text, 200)

const plain = (name: string) => name

const mostModules = 12
const mostPackages = 6
const mostItems = 3
const mostCauses = 8
/** Below the first level, rows with a smaller share are summed up in one line. */
const smallest = 0.005

interface Row {
  readonly name: string
  /** Bytes of the file, or of the change. */
  readonly bytes: number
  readonly about?: string
  readonly rows?: readonly Row[]
}

interface Tree {
  readonly whole: number
  readonly format: (bytes: number) => string
  readonly share: (share: number) => string
}

export function explanationText(path: string, program: ProgramAttribution): string {
  const { size, toolchain, problem, modules, parts } = program
  const by = toolchain === undefined ? '' : `, built by ${toolchain}`
  const tree: Tree = {
    whole: size,
    format: formatSize,
    share: formatProportion,
  }
  const lines = [
    `${shown(path)}: ${formatSize(size)}${shown(by)}`,
    ...(problem === undefined ? [] : [`No package is known: ${shown(problem)}.`]),
    ...section('Modules and packages', modules.map(moduleRow), tree),
    ...section('In no package, or in several', partRows(parts), tree),
    ...(mayEmbed(program) ? ['', embedsUnnamed] : []),
  ]
  return `${lines.join('\n')}\n`
}

/** For a program whose source is not available. */
export const embedsUnnamed =
  'No embedded file is known by name: one that is a string or bytes has none in the program, and counts as a string of its package. `linkgate check` reads the source and names it.'

/** Whether the program can have embedded files although none is named: those embedded as string or bytes. */
export function mayEmbed({ modules }: Pick<ProgramAttribution, 'modules'>): boolean {
  const packages = modules.flatMap((one) => (one.kind === 'standard-library' ? one.packages : []))
  const isNamed = modules.some((one) =>
    one.packages.some(({ items }) => items.some(({ kind }) => kind === 'embedded-file')),
  )
  return !isNamed && packages.some(({ name }) => name === 'embed')
}

export function explanationJson(program: ProgramAttribution): string {
  return `${harmlessJson(program)}\n`
}

/** Two programs with their paths, and the difference between them. */
export interface ExplainedDifference {
  readonly paths: { readonly base: string; readonly head: string }
  readonly base: ProgramAttribution
  readonly head: ProgramAttribution
  readonly difference: ProgramDifference
}

/** Sentences about programs whose packages are unknown. */
export function unknownPrograms(
  { paths, base, head }: ExplainedDifference,
  shownPath: (path: string) => string,
  shownReason = plain,
): readonly string[] {
  return [
    { path: paths.base, ...base },
    { path: paths.head, ...head },
  ].flatMap(({ path, problem }) =>
    problem === undefined ? [] : [`No package of ${shownPath(path)} is known: ${shownReason(problem)}.`],
  )
}

export function differenceText(explained: ExplainedDifference): string {
  const { paths, difference } = explained
  const { base, head, delta, causes, build, modules, parts } = difference
  const tree: Tree = { whole: delta, format: (bytes) => formatDelta(bytes, 'B'), share: formatPercent }
  const share = base === 0 ? null : head / base
  const lines = [
    `${shown(paths.base)} → ${shown(paths.head)}: ${formatSize(base)} → ${formatSize(head)}, ${withShare(formatDelta(delta, 'B'), delta, share)}`,
    ...unknownPrograms(explained, shown, shown),
    ...section(
      'Why',
      causes.map((cause) => ({ name: causeTitle(cause, plain), bytes: cause.delta })),
      tree,
      mostCauses,
    ),
    ...(build.length === 0
      ? []
      : ['', 'Build', ...build.map((one) => `  ${shown(buildChangeText(one, plain))}`)]),
    ...section('Modules and packages', modules.map(changedModuleRow), tree),
    ...section('In no package, or in several', partRows(parts), tree),
  ]
  return `${lines.join('\n')}\n`
}

export function differenceJson({ base, head, difference }: ExplainedDifference): string {
  return `${harmlessJson({ base, head, difference })}\n`
}

function moduleRow({ name, version, size, packages }: ModuleBytes): Row {
  return {
    name: version === undefined ? name : `${name} ${version}`,
    bytes: size,
    rows: packages.map((one) => ({
      name: one.name,
      bytes: one.size,
      about: partsText(one.parts, formatSize),
      rows: one.items.map((item) => ({ name: item.name, bytes: item.size })),
    })),
  }
}

function changedModuleRow({ name, version, base, head, delta, packages }: ModuleDifference): Row {
  const { base: from, head: to } = version
  const versions = from === to ? (to ?? '') : [from, to].filter((one) => one !== null).join(' → ')
  const state = base === 0 ? 'new: ' : head === 0 ? 'removed: ' : ''
  return {
    name: `${state}${name} ${versions}`.trim(),
    bytes: delta,
    rows: packages.map((one) => ({
      name: one.name,
      bytes: one.delta,
      about: partsText(one.parts, (bytes) => formatDelta(bytes, 'B')),
      rows: one.items.map((item) => ({ name: item.name, bytes: item.delta })),
    })),
  }
}

type Parts = ProgramAttribution['parts']

function sortedParts(parts: Parts): readonly (readonly [ProgramPart, number])[] {
  return (Object.entries(parts) as (readonly [ProgramPart, number])[]).toSorted(
    ([, a], [, b]) => Math.abs(b) - Math.abs(a),
  )
}

function partRows(parts: Parts): readonly Row[] {
  return sortedParts(parts).map(([part, bytes]) => ({ name: partLabels[part], bytes }))
}

const mostParts = 3

function partsText(parts: Parts, format: (bytes: number) => string): string {
  return sortedParts(parts)
    .slice(0, mostParts)
    .map(([part, bytes]) => `${partLabels[part]} ${format(bytes)}`)
    .join(', ')
}

function section(title: string, rows: readonly Row[], tree: Tree, most = mostModules): readonly string[] {
  return rows.length === 0 ? [] : ['', title, ...levelLines(rows, tree, [most, mostPackages, mostItems], 0)]
}

function levelLines(
  rows: readonly Row[],
  tree: Tree,
  [most = 0, ...rest]: readonly number[],
  depth: number,
): readonly string[] {
  const isLarge = ({ bytes }: Row) => depth === 0 || Math.abs(bytes) >= Math.abs(tree.whole) * smallest
  const large = rows.filter(isLarge)
  if (large.length === 0) return []
  // a single row is as short as the line that would replace it
  const kept = rows.length <= most + 1 && rows.length - large.length <= 1 ? rows : large.slice(0, most)
  const left = rows.filter((row) => !kept.includes(row))
  const indent = '  '.repeat(depth)
  const lines = kept.flatMap((row) => [
    line(row, tree, indent),
    ...(rest.length === 0 || row.rows === undefined ? [] : levelLines(row.rows, tree, rest, depth + 1)),
  ])
  if (left.length === 0) return lines
  const bytes = left.reduce((sum, row) => sum + row.bytes, 0)
  return [...lines, line({ name: `… and ${plural(left.length, 'smaller one')}`, bytes }, tree, indent)]
}

const sizeWidth = 10
const shareWidth = 9

function line({ name, bytes, about }: Row, { whole, format, share }: Tree, indent: string): string {
  const part = whole === 0 ? '' : share(bytes / whole)
  const numbers = `${aligned(format(bytes), sizeWidth)}${aligned(part, shareWidth)}`
  return `${numbers}  ${indent}${shown(name)}${about === undefined || about === '' ? '' : `  (${about})`}`
}
