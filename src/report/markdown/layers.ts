/** The section of the comment about images and their layers. */
import type { Report } from '../../document/report.ts'
import type { Image, Layer } from '../../model/image.ts'
import { formatDelta, formatSize } from '../../model/quantity.ts'
import { columnsOf } from '../columns.ts'
import { layerStates } from '../layer-states.ts'
import { variantOf } from '../lookup.ts'
import { code, name, sentence } from '../text.ts'
import { type Align, details, table } from './gfm.ts'

const mostRows = 15

export function layersSection(report: Report): string | undefined {
  const blocks = columnsOf(report, name).flatMap(({ mode, platform, title }) => {
    const head = variantOf(report, 'head', mode, platform)
    if (head?.image === undefined) return []
    const base = variantOf(report, 'base', mode, platform)?.image
    const { id, entrypoint, user, workingDir } = head.image
    const run = [
      `entry point ${code(JSON.stringify(entrypoint), 120)}`,
      user === '' ? 'no user' : `user ${code(user)}`,
      ...(workingDir === '' ? [] : [`in ${code(workingDir)}`]),
    ]
    const parts = partsText(base, head.image)
    return [
      `**${title}** · ${head.source} image ${code(id.replace(/^sha256:/, '').slice(0, 12))}, ${run.join(', ')}`,
      ...(parts === undefined ? [] : [parts]),
      layerTable(base, head.image),
    ]
  })
  return blocks.length === 0 ? undefined : details('Layers and images', blocks.join('\n\n'))
}

/** Sizes of the base image and the app's layers with their changes; undefined without a base image. */
function partsText(before: Image | undefined, { layers }: Image): string | undefined {
  if (!layers.some(isOfBase)) return undefined
  const part = (label: string, isIn: (layer: Layer) => boolean) => {
    const size = sizeOf(layers.filter(isIn))
    const change = before === undefined ? undefined : size - sizeOf(before.layers.filter(isIn))
    const changed =
      change === undefined ? '' : ` (${change === 0 ? 'unchanged' : sentence(formatDelta(change, 'B'))})`
    return `${label} ${sentence(formatSize(size))}${changed}`
  }
  return `${part('Base image', isOfBase)}, ${part('app', (layer) => !isOfBase(layer))}, unpacked.`
}

const isOfBase = ({ base }: Layer) => base === true
const sizeOf = (layers: readonly Layer[]) => layers.reduce((sum, { size }) => sum + size, 0)

interface Column {
  readonly header: string
  readonly align: Align
  readonly cell: (layer: Layer, index: number) => string
}

function layerTable(before: Image | undefined, image: Image): string {
  const { layers } = image
  const states = layerStates(before, image)
  const columns: readonly Column[] = [
    { header: '', align: 'left', cell: (_, index) => `${index + 1}` },
    {
      header: 'Layer',
      align: 'left',
      cell: ({ createdBy }) => (createdBy === undefined ? '' : code(createdBy, 60)),
    },
    ...(layers.some(isOfBase)
      ? [
          {
            header: 'From',
            align: 'left',
            cell: (layer: Layer) => (isOfBase(layer) ? 'base image' : 'app'),
          } as const,
        ]
      : []),
    { header: 'Unpacked', align: 'right', cell: ({ size }) => sentence(formatSize(size)) },
    { header: 'Pulled', align: 'right', cell: ({ compressedSize }) => sentence(formatSize(compressedSize)) },
    ...(layers.some(({ wasted = 0 }) => wasted > 0)
      ? [
          {
            header: 'Wasted',
            align: 'right',
            cell: ({ wasted = 0 }: Layer) => sentence(formatSize(wasted)),
          } as const,
        ]
      : []),
    { header: '', align: 'left', cell: (_, index) => states[index] ?? '' },
  ]
  const shown = layers.slice(0, mostRows)
  const rows = shown.map((layer, index) => columns.map(({ cell }) => cell(layer, index)))
  const drawn = table(
    columns.map(({ header }) => header),
    columns.map(({ align }) => align),
    rows,
  )
  return layers.length > mostRows ? `${drawn}\n\n… and ${layers.length - mostRows} more.` : drawn
}
