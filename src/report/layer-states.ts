import type { Image } from '../model/image.ts'

/** What became of each layer of head's image, bottom first; empty words where there is no base. */
export function layerStates(base: Image | undefined, { layers, changes }: Image): readonly LayerState[] {
  const known = new Set(base?.layers.map(({ diffId }) => diffId))
  return layers.map(({ diffId }, index) => {
    if (base === undefined) return ''
    if (known.has(diffId)) return 'as in base'
    return changes?.timesOnly.includes(index) === true ? 'times only' : 'changed'
  })
}

type LayerState = '' | 'as in base' | 'times only' | 'changed'
