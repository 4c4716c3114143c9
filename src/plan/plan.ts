/** What is to be built and measured: decisions only. */
import { InputError } from '../common/errors.ts'
import type { World } from '../effects/world.ts'
import { type Obstacle, obstacleMessage, obstacleText } from '../findings/obstacles.ts'
import type { Platform } from '../model/variant.ts'
import type { VariantSet } from '../model/variant-set.ts'
import type { DockerfileSurvey, ImageBuild } from '../repository/dockerfiles/survey.ts'
import { predictBuild } from '../repository/go/build-preflight.ts'
import { namedMain } from '../repository/go/discover.ts'
import { type DiscoveredMain, type MainPackage, mainDirectory } from '../repository/go/main-package.ts'
import { compiledPackages, type DockerfileChoice } from './choose-dockerfile.ts'
import {
  type ConfiguredImage,
  chooseImages,
  compiledHere,
  followsDockerfile,
  type ImageChoice,
  type ImageSurvey,
  joined,
  surveyProblems,
} from './mode-images.ts'
import { type PlannedVariant, planVariants } from './planned-variant.ts'
import { obstacleOf, unfitImages, withoutCompiler } from './platform-check.ts'
import { findMain, type Preflight, searchIn } from './preflight.ts'
import { withCgo } from './static-cgo.ts'

/** The program that is built, and for what. */
export interface BuildTarget {
  readonly main: MainPackage
  readonly platform: Platform
  /** Why `go build` will not build head, as far as that is seen without building. */
  readonly obstacles: readonly Obstacle[]
  /** Packages of the program at head that use cgo; absent where they could not be listed. */
  readonly cgo?: readonly string[]
  /** Those among them that do not work without it. */
  readonly needsCgo: readonly string[]
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

/** What is known of head besides its files. */
export interface HeadFacts {
  /** Why it could not be prepared, if so. */
  readonly unprepared?: { readonly obstacle: Obstacle; readonly output: readonly string[] } | undefined
  readonly survey: ImageSurvey
}

/**
 * Decides what remains once the modules can be listed.
 *
 * @throws {InputError} with everything that stands against building
 */
export async function makePlan(world: World, ground: Preflight, head: HeadFacts): Promise<Plan> {
  const { settings, source } = ground
  const { config } = settings
  const { modes } = config
  const { survey } = head
  const found = await mainOf(world, ground, head)
  const chosen = chooseImages(modes, survey, found.main)
  if (!chosen.ok) throw new InputError(chosen.problem.map(({ message }) => message))
  const { shipped, configured } = chosen.value
  const { main, because } = await asCompiled(world, ground, found, shipped)
  const platform: Platform = `linux/${world.host.arch}`
  const here = compiledHere(modes, shipped)
  const { obstacles, cgo, needsCgo } = await predictBuild(world, searchIn(source, config.build.tags), main)
  const linked = here.map((mode) => withCgo(mode, needsCgo))
  await requireFit(world, ground, { platform, here: linked, images: chosen.value })
  for (const line of choices(main, because, { modes, images: chosen.value })) world.log.info(line)
  // a Dockerfile may well make what is missing here
  for (const one of here.length > 0 ? obstacles : []) {
    world.log.info(`go build will fail: ${obstacleText(one)}`)
  }
  return {
    ...ground,
    app: config.app ?? main.name,
    target: { main, platform, obstacles, needsCgo, ...(cgo === undefined ? {} : { cgo }) },
    images: {
      ...(shipped?.kind === 'build' ? { shipped: await shippedBy(world, source, shipped.build, main) } : {}),
      configured,
      survey: survey.all,
    },
    variants: planVariants(modes, source.checkouts, platform),
  }
}

/** The main package, or an error with what keeps it, and the Dockerfiles that are named, from being found. */
async function mainOf(
  world: World,
  ground: Preflight,
  { unprepared, survey }: HeadFacts,
): Promise<DiscoveredMain> {
  const all = joined(survey)
  const discovery = await findMain(world, ground, compiledPackages(all))
  const wrong = surveyProblems(survey)
  if (discovery.ok && wrong.length === 0) return discovery.value
  const here = all.builds.length === 0 ? compiledHere(ground.settings.config.modes, undefined) : []
  throw new InputError([
    ...(unprepared === undefined
      ? []
      : [[obstacleMessage(unprepared.obstacle), ...unprepared.output.slice(-3)].join(' / ')]),
    ...(await withoutCompiler(world, ground.go, here)),
    ...(discovery.ok ? [] : [discovery.problem.message]),
    ...wrong,
  ])
}

/** The main package by the name that the Dockerfile has for it, a link perhaps: the program carries that name. */
async function asCompiled(
  world: World,
  { settings, source }: Preflight,
  found: DiscoveredMain,
  shipped: ImageChoice['shipped'],
): Promise<DiscoveredMain> {
  const link = shipped?.kind === 'build' ? shipped.build.links?.get(mainDirectory(found.main)) : undefined
  if (link === undefined) return found
  const named = await namedMain(world, searchIn(source, settings.config.build.tags), link)
  return named.ok
    ? {
        main: { ...named.value.main, name: found.main.name },
        because: `${found.because}; ${link} is a link to it`,
      }
    : found
}

async function requireFit(
  world: World,
  { settings, source, go }: Preflight,
  chosen: {
    readonly platform: Platform
    /** Modes that are compiled on this machine. */
    readonly here: readonly PlannedVariant['mode'][]
    readonly images: ImageChoice
  },
): Promise<void> {
  const { shipped, configured } = chosen.images
  const own = shipped?.kind === 'build' && settings.config.modes.some(followsDockerfile) ? [shipped] : []
  const unfit = [
    ...(await unfitImages(world, source.checkouts.head, chosen.platform, [...own, ...configured])),
    ...(await withoutCompiler(world, go, chosen.here)),
  ]
  if (unfit.length > 0) throw new InputError(unfit)
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

async function shippedBy(
  world: World,
  { checkouts }: Preflight['source'],
  build: ImageBuild,
  main: MainPackage,
): Promise<ShippedDockerfile> {
  const obstacle = await obstacleOf(world, checkouts.head, build, main)
  if (obstacle === undefined) return { build }
  world.log.info(`it will not build: ${obstacleText(obstacle)}`)
  return { build, obstacle }
}
