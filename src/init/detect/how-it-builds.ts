import { defaultConfig } from '../../config/config.ts'
import { withTrees } from '../../doctor/facts/gather-plan.ts'
import type { World } from '../../effects/world.ts'
import { obstacleText } from '../../findings/obstacles.ts'
import { prepareFor } from '../../findings/tree-obstacles.ts'
import { compiledHere } from '../../plan/mode-images.ts'
import { checkTrees } from '../../plan/tree-check.ts'
import type { ImageBuild } from '../../repository/dockerfiles/image-build.ts'
import { openCheckout } from '../../repository/git/git.ts'
import type { MainPackage } from '../../repository/go/main-package.ts'
import type { Detected, ImageFound } from './detected.ts'

type Building = Pick<Detected, 'prepare' | 'obstacles'>

export const noObstacles: Building = { obstacles: [] }

/** Files that the build needs but git lacks, determined as in a check. */
export async function howItBuilds(
  world: World,
  root: string,
  main: MainPackage,
  { found, build }: { readonly found: ImageFound; readonly build?: ImageBuild },
): Promise<Building> {
  const config = defaultConfig()
  const shipped =
    found.kind === 'dockerfile' && build !== undefined
      ? ({ kind: 'build', build, because: found.because } as const)
      : ({ kind: 'none', because: 'linkgate measures the built-in image' } as const)
  const git = await openCheckout(world, root)
  const { head } = await withTrees(world, { git, root, context: undefined }, ({ source }) =>
    checkTrees(
      world,
      { settings: { config }, source },
      {
        main,
        platform: `linux/${world.host.arch}`,
        images: { shipped, configured: [] },
        here: compiledHere(config.modes, shipped),
      },
    ),
  )
  const { obstacles, go } = head
  const needed = [...new Set(obstacles.flatMap((one) => prepareFor(one) ?? []))]
  const [useful] = go.obstacles.flatMap((one) => prepareFor(one) ?? [])
  const command = needed.length > 0 ? needed.join(' && ') : useful
  return {
    ...(command === undefined ? {} : { prepare: { command, needed: needed.length > 0 } }),
    obstacles: obstacles.filter((one) => prepareFor(one) === undefined).map(obstacleText),
  }
}
