import { type Result, succeed } from '../common/result.ts'
import { settleAll } from '../common/settle.ts'
import type { Config } from '../config/config.ts'
import type { World } from '../effects/world.ts'
import { type Obstacle, obstacleMessage } from '../findings/obstacles.ts'
import type { Mode } from '../model/mode.ts'
import { imagePlatform, type Platform } from '../model/platform.ts'
import type { BuildForecast } from '../repository/go/build-preflight.ts'
import { namedMain } from '../repository/go/discover.ts'
import type { GoList } from '../repository/go/list.ts'
import { listModule } from '../repository/go/list-program.ts'
import {
  type DiscoveredMain,
  type Discovery,
  type MainPackage,
  mainDirectory,
  type UndecidedMain,
} from '../repository/go/main-package.ts'
import { missingModules } from '../repository/go/missing-module.ts'
import { compiledPackages } from './choose-dockerfile.ts'
import { foreignTo } from './foreign.ts'
import {
  chooseImages,
  compiledHere,
  followsDockerfile,
  type ImageChoice,
  type ImageSurvey,
  joined,
  surveyProblems,
} from './mode-images.ts'
import type { PlannedPlatform } from './planned-variant.ts'
import { obstacleOf, unfitImages } from './platform-check.ts'
import { findMain, type Preflight, searchIn } from './preflight.ts'
import { withCgo } from './static-cgo.ts'
import { checkTrees, type PlanProblem, planProblem, type TreeQuestion, treeProblems } from './tree-check.ts'

/** Facts about the revisions other than their files. */
export interface HeadFacts {
  /** Set if `build.prepare` failed: the reason, and its output. */
  readonly unprepared?: { readonly obstacle: Obstacle; readonly output: readonly string[] } | undefined
  /** `build.prepare` has not run, so the files that it generates are missing. */
  readonly toPrepare?: boolean
  readonly survey: ImageSurvey
  /** Absent without base. */
  readonly baseSurvey?: ImageSurvey | undefined
  /** `build.prepare` failed at base, so there is no baseline, and files that base lacks are no problem. */
  readonly isBaseUnprepared?: boolean
}

/** Decisions about head before anything is built. */
export interface Decision {
  readonly main: MainPackage
  readonly because: string
  readonly images: ImageChoice
  /** In the order of tables. */
  readonly platforms: readonly [PlannedPlatform, ...PlannedPlatform[]]
  /** Modes that are certainly compiled on this machine. */
  readonly here: readonly Mode[]
  /** What `go build` would do with each revision on this machine. */
  readonly forecast: { readonly head: BuildForecast; readonly base?: BuildForecast }
  /** Reasons why head certainly does not build. */
  readonly obstacles: readonly Obstacle[]
}

export interface PlanDecision {
  readonly discovery: Discovery
  /** Modes that are certainly compiled on this machine; incomplete if the problems leave that open. */
  readonly here: readonly Mode[]
  readonly decision: Result<Decision, readonly PlanProblem[]>
}

/**
 * Decides what to build, once the modules can be listed. A problem prevents building the images as they ship: `check`
 * stops at it, and `doctor` reports it.
 */
export async function decide(world: World, preflight: Preflight, head: HeadFacts): Promise<PlanDecision> {
  const { survey, unprepared } = head
  const all = joined(survey)
  const [discovery, atBase] = await settleAll([
    findMain(world, preflight, compiledPackages(all)),
    listBase(world, preflight),
  ])
  const wrong = surveyProblems(survey)
  if (discovery.ok && wrong.length === 0) {
    const { listed: atHead, ...found } = discovery.value
    const listed = { ...(atHead && { head: atHead }), ...(atBase && { base: atBase }) }
    return { discovery, ...(await decideFor(world, preflight, { ...head, listed }, found)) }
  }
  const here = all.builds.length === 0 ? compiledHere(preflight.settings.config.modes, undefined) : []
  const problem: readonly PlanProblem[] = [
    ...(unprepared === undefined
      ? []
      : [{ message: [obstacleMessage(unprepared.obstacle), ...unprepared.output.slice(-3)].join(' / ') }]),
    ...(discovery.ok ? [] : await notFound(world, preflight, discovery.problem)),
    ...wrong.map((message) => ({ message })),
  ]
  return { discovery, here, decision: { ok: false, problem } }
}

