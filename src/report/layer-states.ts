import type { Image } from '../model/image.ts'

/** How each layer of head's image differs from base, bottom first; empty texts if there is no base. */
export function layerStates(base: Image | undefined, { layers, changes }: Image): readonly LayerState[] {
  const known = new Set(base?.layers.map(({ diffId }) => diffId))
  return layers.map(({ diffId }, index) => {
    if (base === undefined) return ''
    if (known.has(diffId)) return 'as in base'
    return changes?.timesOnly.includes(index) === true ? 'times only' : 'changed'
  })
}

type LayerState = '' | 'as in base' | 'times only' | 'changed'
