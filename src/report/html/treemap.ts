/** Draws a treemap as SVG, in the generated page and, after each selection, in its script. */
import { shorten } from '../../common/shorten.ts'
import { formatDelta, formatSize } from '../../model/quantity.ts'
import { attributes, escapeHtml } from './escape.ts'
import { nameIn, type ProgramNode, stateOf, type TreeView } from './program-tree.ts'
import { type Box, type Tile, type TileGroup, type TreemapSize, treemapLayout } from './treemap-layout.ts'

export interface Drawing extends TreemapSize {
  readonly view: TreeView
  /** Whether there are two programs. */
  readonly isCompared: boolean
  /** Whether tiles can be selected. */
  readonly isInteractive: boolean
  /** The selected tile, as row indexes from the root of the tree. */
  readonly chosen?: readonly number[] | undefined
}

export function treemapSvg(shown: ProgramNode, path: readonly number[], drawing: Drawing): string {
  const { width, height, isInteractive, view } = drawing
  const groups = treemapLayout(shown, path, view, drawing)
  const svg = attributes({
    class: 'treemap',
    viewBox: `0 0 ${width} ${height}`,
    role: isInteractive ? 'group' : 'img',
    'aria-label': `Treemap of ${shown.name}. The list has the same data.`,
  })
  const nothing = `<text class="nothing" x="${width / 2}" y="${height / 2}">${
    view === 'change' ? 'No part of it changed' : 'Nothing to show: 0 B'
  }</text>`
  const body = groups.length === 0 ? nothing : groups.map((group) => groupSvg(group, drawing)).join('')
  return `<svg${svg}>${body}</svg>`
}

/** The bytes of a node in a view: `12.30 MB`, `+1.20 MB`. */
function bytesText(node: Pick<ProgramNode, 'base' | 'head'>, view: TreeView): string {
  return view === 'change' ? formatDelta(node.head - node.base, 'B') : formatSize(node[view])
}

/** Describes a node for screen readers and tooltips. */
export function nodeText(node: ProgramNode, isCompared: boolean): string {
  const { name, about, base, head } = node
  const title = about === undefined ? name : `${name} ${about}`
  if (!isCompared) return `${title}: ${formatSize(head)}`
  const state = { added: ', new', removed: ', removed', grew: '', shrank: '', same: '' }[stateOf(node)]
  return `${title}${state}: ${formatSize(base)} → ${formatSize(head)}, ${formatDelta(head - base, 'B')}`
}

const lineHeight = 15
const padding = 4
/** Width of a character in pixels, an upper bound for most texts. */
const characterWidth = { name: 6.6, size: 6.2, group: 7.4 } as const
type LabelKind = keyof typeof characterWidth
const leastCharacters = 4

/** Labels are separate from the tiles and hidden from screen readers, because each tile has an accessible name. */
function groupSvg(group: TileGroup, drawing: Drawing): string {
  const isDivided = group.tiles.length > 1 || group.tiles[0]?.node !== group.node
  const title = isDivided ? fittingName(group.node.name, group, 'group') : ''
  const width = padding + title.length * characterWidth.group
  const heading = { x: group.x, y: group.y, width, height: lineHeight }
  const labels = group.tiles.map((tile) => {
    const below = title !== '' && overlaps(tile, heading) ? lineHeight : 0
    return tileLabels(tile, group, below, drawing)
  })
  const tiles = group.tiles.map((tile) => tileSvg(tile, group, drawing))
  const frame = `<rect class="frame"${boxAttributes(group)}/>`
  const heads = title === '' ? '' : textSvg('group', title, group, 1)
  return `${tiles.join('')}<g aria-hidden="true">${frame}${heads}${labels.join('')}</g>`
}

function tileSvg(tile: Tile, group: TileGroup, drawing: Drawing): string {
  const { isCompared, isInteractive, chosen } = drawing
  const { node, path } = tile
  const state = isCompared ? stateOf(node) : kindClass(node, group.node)
  const box = boxAttributes(tile)
  if (!isInteractive || path === undefined) return `<rect class="tile ${state}"${box}/>`
  const isChosen = chosen !== undefined && chosen.join('.') === path.join('.')
  const button = attributes({
    class: `tile ${state}${isChosen ? ' chosen' : ''}`,
    role: 'button',
    tabindex: -1,
    'data-path': path.join('.'),
    'aria-label': nodeText(node, isCompared),
  })
  return `<rect${button}${box}/>`
}

/** @param below height of the group's label in pixels */
function tileLabels(tile: Tile, group: TileGroup, below: number, { view }: Drawing): string {
  const { node } = tile
  const room = { ...tile, y: tile.y + below, height: tile.height - below }
  const isNamed = below > 0 && node.name === group.node.name
  const name = isNamed ? '' : fittingName(nameIn(group.node, node), room, 'name')
  if (name === '' && !isNamed) return ''
  const line = isNamed ? 1 : 2
  const size = bytesText(node, view)
  return `${isNamed ? '' : textSvg('name', name, room, 1)}${fits(size, room, line, 'size') ? textSvg('size', size, room, line) : ''}`
}

/** Without a comparison, the color shows the kind of module. */
function kindClass(node: ProgramNode, group: ProgramNode): string {
  const known = [group.kind, node.kind].find((kind) => kind !== 'package' && kind !== 'rest')
  return `of-${known ?? 'package'}`
}

/** The longest suffix of the path that fits, or else a shortened one. */
function fittingName(name: string, box: Box, kind: LabelKind): string {
  const elements = name.split('/')
  // a suffix such as `v2` does not identify a module
  const last = Math.max(0, elements.length - (/^v\d+$/.test(elements.at(-1) ?? '') ? 2 : 1))
  for (let from = 0; from <= last; from += 1) {
    const end = elements.slice(from).join('/')
    if (fits(end, box, 1, kind)) return end
  }
  const most = charactersIn(box, kind)
  if (most < leastCharacters || box.height < lineHeight + 2) return ''
  return shorten(elements[last] ?? '', most)
}

const fits = (text: string, box: Box, line: number, kind: LabelKind) =>
  box.height >= line * lineHeight + 2 && text.length <= charactersIn(box, kind)

const charactersIn = ({ width }: Box, kind: LabelKind) =>
  Math.floor((width - 2 * padding) / characterWidth[kind])

function overlaps(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height
}

function textSvg(kind: LabelKind, text: string, { x, y }: Box, line: number): string {
  const at = attributes({
    class: kind,
    x: rounded(x + padding),
    y: rounded(y + line * lineHeight - 2),
  })
  return `<text${at}>${escapeHtml(text)}</text>`
}

function boxAttributes({ x, y, width, height }: Box): string {
  return attributes({ x: rounded(x), y: rounded(y), width: rounded(width), height: rounded(height) })
}

const rounded = (value: number) => Math.round(value * 10) / 10
