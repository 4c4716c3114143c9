/** Building the images, and the probe that starts them. */
import { settleAll } from '../common/settle.ts'
import type { World } from '../effects/world.ts'
import { type Builds, buildAll } from '../images/build.ts'
import type { BuildAllOptions } from '../images/build-platform.ts'
import { isBuilt } from '../images/built-variant.ts'
import { lostBeforeBuilt, unlessEngineLost } from '../images/engine-lost.ts'
import type { SavedImages } from '../images/saved-images.ts'
import { imagePlatform } from '../model/platform.ts'
import type { Handles } from '../plan/handles.ts'
import type { Plan } from '../plan/plan.ts'
import { buildProbe } from './probe/build.ts'

export interface ImageBuildOptions extends BuildAllOptions {
  /** Directory of the probe's source. */
  readonly probeSource: string
  /** Times what the builders do. */
  readonly building: World
  /** Whether anything is going to be started. */
  readonly needsStarts: boolean
}

export async function buildImages(
  handles: Handles,
  plan: Plan,
  images: SavedImages,
  { probeSource: source, building, ...options }: ImageBuildOptions,
): Promise<Builds> {
  const { world, workspace } = handles
  const { needsStarts } = options
  const { go } = plan
  const platform = imagePlatform(world.host)
  const probe = () =>
    buildProbe(world, { source, directory: workspace.directory, platform, go, withTls: false })
  const { shipped, configured } = plan.images
  const isGoIdle = shipped !== undefined || configured.length > 0
  const [builds] = await settleAll([
    unlessEngineLost<Builds>(
      world,
      () => buildAll({ ...handles, world: building }, plan, images, options),
      (detail) => ({ variants: lostBeforeBuilt(plan, detail), findings: [], bases: [] }),
    ),
    // a failure counts only if something is to be started: it is reported below
    isGoIdle && needsStarts ? probe().catch(() => undefined) : undefined,
  ])
  // before the cache is saved, so that the next run finds it there
  if (needsStarts && builds.variants.filter(isBuilt).size > 0) await probe()
  return builds
}
