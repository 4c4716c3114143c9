import { type Finding, finding } from '../../findings/finding.ts'
import type { InspectedVariant } from '../../images/inspect-variants.ts'
import type { Image } from '../../model/image.ts'
import type { VariantSet } from '../../model/variant-set.ts'

const mostFiles = 3
/** In bytes. The times of a layer's files change its compressed size a little in every build. */
const leastOfTimes = 1024

/** In bytes. Less is not reported. */
const leastWasted = 100_000

/** Findings about files in the app's own layers that later layers hide. */
export function wastedFindings(inspected: VariantSet<InspectedVariant>): readonly Finding[] {
  return inspected.pairs().flatMap(({ base, head: { mode, inspection } }): readonly Finding[] => {
    const bytes = wastedBy(inspection.image)
    if (bytes < leastWasted) return []
    const files = inspection.image.layers.flatMap(({ wastedFiles = [], base: isBase }, layer) =>
      isBase === true ? [] : wastedFiles.map((file) => ({ ...file, path: `/${file.path}`, layer })),
    )
    const largest = files.toSorted((a, b) => b.size - a.size).slice(0, mostFiles)
    const before = base === undefined ? {} : { base: wastedBy(base.inspection.image) }
    return [
      finding(
        'image/wasted',
        { bytes, ...before, files: largest },
        { verdict: 'pass', revision: 'head', mode: mode.name },
      ),
    ]
  })
}

function wastedBy({ layers }: Image): number {
  const own = layers.filter(({ base }) => base !== true)
  return own.reduce((sum, { wasted = 0 }) => sum + wasted, 0)
}

/** Findings about layers that differ although the program is the same, or only in file times. */
export function layerFindings(inspected: VariantSet<InspectedVariant>): readonly Finding[] {
  return inspected.pairs().flatMap(({ base: of, head: { mode, inspection: head } }) => {
    const base = of?.inspection
    const { changes } = head.image
    if (base === undefined || changes === undefined) return []
    const isSameProgram = base.binary.sha256 === head.binary.sha256
    return head.image.layers.flatMap((after, index): readonly Finding[] => {
      const before = base.image.layers[index]
      if (before === undefined) return []
      const about = { verdict: 'pass', revision: 'head', mode: mode.name } as const
      const delta = after.compressedSize - before.compressedSize
      const layer = {
        layer: index,
        ...(after.createdBy === undefined ? {} : { createdBy: after.createdBy }),
        pulled: delta,
      }
      if (changes.timesOnly.includes(index)) {
        return Math.abs(delta) < leastOfTimes ? [] : [finding('image/not-reproducible', layer, about)]
      }
      const files = changes.files.filter(({ layer }) => layer === index).map(({ path }) => `/${path}`)
      if (!isSameProgram || files.length === 0 || changes.more > 0) return []
      const shown = files.slice(0, mostFiles)
      const params = { ...layer, files: shown, more: files.length - shown.length }
      return [finding('image/layer-changed', params, about)]
    })
  })
}