/** Packages of base; undefined if the main package is configured, or if it may be in one of several modules. */
async function listBase(world: World, { settings, source }: Preflight): Promise<GoList | undefined> {
  const { checkouts, modules } = source
  const { main, build } = settings.config
  const [module] = modules
  if (checkouts.base === undefined || main !== undefined || module === undefined || modules.length > 1)
    return undefined
  const listed = await listModule(world, searchIn(source, build.tags, checkouts.base), module)
  return listed.ok ? listed.value : undefined
}

/** Why there is no main package. If the Go command listed nothing, the reason may be a missing directory in go.mod or go.work. */
async function notFound(
  world: World,
  { source: { checkouts, root, modules } }: Preflight,
  { message, unlisted }: UndecidedMain,
): Promise<readonly PlanProblem[]> {
  const place = { checkout: checkouts.head, root, modules }
  const missing = unlisted === true ? await missingModules(world, place) : []
  return missing.length === 0 ? [{ message }] : missing.map(planProblem)
}

type ListedFacts = HeadFacts & Pick<Required<TreeQuestion>, 'listed'>

async function decideFor(
  world: World,
  preflight: Preflight,
  { survey, unprepared, toPrepare = false, isBaseUnprepared = false, listed }: ListedFacts,
  found: DiscoveredMain,
): Promise<Omit<PlanDecision, 'discovery'>> {
  const { config } = preflight.settings
  const chosen = chooseImages(config.modes, survey, found.main)
  if (!chosen.ok) return { here: [], decision: chosen }
  const images = chosen.value
  const { main, because } = await asCompiled(world, preflight, found, images.shipped)
  const platforms = await platformsFor(world, config)
  const [{ platform }] = platforms
  const here = compiledHere(config.modes, images.shipped)
  const trees = await checkTrees(world, preflight, { main, platform, images, here, listed })
  const linked = here.map((mode) => withCgo(mode, trees.head.go.cgo?.needing))
  const unfit = await unfitFor(world, preflight, { platform, images })
  // if `build.prepare` failed or has not run, that explains the missing files
  const isPrepared = !toPrepare && unprepared === undefined
  const problem = [
    ...unfit.map((message) => ({ message })),
    ...(isPrepared ? treeProblems(isBaseUnprepared ? { head: trees.head } : trees, config.prepare) : []),
  ]
  if (problem.length > 0) return { here: linked, decision: { ok: false, problem } }
  const { checkouts } = preflight.source
  const tooOld =
    images.shipped?.kind === 'build'
      ? await obstacleOf(world, checkouts.head, images.shipped.build, main)
      : undefined
  const forecast = { head: trees.head.go, ...(trees.base && { base: trees.base.go }) }
  const sure = [...(tooOld === undefined ? [] : [tooOld]), ...(isPrepared ? trees.head.obstacles : [])]
  const decision = succeed({ main, because, images, platforms, here: linked, forecast, obstacles: sure })
  return { here: linked, decision }
}

/** The configured platforms. Default: that of this machine. */
async function platformsFor(world: World, { platforms = [] }: Config): Promise<Decision['platforms']> {
  const plannedFor = async (platform: Platform): Promise<PlannedPlatform> => {
    const foreign = await foreignTo(world, platform, platforms)
    return { platform, ...(foreign === undefined ? {} : { foreign }) }
  }
  const [first = imagePlatform(world.host), ...others] = platforms
  return [await plannedFor(first), ...(await settleAll(others.map(plannedFor)))]
}

/** The main package under the name that the Dockerfile uses, which may be a symbolic link: the program gets that name. */
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

async function unfitFor(
  world: World,
  { settings, source }: Preflight,
  chosen: Pick<Decision, 'images'> & { readonly platform: Platform },
): Promise<readonly string[]> {
  const { shipped, configured } = chosen.images
  const own = shipped?.kind === 'build' && settings.config.modes.some(followsDockerfile) ? [shipped] : []
  return unfitImages(world, source.checkouts.head, chosen.platform, [...own, ...configured])
}
