/** Images that the engine loads before they are started. */
import { settleAll } from '../common/settle.ts'
import type { Engine } from '../effects/engine.ts'
import type { VariantSet } from '../model/variant-set.ts'
import { type BuiltVariant, isBuilt, type UnbuiltVariant } from './built-variant.ts'

type ReadVariant = BuiltVariant & {
  readonly inspection: { readonly binary: { readonly sha256: string } }
}

/**
 * Loads the images that came as archives, beside work that does not need the engine. Base with the program of head is left out: it
 * may well be the same image, which is not started twice. An image that cannot be loaded fails where it is started.
 */
export async function loadImages(
  engine: Pick<Engine, 'load'>,
  variants: VariantSet<ReadVariant | UnbuiltVariant>,
): Promise<void> {
  const built = variants.filter(isBuilt)
  const needed = [...built].filter(({ revision, mode, platform, inspection }) => {
    const head = built.pair(mode.name, platform)?.head
    return revision === 'head' || head?.inspection.binary.sha256 !== inspection.binary.sha256
  })
  await settleAll(needed.map(({ image }) => engine.load(image.reference).catch(() => {})))
}
