/** Builds the images, and the probe that starts them. */
import { settleAll } from '../common/settle.ts'
import type { World } from '../effects/world.ts'
import { type Builds, buildAll } from '../images/build.ts'
import type { BuildAllOptions } from '../images/build-platform.ts'
import { isBuilt } from '../images/built-variant.ts'
import { lostBeforeBuilt, unlessEngineLost } from '../images/engine-lost.ts'
import type { SavedImages } from '../images/saved-images.ts'
import type { Handles } from '../plan/handles.ts'
import { isGoIdle, type Plan } from '../plan/plan.ts'
import type { MadeContainers } from './made-containers.ts'

export interface ImageBuildOptions extends Omit<BuildAllOptions, 'onExpected'> {
  /** Creates containers with the probe while images are built. */
  readonly made: Pick<MadeContainers, 'probe' | 'expect'>
  /** A world that measures the time of the builders. */
  readonly building: World
  /** Whether anything will be started. */
  readonly needsStarts: boolean
}

export async function buildImages(
  handles: Handles,
  plan: Plan,
  images: SavedImages,
  { made: { probe, expect }, building, ...options }: ImageBuildOptions,
): Promise<Builds> {
  const { needsStarts } = options
  const [builds] = await settleAll([
    unlessEngineLost<Builds>(
      handles.world,
      () =>
        buildAll({ ...handles, world: building }, plan, images, {
          ...options,
          ...(needsStarts ? { onExpected: expect } : {}),
        }),
      (detail) => ({ variants: lostBeforeBuilt(plan, detail), findings: [], bases: [] }),
    ),
    // a failure is reported below, and only if something can be started
    isGoIdle(plan.images) && needsStarts ? probe().catch(() => undefined) : undefined,
  ])
  // before the Go build cache is saved, so that the next run finds the probe next to it
  if (needsStarts && builds.variants.filter(isBuilt).size > 0) await probe()
  return builds
}
