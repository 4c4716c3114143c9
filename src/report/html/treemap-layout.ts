/** Layout of a treemap: tiles for two levels of a tree, with areas proportional to bytes. */
import { type HierarchyRectangularNode, treemapSquarify } from 'd3-hierarchy'
import { bytesIn, groupOf, type ProgramNode, type TreeView } from './program-tree.ts'

export interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export interface Tile extends Box {
  readonly node: ProgramNode
  /** Row indexes from the root of the tree; undefined for a tile of several small nodes. */
  readonly path: readonly number[] | undefined
}

/** A row of the shown node. Its tiles are its own rows, or itself if it has none. */
export interface TileGroup extends Tile {
  readonly tiles: readonly Tile[]
}

export interface TreemapSize {
  readonly width: number
  readonly height: number
}

/** In square pixels; smaller tiles of a group are merged into one. */
const leastArea = 40

interface Datum {
  readonly node: ProgramNode
  readonly path: readonly number[] | undefined
  readonly bytes: number
  readonly rows: readonly Datum[]
}

/**
 * @param path path of `shown` from the root of the tree
 * @returns an empty list if the node has no bytes in this view
 */
export function treemapLayout(
  shown: ProgramNode,
  path: readonly number[],
  view: TreeView,
  { width, height }: TreemapSize,
): readonly TileGroup[] {
  const root = datumOf(shown, path, view, 2)
  if (!(root.bytes > 0)) return []
  const least = (root.bytes * leastArea) / (width * height)
  const drawn = { ...root, rows: merged(root.rows, least).map((row) => withMergedRows(row, least)) }
  const whole = { x: 0, y: 0, width, height }
  return placed(drawn.rows, whole).map((group) => ({
    ...tileOf(group),
    tiles: (group.datum.rows.length === 0 ? [group] : placed(group.datum.rows, group)).map(tileOf),
  }))
}

interface Placed extends Box {
  readonly datum: Datum
}

/** Fills the box, the largest row first. */
function placed(rows: readonly Datum[], { x, y, width, height }: Box): readonly Placed[] {
  const children = rows
    .toSorted((a, b) => b.bytes - a.bytes)
    .map((datum) => ({ datum, value: datum.bytes, x0: 0, x1: 0, y0: 0, y1: 0 }))
  const parent = { value: children.reduce((sum, { value }) => sum + value, 0), children }
  // it only uses these properties; building a real d3 hierarchy would make the script much larger
  treemapSquarify(parent as unknown as HierarchyRectangularNode<Datum>, x, y, x + width, y + height)
  return children.map(({ datum, x0, x1, y0, y1 }) => ({
    datum,
    x: x0,
    y: y0,
    width: x1 - x0,
    height: y1 - y0,
  }))
}

function datumOf(
  node: ProgramNode,
  path: readonly number[] | undefined,
  view: TreeView,
  levels: number,
): Datum {
  const rows =
    levels === 0
      ? []
      : node.rows
          .map((row, index) => datumOf(row, path === undefined ? path : [...path, index], view, levels - 1))
          .filter(({ bytes }) => bytes > 0)
  const bytes = rows.length === 0 ? bytesIn(node, view) : rows.reduce((sum, row) => sum + row.bytes, 0)
  return { node, path, bytes, rows }
}

const withMergedRows = (datum: Datum, least: number): Datum => ({ ...datum, rows: merged(datum.rows, least) })

function merged(rows: readonly Datum[], least: number): readonly Datum[] {
  const small = rows.filter(({ bytes }) => bytes < least)
  if (small.length < 2) return rows
  const nodes = small.map(({ node }) => node)
  const rest: Datum = {
    node: { ...groupOf('rest', `${small.length} smaller`, nodes), rows: [] },
    path: undefined,
    bytes: small.reduce((sum, { bytes }) => sum + bytes, 0),
    rows: [],
  }
  return [...rows.filter(({ bytes }) => bytes >= least), rest]
}

const tileOf = ({ datum: { node, path }, ...box }: Placed): Tile => ({ node, path, ...box })
