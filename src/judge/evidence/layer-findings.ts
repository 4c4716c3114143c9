import type { InspectedVariant } from '../../images/inspect-variants.ts'
import type { Finding } from '../../model/finding.ts'
import type { Layer } from '../../model/image.ts'
import { formatDelta } from '../../model/quantity.ts'
import type { VariantSet } from '../../model/variant-set.ts'

const mostFiles = 3

/** Which layers of an image differ, and why, where that is no change of the program. */
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
      const pulled = `${formatDelta(delta, 'B')} of its compressed size`
      if (changes.timesOnly.includes(index)) {
        // their few compressed bytes are nobody's change
        return delta === 0 ? [] : [{ ...about, ...otherTimes(layerName(index, after), pulled) }]
      }
      const files = changes.files.filter(({ layer }) => layer === index).map(({ path }) => `/${path}`)
      if (!isSameProgram || files.length === 0 || changes.more > 0) return []
      const more = files.length > mostFiles ? ` and ${files.length - mostFiles} more` : ''
      return [
        {
          ...about,
          kind: 'layer-changed',
          message: `${layerName(index, after)} is not that of base, although the program is the same: ${files.slice(0, mostFiles).join(', ')}${more} changed in it, which makes ${pulled}`,
          fix: 'name what the image does not need in .dockerignore, or copy only what it does',
        },
      ]
    })
  })
}

function otherTimes(layer: string, pulled: string): Pick<Finding, 'kind' | 'message' | 'fix'> {
  return {
    kind: 'not-reproducible',
    message: `${layer} has the same files in base and head, with other times: they make ${pulled}`,
    fix: 'a builder writes the time of the build into the files it makes; it can be told another one with the build argument `SOURCE_DATE_EPOCH`',
  }
}

function layerName(index: number, { createdBy }: Layer): string {
  return `Layer ${index + 1}${createdBy === undefined ? '' : ` (\`${createdBy}\`)`}`
}
