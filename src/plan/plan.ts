/** The plan of a run: what to build and measure. It has decisions, but no handles. */
import { requireInput } from '../common/errors.ts'
import type { World } from '../effects/world.ts'
import { type Obstacle, obstacleText, obstacleTexts } from '../findings/obstacles.ts'
import type { Platform } from '../model/platform.ts'
import type { Revision } from '../model/revision.ts'
import type { VariantSet } from '../model/variant-set.ts'
import { unsupportedContexts } from '../repository/builds/build-contexts.ts'
import { shownArguments } from '../repository/builds/named-build.ts'
import type { ImageBuild } from '../repository/dockerfiles/image-build.ts'
import type { DockerfileSurvey } from '../repository/dockerfiles/survey.ts'
import { appNameOf } from '../repository/go/app-name.ts'
import type { BuildForecast, CgoUse } from '../repository/go/build-preflight.ts'
import type { SourcePackage } from '../repository/go/list-program.ts'
import { inRepository, type MainPackage } from '../repository/go/main-package.ts'
import { chooseDockerfile, type DockerfileChoice } from './choose-dockerfile.ts'
import { type Decision, decide, type HeadFacts } from './decide.ts'
import { type ConfiguredImage, followsDockerfile, type ImageChoice, type ImageSurvey } from './mode-images.ts'
import { type PlannedVariant, planVariants } from './planned-variant.ts'
import type { Preflight } from './preflight.ts'

/** The program to build, and its platform. */
export interface BuildTarget {
  readonly main: MainPackage
  /** The platform that is being built, or else the first one of the plan. */
  readonly platform: Platform
  /** Reasons why `go build` cannot build head, as far as they are visible without building. */
  readonly obstacles: readonly Obstacle[]
  /** How the program uses cgo. Revisions whose packages could not be listed are absent. */
  readonly cgo: Partial<Readonly<Record<Revision, CgoUse>>>
  /** Packages of the program, listed with the configured tags. Revisions are absent as in `cgo`. */
  readonly sources: Partial<Readonly<Record<Revision, readonly SourcePackage[]>>>
}

/** How the production image is built. */
export interface ShippedDockerfile {
  readonly build: ImageBuild
  /** How base is built, if its own files describe that. Default: like head. */
  readonly ofBase?: ImageBuild
  /** Why it cannot compile head, if that is visible without building. */
  readonly obstacle?: Obstacle
}

/** The Dockerfiles of the images. */
export interface ImagePlan {
  /** Absent if the built-in image is measured. */
  readonly shipped?: ShippedDockerfile
  /** Builds of the Dockerfiles that are configured for single modes. */
  readonly configured: readonly ConfiguredImage[]
  /** Dockerfiles and compose files of head. */
  readonly survey: DockerfileSurvey
}

/** Whether Dockerfiles compile all programs, so the Go command of this machine is needed only for a fallback. */
export function isGoIdle({ shipped, configured }: Pick<ImagePlan, 'shipped' | 'configured'>): boolean {
  return shipped !== undefined || configured.length > 0
}

/** All decisions before anything is built. */
export interface Plan extends Preflight {
  readonly app: string
  readonly target: BuildTarget
  readonly images: ImagePlan
  readonly variants: VariantSet<PlannedVariant>
}

/** The part of a plan about one platform. */
export function planFor(plan: Plan, platform: Platform): Plan {
  return {
    ...plan,
    target: { ...plan.target, platform },
    variants: plan.variants.filter((one) => one.platform === platform),
  }
}

/** In the order of tables. */
export function platformsIn({ variants }: Pick<Plan, 'variants'>): readonly Platform[] {
  return [...new Set([...variants].map(({ platform }) => platform))]
}

/** @throws {InputError} with everything that prevents building */
export async function makePlan(world: World, preflight: Preflight, head: HeadFacts): Promise<Plan> {
  const { settings, source } = preflight
  const { config } = settings
  const { decision } = await decide(world, preflight, head)
  const { main, because, images, platforms, here, forecast, obstacles: sure } = requireInput(decision)
  const [{ platform }] = platforms
  for (const line of choices(main, because, { modes: config.modes, images })) world.log.info(line)
  for (const note of head.survey.all.notes) world.log.info(note)
  const { obstacles } = forecast.head
  // a Dockerfile may generate what is missing in the checkout
  for (const text of here.length > 0 ? obstacleTexts(obstacles) : [])
    world.log.info(`go build will fail: ${text}`)
  const { shipped, configured } = images
  return {
    ...preflight,
    app: config.app ?? appNameOf(main.importPath, source.repository),
    target: {
      main,
      platform,
      obstacles,
      cgo: ofEach(forecast, ({ cgo }) => cgo),
      sources: ofEach(forecast, ({ sources }) => sources),
    },
    images: {
      ...(shipped?.kind === 'build'
        ? { shipped: shippedBy(world, builds(shipped.build, main, head.baseSurvey), sure) }
        : {}),
      configured,
      survey: head.survey.all,
    },
    variants: planVariants(config.modes, source.checkouts, platforms),
  }
}

