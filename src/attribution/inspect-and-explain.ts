/** Inspects what was built, and explains its programs. */
import type { Phases } from '../common/phases.ts'
import { settleAll } from '../common/settle.ts'
import { besideSteps } from '../effects/beside.ts'
import type { Builds } from '../images/build.ts'
import {
  type BuiltVariant,
  hasProgram,
  isBuilt,
  type ProgramVariant,
  type UnbuiltVariant,
} from '../images/built-variant.ts'
import { lostBeforeRead, unlessEngineLost } from '../images/engine-lost.ts'
import {
  type ImageInspector,
  imageInspector,
  type ReadVariant,
  type VariantReading,
} from '../images/inspect-variants.ts'
import { type ImageLoader, type LoadingEngine, openLoader } from '../images/load-images.ts'
import { programReader } from '../images/read-programs.ts'
import type { SavedImages } from '../images/saved-images.ts'
import type { VariantSet } from '../model/variant-set.ts'
import type { Plan } from '../plan/plan.ts'
import { type Explanation, nothingExplained, openExplainer } from './explain-check.ts'
import type { LinkTools } from './linked/link-again.ts'

export interface ReadTools extends LinkTools {
  readonly engine: LoadingEngine
  readonly images: SavedImages
}

export interface Inspector {
  /** Call it with each variant as soon as it is built, while others still are being built. */
  readonly onBuilt: (variant: BuiltVariant | ProgramVariant) => void
  /** Inspection mostly waits for the engine, so programs are explained in parallel. No start is timed meanwhile. */
  inspectAndExplain(
    built: Builds['variants'],
    phases: Pick<Phases, 'run'>,
  ): Promise<Explanation & { readonly inspected: VariantSet<VariantReading> }>
}

export function openInspector(handles: ReadTools, plan: Plan): Inspector {
  const { world, workspace, results, engine, images } = handles
  const read = programReader(world, plan.target.main)
  const explainer = openExplainer({ workspace, results, world: besideSteps(world) }, plan)
  const loader = openLoader(engine)
  const inspector = imageInspector(images, plan.target.main)
  return {
    onBuilt(variant) {
      if (isBuilt(variant)) loader.begin(variant)
      const take = (one: ReadVariant) => {
        if (isBuilt(one)) loader.take(one)
        explainer.take(one)
        inspector.begin(one)
      }
      // a caller that reads it later gets the failure; this prevents an unhandled rejection
      read(variant).then(take, () => {})
    },
    async inspectAndExplain(built, phases) {
      const programs = await built.mapAsync(async (one) => (hasProgram(one) ? read(one) : one))
      const [inspected, explanation] = await settleAll([
        inspectImages(world, { inspector, loader }, programs),
        explainer.explain(programs, phases),
      ])
      const isLost = ![...inspected].some(hasProgram)
      return { inspected, ...(isLost ? nothingExplained : explanation) }
    },
  }
}

function inspectImages(
  world: ReadTools['world'],
  { inspector, loader }: { readonly inspector: ImageInspector; readonly loader: ImageLoader },
  read: VariantSet<ReadVariant | UnbuiltVariant>,
): Promise<VariantSet<VariantReading>> {
  return world.log.step('read binaries and images', () =>
    unlessEngineLost<VariantSet<VariantReading>>(
      world,
      () => inspector.inspectAll(loader, read),
      (detail) => lostBeforeRead(read, detail),
    ),
  )
}
