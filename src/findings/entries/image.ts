/** Layers that differ although the program is the same, and wasted bytes. */
import * as z from 'zod'
import { formatDelta, formatSize } from '../../model/quantity.ts'
import { amount, magnitude, optional, readonlyObject, text } from '../../model/schema.ts'
import { entry } from '../entry.ts'
import { revisionAndMode } from '../subject.ts'

const layer = {
  /** Counted from 0 at the bottom. */
  layer: magnitude,
  /** Dockerfile instruction. */
  createdBy: optional(text),
  /** Change of its compressed size, in bytes. */
  pulled: amount,
}

interface LayerParams {
  readonly layer: number
  readonly createdBy?: string
  readonly pulled: number
}

const layerName = ({ layer, createdBy }: LayerParams) =>
  `Layer ${layer + 1}${createdBy === undefined ? '' : ` (\`${createdBy}\`)`}`

/** Matches layers of a RUN in the notation of BuildKit and the legacy builder, which put build arguments before the command. */
const commandLayer = /^(?:RUN\s|\|\d+\s|\/bin\/sh -c (?!#\(nop\)))/

const sizeText = ({ pulled }: LayerParams) =>
  pulled === 0
    ? 'The compressed size is unchanged'
    : `The compressed size changed by ${formatDelta(pulled, 'B')}`

export const imageEntries = {
  'image/layer-changed': entry({
    verdicts: ['pass'],
    title: 'layer changed',
    params: readonlyObject({
      ...layer,
      /** Some of the changed files. */
      files: z.array(text).readonly(),
      /** Number of changed files that are not listed. */
      more: magnitude,
    }),
    message: ({ files, more, ...layer }) =>
      `${layerName(layer)} differs from base, although the program is the same: ${files.join(', ')}${more > 0 ? ` and ${more} more` : ''} changed. ${sizeText(layer)}.`,
    fix: ({ createdBy = '' }) =>
      commandLayer.test(createdBy)
        ? 'run the command in an earlier stage, and copy only the files that the image needs'
        : 'exclude files that the image does not need in .dockerignore, or copy only those that it needs',
  }),

  'image/not-reproducible': entry({
    verdicts: ['pass'],
    title: 'not reproducible',
    params: readonlyObject(layer),
    message: (layer) =>
      `${layerName(layer)} has the same files as in base, with other modification times. ${sizeText(layer)}.`,
    fix: () =>
      'set the build argument `SOURCE_DATE_EPOCH`, which BuildKit uses as the modification time of files',
  }),

  'image/wasted': entry({
    verdicts: ['pass'],
    title: 'wasted bytes',
    params: readonlyObject({
      /** Bytes in layers of the app that no container sees. */
      bytes: magnitude,
      /** The same for base; absent without a base to compare with. */
      base: optional(magnitude),
      /** The largest files. */
      files: z
        .array(readonlyObject({ path: text, size: magnitude, layer: magnitude, replaced: z.boolean() }))
        .readonly(),
    }),
    message: ({ bytes, base, files }, about) =>
      `${revisionAndMode(about)}: ${formatSize(bytes)} in layers of the app are replaced or removed by later layers${base === undefined ? '' : `, ${base === bytes ? 'as in base' : `${formatSize(base)} in base`}`}. ${files.map(wastedText).join(' ')}`,
    fix: ({ files }) =>
      files.some(({ replaced }) => replaced)
        ? 'copy each file once, with its mode and owner (`COPY --chmod`, `COPY --chown`)'
        : 'remove files in the instruction that creates them, or in an earlier stage',
  }),
} as const

const wastedText = ({
  path,
  size,
  layer,
  replaced,
}: {
  path: string
  size: number
  layer: number
  replaced: boolean
}) => `\`${path}\` (${formatSize(size)}, layer ${layer + 1}) is ${replaced ? 'replaced' : 'removed'}.`