function ofEach<T>(
  { head, base }: Decision['forecast'],
  known: (forecast: BuildForecast) => T | undefined,
): Partial<Record<Revision, T>> {
  const [ofHead, ofBase] = [known(head), base && known(base)]
  return {
    ...(ofHead === undefined ? {} : { head: ofHead }),
    ...(ofBase === undefined ? {} : { base: ofBase }),
  }
}

/** The choices and their reasons, for the log. */
function choices(
  main: MainPackage,
  because: string,
  chosen: { readonly modes: readonly PlannedVariant['mode'][]; readonly images: ImageChoice },
): readonly string[] {
  const { shipped, configured } = chosen.images
  return [
    `main package ${inRepository(main.module, main.path)} (${because})`,
    ...(shipped !== undefined && chosen.modes.some(followsDockerfile) ? [describeShipped(shipped)] : []),
    ...(shipped?.kind === 'build' ? reservations(shipped.build) : []),
    ...configured.map(({ mode, build }) => describeBuild(build, `configured for mode ${mode.name}`)),
  ]
}

/** The production image and the reason for it. */
export function describeShipped(shipped: Exclude<DockerfileChoice, { readonly kind: 'problem' }>): string {
  return shipped.kind === 'none'
    ? `built-in image: ${shipped.because}`
    : describeBuild(shipped.build, shipped.because)
}

function describeBuild(
  { dockerfile, inline, context, target, buildArgs }: ImageBuild,
  because: string,
): string {
  const stage = target === undefined ? '' : `, target ${target}`
  const given = Object.entries(shownArguments(buildArgs)).map(([name, value]) => `${name}=${value}`)
  const written = inline === undefined ? dockerfile : `written in ${dockerfile}`
  return `Dockerfile ${written}${stage}, context ${context} (${because})${given.length === 0 ? '' : ` with ${given.join(', ')}`}`
}

/** Log lines about arguments and contexts that the described build has, but linkgate's does not. */
function reservations(build: ImageBuild): readonly string[] {
  const { by, unknownArgs } = build
  const contexts = [...unsupportedContexts(build).keys()]
  return [
    ...(unknownArgs.length === 0
      ? []
      : [
          `it is built without ${unknownArgs.join(', ')}, whose values depend on the run (${by}): set those that matter with \`build: { build-args: { … } }\` in .github/linkgate.yml`,
        ]),
    ...(contexts.length === 0
      ? []
      : [
          `it is built without the named build contexts ${contexts.join(', ')} of ${by}, which linkgate does not support`,
        ]),
  ]
}

/**
 * Whether an obstacle of `go build` also stops the build of the Dockerfile. Others concern only this machine, or may
 * disappear in a prepared context.
 */
function stopsDockerfile(obstacle: Obstacle): boolean {
  if (obstacle.kind === 'embed-missing') return obstacle.absence.because?.kind === 'left-out'
  return /^(?:builder-too-old|source-missing|package-left-out)$/.test(obstacle.kind)
}

function shippedBy(
  world: World,
  builds: Pick<ShippedDockerfile, 'build' | 'ofBase'>,
  sure: readonly Obstacle[],
): ShippedDockerfile {
  const obstacle = sure.find(stopsDockerfile)
  if (obstacle === undefined) return builds
  world.log.info(`it will not build: ${obstacleText(obstacle)}`)
  return { ...builds, obstacle }
}

/** How each revision is built: a changed stage or argument, for example in a bake file, is a change like any other. */
function builds(
  build: ImageBuild,
  main: MainPackage,
  ofBase: ImageSurvey | undefined,
): Pick<ShippedDockerfile, 'build' | 'ofBase'> {
  const choice = ofBase === undefined ? undefined : chooseDockerfile(ofBase.all, main)
  return choice?.kind === 'build' ? { build, ofBase: choice.build } : { build }
}
