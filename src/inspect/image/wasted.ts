/** Bytes of layers that are invisible in a container. */
import { componentsOf } from '../../common/paths.ts'
import type { LayerContent } from '../../effects/archives.ts'
import type { Layer } from '../../model/image.ts'
import type { LayerNode } from './layers.ts'

export interface Wasted {
  readonly bytes: number
  /** Sorted by size, the largest first. */
  readonly files: NonNullable<Layer['wastedFiles']>
}

const mostFiles = 5

/** The wasted bytes of each layer. Content counts once, even if it has several hard links. It is wasted if no link is left. */
export function wastedIn(layers: readonly LayerContent[], root: LayerNode): readonly Wasted[] {
  const visible = layers.map(() => new Set<number>())
  const visit = (node: LayerNode): void => {
    if (node.offset !== undefined) visible[node.layer]?.add(node.offset)
    for (const child of node.children?.values() ?? []) visit(child)
  }
  visit(root)
  return layers.map(({ members }, index) => {
    const lost = members.filter(
      ({ offset, path }) => offset !== undefined && visible[index]?.has(offset) !== true && !isWhiteout(path),
    )
    const largest = lost.filter(({ size }) => size > 0).toSorted((a, b) => b.size - a.size)
    return {
      bytes: lost.reduce((sum, { size }) => sum + size, 0),
      files: largest.slice(0, mostFiles).map(({ path, size }) => ({
        path: componentsOf(path).join('/'),
        size,
        replaced: existsIn(root, path),
      })),
    }
  })
}

/** Whether the path exists after all layers. */
function existsIn(root: LayerNode, path: string): boolean {
  let node: LayerNode | undefined = root
  for (const name of componentsOf(path)) node = node?.children?.get(name)
  return node !== undefined
}

const isWhiteout = (path: string) => componentsOf(path).at(-1)?.startsWith('.wh.') === true
