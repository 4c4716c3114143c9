/** The section of a page with the layers of each image, as bars and as a table. */
import { plural } from '../../common/english.ts'
import type { Report } from '../../document/report.ts'
import { type Image, type Layer, unpackedSize } from '../../model/image.ts'
import { formatSize } from '../../model/quantity.ts'
import { revisions } from '../../model/revision.ts'
import { columnsOf } from '../columns.ts'
import { layerStates } from '../layer-states.ts'
import { variantOf } from '../lookup.ts'
import { attributes, escapeHtml } from './escape.ts'
import { shownName } from './text.ts'

interface Column {
  readonly title: string
  readonly base: Image | undefined
  readonly head: Image | undefined
}

export function layerBarsSection(report: Report): string {
  const columns = columnsOf(report, shownName).map(({ mode, platform, title }): Column => {
    const [base, head] = revisions.map((revision) => variantOf(report, revision, mode, platform)?.image)
    return { title, base, head }
  })
  const images = columns.flatMap(({ base, head }) => [base, head]).filter((image) => image !== undefined)
  if (images.length === 0) return ''
  const widest = Math.max(1, ...images.map(unpackedSize))
  const hasBase = images.some(({ layers }) => layers.some((layer) => layer.base === true))
  return `<section aria-labelledby="layers-title">
<h2 id="layers-title">Layers of the images</h2>
<p class="note">Widths are unpacked bytes.${hasBase ? ' Hatched: layers of the base image.' : ''}</p>
${columns.map((column) => columnHtml(column, widest)).join('\n')}
</section>`
}

function columnHtml({ title, base, head }: Column, widest: number): string {
  if (base === undefined && head === undefined) return ''
  const bar = (name: string, image: Image | undefined) =>
    image === undefined
      ? ''
      : `<div class="row"><span class="name">${name}</span><span class="value">${formatSize(unpackedSize(image))}</span>${barSvg(`${title} ${name}`, image, widest)}</div>`
  const table = head === undefined ? '' : layerTable(title, head, base)
  return `<h3>${escapeHtml(title)}</h3><div class="strips">${bar('base', base)}${bar('head', head)}</div>${table}`
}

const width = 1000
const height = 18

/** Draws all layers, bottom first. The full width represents `widest` bytes. */
export function barSvg(name: string, image: Image, widest: number): string {
  const label = `${name}: ${plural(image.layers.length, 'layer')}, ${formatSize(unpackedSize(image))}`
  let from = 0
  const rects = image.layers.map((layer) => {
    const x = (width * from) / widest
    from += layer.size
    const box = { x: rounded(x), y: 0, width: rounded((width * layer.size) / widest), height }
    return `<rect${attributes({ class: layer.base === true ? 'layer of-base' : 'layer', ...box })}/>`
  })
  const svg = attributes({
    viewBox: `0 0 ${width} ${height}`,
    preserveAspectRatio: 'none',
    role: 'img',
    'aria-label': label,
  })
  return `<svg class="bar"${svg}>${rects.join('')}</svg>`
}

const rounded = (value: number) => Math.round(value * 100) / 100

const mostLayers = 40

function layerTable(title: string, head: Image, base: Image | undefined): string {
  const states = layerStates(base, head)
  const hasWaste = head.layers.some(({ wasted = 0 }) => wasted > 0)
  const rows = head.layers.slice(0, mostLayers).map((layer, index) => {
    return `<tr><td>${index + 1}</td><td class="text">${originText(layer)}</td><td>${formatSize(layer.size)}</td><td>${formatSize(layer.compressedSize)}</td>${hasWaste ? `<td>${formatSize(layer.wasted ?? 0)}</td>` : ''}<td class="text">${states[index]}</td></tr>`
  })
  const left = head.layers.length - rows.length
  const header = ['', 'Layer', 'Unpacked', 'Pulled', ...(hasWaste ? ['Wasted'] : []), 'At head']
  return `<details><summary>${plural(head.layers.length, 'layer')} of ${escapeHtml(title)} at head</summary>
<div class="scroll" role="region" aria-label="Layers of ${escapeHtml(title)}" tabindex="0"><table>
<thead><tr>${header.map((text) => (text === '' ? '<td></td>' : `<th scope="col">${text}</th>`)).join('')}</tr></thead>
<tbody>${rows.join('')}</tbody>
</table></div>${left > 0 ? `<p class="note">… and ${left} more.</p>` : ''}</details>`
}

const longestOrigin = 160

function originText({ createdBy, base }: Layer): string {
  const origin =
    createdBy === undefined ? '' : `<code>${escapeHtml(shownName(createdBy).slice(0, longestOrigin))}</code>`
  return base === true ? `${origin} <small>base image</small>` : origin
}
