/** Reading what was built, and explaining its programs. */
import type { Phases } from '../common/phases.ts'
import { settleAll } from '../common/settle.ts'
import { besideSteps } from '../effects/beside.ts'
import type { Builds } from '../images/build.ts'
import { isBuilt, type UnbuiltVariant } from '../images/built-variant.ts'
import { lostBeforeRead, unlessEngineLost } from '../images/engine-lost.ts'
import {
  type InspectedVariant,
  inspectAll,
  type ReadVariant,
  readPrograms,
} from '../images/inspect-variants.ts'
import type { SavedImages } from '../images/saved-images.ts'
import type { VariantSet } from '../model/variant-set.ts'
import type { Plan } from '../plan/plan.ts'
import { type Explanation, explainCheck, nothingExplained } from './explain-check.ts'
import type { LinkTools } from './linked/link-again.ts'

export interface ReadTools extends LinkTools {
  readonly engine: Parameters<typeof inspectAll>[0]['engine']
}

/** Reading the images mostly waits for the engine, so the programs are explained meanwhile. No start is timed here. */
export async function inspectAndExplain(
  handles: ReadTools,
  plan: Plan,
  { images, built }: { readonly images: SavedImages; readonly built: Builds['variants'] },
  phases: Pick<Phases, 'run'>,
): Promise<Explanation & { readonly inspected: VariantSet<InspectedVariant | UnbuiltVariant> }> {
  const { world } = handles
  const read = await readPrograms(world, built, plan.target.main)
  const [inspected, explanation] = await settleAll([
    inspectImages(handles, plan, images, read),
    explainCheck({ ...handles, world: besideSteps(world) }, plan, read, phases),
  ])
  const isLost = ![...inspected].some(isBuilt)
  return { inspected, ...(isLost ? nothingExplained : explanation) }
}

function inspectImages(
  { world, engine }: Pick<ReadTools, 'world' | 'engine'>,
  plan: Plan,
  images: SavedImages,
  read: VariantSet<ReadVariant | UnbuiltVariant>,
): Promise<VariantSet<InspectedVariant | UnbuiltVariant>> {
  return world.log.step('read binaries and images', () =>
    unlessEngineLost<VariantSet<InspectedVariant | UnbuiltVariant>>(
      world,
      () => inspectAll({ images, engine }, read, plan.target.main),
      (detail) => lostBeforeRead(read, detail),
    ),
  )
}
