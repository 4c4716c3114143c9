/** The content of the treemap as a table, for reading and searching. */
import { formatDelta, formatProportion, formatSize } from '../../model/quantity.ts'
import { attributes, escapeHtml } from './escape.ts'
import { bytesIn, nameIn, type ProgramNode, sortedRows, stateOf, type TreeView } from './program-tree.ts'

export interface Listing {
  readonly view: TreeView
  readonly isCompared: boolean
  readonly isInteractive: boolean
  /** Path to the selected row, as row indexes from the root. All rows on this path are expanded. */
  readonly chosen: readonly number[]
  /** Only rows with this text in their name, and their parents, are listed. */
  readonly query: string
}

interface ListRow {
  readonly node: ProgramNode
  readonly name: string
  readonly path: readonly number[]
  readonly isOpen: boolean
}

const mostFound = 250

/** The body of the table, and how many rows it has. */
export function listRows(
  root: ProgramNode,
  listing: Listing,
): { readonly html: string; readonly count: number } {
  const query = listing.query.trim().toLowerCase()
  const rows =
    query === ''
      ? openRows(root, [], listing)
      : foundRows(root, [], { ...listing, query }).slice(0, mostFound)
  return { html: rows.map((row) => rowHtml(row, root, listing)).join(''), count: rows.length }
}

function numbered(node: ProgramNode, path: readonly number[], view: TreeView) {
  const places = new Map(node.rows.map((row, index) => [row, index]))
  return sortedRows(node.rows, view).map((row) => ({ row, at: [...path, places.get(row) ?? 0] }))
}

function openRows(node: ProgramNode, path: readonly number[], listing: Listing): readonly ListRow[] {
  const { chosen, view, isInteractive } = listing
  return numbered(node, path, view)
    .filter(({ row }) => view !== 'change' || bytesIn(row, view) > 0 || row.rows.length > 0)
    .flatMap(({ row, at }) => {
      // without the script, modules are expanded but packages are not
      const isOpen = isInteractive ? isOnWay(at, chosen) : at.length === 1
      return [
        { node: row, name: nameIn(node, row), path: at, isOpen },
        ...(isOpen ? openRows(row, at, listing) : []),
      ]
    })
}

const isOnWay = (path: readonly number[], chosen: readonly number[]) =>
  path.every((number, index) => chosen[index] === number)

function foundRows(node: ProgramNode, path: readonly number[], listing: Listing): readonly ListRow[] {
  return numbered(node, path, listing.view).flatMap(({ row, at }) => {
    const below = foundRows(row, at, listing)
    const isFound = row.name.toLowerCase().includes(listing.query)
    return isFound || below.length > 0
      ? [{ node: row, name: nameIn(node, row), path: at, isOpen: below.length > 0 }, ...below]
      : []
  })
}

function rowHtml({ node, name, path, isOpen }: ListRow, root: ProgramNode, listing: Listing): string {
  const { isCompared, isInteractive, chosen } = listing
  const id = path.join('.')
  const text = `${escapeHtml(name).replaceAll('/', '/<wbr>')}${node.about === undefined ? '' : ` <small>${escapeHtml(node.about)}</small>`}`
  const button = attributes({
    type: 'button',
    'data-path': id,
    'aria-expanded': node.rows.length === 0 ? undefined : String(isOpen),
    'aria-current': id === chosen.join('.') ? 'true' : undefined,
  })
  const cell = isInteractive ? `<button${button}>${text}</button>` : text
  const row = attributes({ class: `level${path.length}` })
  return `<tr${row}><th scope="row">${cell}</th>${isCompared ? comparedCells(node) : cells(node, root)}</tr>`
}

const cells = ({ head }: ProgramNode, root: ProgramNode) =>
  `<td>${formatSize(head)}</td><td>${root.head === 0 ? '' : formatProportion(head / root.head)}</td>`

function comparedCells(node: ProgramNode): string {
  const { base, head } = node
  const state = stateOf(node)
  const change = { added: 'new', removed: 'removed', grew: '', shrank: '', same: '' }[state]
  const delta = formatDelta(head - base, 'B')
  return `<td class="base">${base === 0 ? '–' : formatSize(base)}</td><td>${head === 0 ? '–' : formatSize(head)}</td><td class="delta ${state}">${delta}${change === '' ? '' : ` <small>${change}</small>`}</td>`
}
