/** What is to be built and measured: decisions only. */
import { requireInput } from '../common/errors.ts'
import type { World } from '../effects/world.ts'
import { type Obstacle, obstacleText } from '../findings/obstacles.ts'
import type { Platform } from '../model/variant.ts'
import type { VariantSet } from '../model/variant-set.ts'
import type { DockerfileSurvey, ImageBuild } from '../repository/dockerfiles/survey.ts'
import { appNameOf } from '../repository/go/app-name.ts'
import type { CgoUse } from '../repository/go/build-preflight.ts'
import type { MainPackage } from '../repository/go/main-package.ts'
import type { DockerfileChoice } from './choose-dockerfile.ts'
import { decide, type HeadFacts } from './decide.ts'
import { type ConfiguredImage, followsDockerfile, type ImageChoice } from './mode-images.ts'
import { type PlannedVariant, planVariants } from './planned-variant.ts'
import type { Preflight } from './preflight.ts'

/** The program that is built, and for what. */
export interface BuildTarget {
  readonly main: MainPackage
  readonly platform: Platform
  /** Why `go build` will not build head, as far as that is seen without building. */
  readonly obstacles: readonly Obstacle[]
  /** How the program uses cgo at head; absent where its packages could not be listed. */
  readonly cgo?: CgoUse
}

/** How the shipped image is built. */
export interface ShippedDockerfile {
  readonly build: ImageBuild
  /** Why it cannot compile head, if that is seen without building. */
  readonly obstacle?: Obstacle
}

/** What the images are built from. */
export interface ImagePlan {
  /** Absent where it is the built-in image that is measured. */
  readonly shipped?: ShippedDockerfile
  /** How the images are built that the configuration names for single modes. */
  readonly configured: readonly ConfiguredImage[]
  /** Dockerfiles and compose files of head. */
  readonly survey: DockerfileSurvey
}

/** Everything that is decided before anything is built. */
export interface Plan extends Preflight {
  readonly app: string
  readonly target: BuildTarget
  readonly images: ImagePlan
  readonly variants: VariantSet<PlannedVariant>
}

/** @throws {InputError} with everything that stands against building */
export async function makePlan(world: World, ground: Preflight, head: HeadFacts): Promise<Plan> {
  const { settings, source } = ground
  const { config } = settings
  const { decision } = await decide(world, ground, head)
  const { main, because, images, platform, here, forecast, obstacles: sure } = requireInput(decision)
  for (const line of choices(main, because, { modes: config.modes, images })) world.log.info(line)
  const { obstacles, cgo } = forecast
  // a Dockerfile may well make what is missing here
  for (const one of here.length > 0 ? obstacles : []) {
    world.log.info(`go build will fail: ${obstacleText(one)}`)
  }
  const { shipped, configured } = images
  return {
    ...ground,
    app: config.app ?? appNameOf(main.importPath, source.repository),
    target: { main, platform, obstacles, ...(cgo === undefined ? {} : { cgo }) },
    images: {
      ...(shipped?.kind === 'build' ? { shipped: shippedBy(world, shipped.build, sure) } : {}),
      configured,
      survey: head.survey.all,
    },
    variants: planVariants(config.modes, source.checkouts, platform),
  }
}

/** What was chosen and why, for the log. */
function choices(
  main: MainPackage,
  because: string,
  chosen: { readonly modes: readonly PlannedVariant['mode'][]; readonly images: ImageChoice },
): readonly string[] {
  const { shipped, configured } = chosen.images
  return [
    `main package ${main.module === '.' ? '' : `${main.module}/`}${main.path} (${because})`,
    ...(shipped !== undefined && chosen.modes.some(followsDockerfile) ? [describeShipped(shipped)] : []),
    ...configured.map(({ mode, build }) => describeBuild(build, `named for mode ${mode.name}`)),
  ]
}

function describeShipped(shipped: Exclude<DockerfileChoice, { readonly kind: 'problem' }>): string {
  return shipped.kind === 'none'
    ? `built-in image: ${shipped.because}`
    : describeBuild(shipped.build, shipped.because)
}

function describeBuild({ dockerfile, context, target }: ImageBuild, because: string): string {
  const stage = target === undefined ? '' : `, target ${target}`
  return `Dockerfile ${dockerfile}${stage}, context ${context} (${because})`
}

function shippedBy(world: World, build: ImageBuild, sure: readonly Obstacle[]): ShippedDockerfile {
  const obstacle = sure.find(({ kind }) => kind === 'builder-too-old' || kind === 'source-missing')
  if (obstacle === undefined) return { build }
  world.log.info(`it will not build: ${obstacleText(obstacle)}`)
  return { build, obstacle }
}
