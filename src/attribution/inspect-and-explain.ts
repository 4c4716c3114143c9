/** Reading what was built, and explaining its programs. */
import type { Phases } from '../common/phases.ts'
import { settleAll } from '../common/settle.ts'
import { besideSteps } from '../effects/beside.ts'
import type { Builds } from '../images/build.ts'
import { type BuiltVariant, isBuilt, type UnbuiltVariant } from '../images/built-variant.ts'
import { lostBeforeRead, unlessEngineLost } from '../images/engine-lost.ts'
import {
  type InspectedVariant,
  inspectAll,
  programReader,
  type ReadVariant,
} from '../images/inspect-variants.ts'
import type { SavedImages } from '../images/saved-images.ts'
import type { VariantSet } from '../model/variant-set.ts'
import type { Plan } from '../plan/plan.ts'
import { type Explanation, nothingExplained, openExplainer } from './explain-check.ts'
import type { LinkTools } from './linked/link-again.ts'

export interface ReadTools extends LinkTools {
  readonly engine: Parameters<typeof inspectAll>[0]['engine']
}

export interface Inspector {
  /** To be called with what is built while other images are. */
  readonly onBuilt: (variant: BuiltVariant) => void
  /** Reading the images mostly waits for the engine, so the programs are explained meanwhile. No start is timed here. */
  inspectAndExplain(
    made: { readonly images: SavedImages; readonly built: Builds['variants'] },
    phases: Pick<Phases, 'run'>,
  ): Promise<Explanation & { readonly inspected: VariantSet<InspectedVariant | UnbuiltVariant> }>
}

export function openInspector(handles: ReadTools, plan: Plan): Inspector {
  const { world, workspace, results } = handles
  const read = programReader(world, plan.target.main)
  const explainer = openExplainer({ workspace, results, world: besideSteps(world) }, plan)
  return {
    onBuilt(variant) {
      // whoever reads it later gets the failure
      read(variant).then(explainer.take, () => {})
    },
    async inspectAndExplain({ images, built }, phases) {
      const programs = await built.mapAsync(async (one) => (isBuilt(one) ? read(one) : one))
      const [inspected, explanation] = await settleAll([
        inspectImages(handles, plan, images, programs),
        explainer.explain(programs, phases),
      ])
      const isLost = ![...inspected].some(isBuilt)
      return { inspected, ...(isLost ? nothingExplained : explanation) }
    },
  }
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
