import { InputError } from '../common/errors.ts'
import { lastOf } from '../common/paths.ts'
import { fail, type Problem, type Result, succeed } from '../common/result.ts'
import { type Config, defaultConfig } from '../config/config.ts'
import type { Inputs } from '../config/inputs.ts'
import { loadConfig } from '../config/load.ts'
import type { Engine } from '../effects/engine.ts'
import type { Workspace } from '../effects/workspace.ts'
import type { World } from '../effects/world.ts'
import type { Budget } from '../model/budget.ts'
import type { Platform } from '../model/variant.ts'
import {
  type DockerfileSurvey,
  type ImageBuild,
  mayHaveDockerfile,
} from '../repository/dockerfiles/survey.ts'
import type { GitHubContext } from '../repository/event.ts'
import { type Git, openGit } from '../repository/git/git.ts'
import { findRevisions, type Revisions } from '../repository/git/revisions.ts'
import { type Checkouts, checkOut } from '../repository/git/worktrees.ts'
import { type Obstacle, predictBuild } from '../repository/go/build-preflight.ts'
import {
  type Discovery,
  discoverMain,
  type GoSearch,
  type MainPackage,
  namedMain,
} from '../repository/go/discover.ts'
import { findModules } from '../repository/go/modules.ts'
import { findGo, type GoTool } from '../repository/go/toolchain.ts'
import { compiledPackages } from './choose-dockerfile.ts'
import {
  type ConfiguredImage,
  chooseImages,
  compiledHere,
  followsDockerfile,
  type ImageSurvey,
  joined,
  surveyProblems,
} from './mode-images.ts'
import { obstacleOf, unfitImages, withoutCompiler } from './platform-check.ts'

/** What can be known before the modules are there: the configuration, the tools, and both revisions on disk. */
export interface Preflight {
  readonly config: Config
  /** Absent when the defaults hold. */
  readonly configFile?: string
  /** Budgets that the configuration of base has; absent without a base, or where it cannot be read. */
  readonly baseBudgets?: readonly Budget[]
  readonly go: GoTool
  readonly engine: Engine
  readonly git: Git
  readonly revisions: Revisions
  readonly checkouts: Checkouts
  /** Root of the user's own checkout. */
  readonly root: string
  /** Name of the repository. */
  readonly repository: string
  /** Directories with a go.mod at head, relative to its root. */
  readonly modules: readonly string[]
}

/** Everything that is decided before anything is built. */
export interface Plan extends Preflight {
  readonly app: string
  readonly main: MainPackage
  /** Why `go build` will not build head, as far as that is seen without building. */
  readonly obstacles: readonly Obstacle[]
  /** How the shipped image is built; absent: with the built-in image. */
  readonly dockerfile?: ImageBuild
  /** Dockerfiles and compose files of head. */
  readonly survey: DockerfileSurvey
  /** How the images are built that the configuration names for single modes. */
  readonly configured: readonly ConfiguredImage[]
  /** Why the Dockerfile cannot compile head, if that is seen. */
  readonly builderObstacle?: Obstacle
  /** Packages of the program at head that use cgo; absent where they could not be listed. */
  readonly cgo?: readonly string[]
  readonly platform: Platform
}

/**
 * Lays the ground. Problems do not stop it at the first one: whoever adds the step wants to hear of all of them in
 * one run, those of the main package too.
 */
export async function preflight(
  world: World,
  workspace: Workspace,
  inputs: Inputs,
  context: GitHubContext | undefined,
  opened: Engine | { readonly problem: string },
): Promise<Preflight> {
  const problems: string[] = []
  const noted = <T>(found: Result<T, Problem | readonly Problem[]>): T | undefined => {
    if (found.ok) return found.value
    problems.push(...[found.problem].flat().map(({ message }) => message))
    return undefined
  }
  const go = noted(await findGo(world, inputs.directory))
  const engine = noted(asResult(opened))
  const git = noted(await openGit(world.exec, inputs.directory))
  const root = git?.root ?? inputs.directory
  const repository = context?.repo ?? lastOf(root)
  const loaded = await loadConfig(world, root, inputs.config)
  const { config, file } = noted(loaded) ?? { config: defaultConfig(), file: undefined }
  const revisions = git && noted(await findRevisions(git, inputs.base, context))
  const checkouts = git && revisions && (await checkOut(world, workspace, git, revisions))
  const modules = checkouts && (await findModules(world.files, checkouts.head))
  if (problems.length > 0 || !(go && engine && git && revisions && checkouts && modules)) {
    if (go && checkouts && modules) {
      const hasDockerfile = await mayHaveDockerfile(world.files, checkouts.head, config.dockerfile)
      if (!hasDockerfile && loaded.ok)
        problems.push(...(await withoutCompiler(world, go, compiledHere(config.modes, undefined))))
      const discovery = await findMain(world, { checkouts, modules, config, root, repository })
      if (!discovery.ok) problems.push(discovery.problem.message)
    }
    throw new InputError(problems)
  }
  const before =
    checkouts.base === undefined ? undefined : await loadConfig(world, checkouts.base, inputs.config)
  return {
    config,
    ...(file === undefined ? {} : { configFile: file }),
    ...(before?.ok === true ? { baseBudgets: before.value.config.budgets } : {}),
    go,
    engine,
    git,
    revisions,
    checkouts,
    root,
    repository,
    modules,
  }
}

/** What is known of head besides its files. */
export interface HeadFacts {
  /** Why it could not be prepared, if so. */
  readonly unprepared?: { readonly message: string; readonly output: readonly string[] } | undefined
  readonly survey: ImageSurvey
}

/** Decides what is left once the modules can be listed. */
export async function makePlan(
  world: World,
  ground: Preflight,
  { unprepared, survey }: HeadFacts,
): Promise<Plan> {
  const { config, checkouts } = ground
  const discovery = await findMain(world, ground, compiledPackages(joined(survey)))
  const wrong = surveyProblems(survey)
  const { modes } = config
  if (!discovery.ok || wrong.length > 0) {
    const failure =
      unprepared === undefined ? [] : [[unprepared.message, ...unprepared.output.slice(-3)].join(' / ')]
    const here = joined(survey).builds.length === 0 ? compiledHere(modes, undefined) : []
    throw new InputError([
      ...failure,
      ...(await withoutCompiler(world, ground.go, here)),
      ...(discovery.ok ? [] : [discovery.problem.message]),
      ...wrong,
    ])
  }
  const { main, because } = discovery.value
  const chosen = chooseImages(modes, survey, main)
  if ('problems' in chosen) throw new InputError(chosen.problems)
  const { shipped, configured } = chosen
  const platform: Platform = `linux/${world.host.arch}`
  const own = shipped !== undefined && 'build' in shipped && modes.some(followsDockerfile) ? [shipped] : []
  const here = compiledHere(modes, shipped)
  const unfit = [
    ...(await unfitImages(world, checkouts.head, platform, [...own, ...configured])),
    ...(await withoutCompiler(world, ground.go, here)),
  ]
  if (unfit.length > 0) throw new InputError(unfit)
  const app = config.app ?? main.name
  world.log.info(`main package ${main.module === '.' ? '' : `${main.module}/`}${main.path} (${because})`)
  if (shipped !== undefined && modes.some(followsDockerfile))
    world.log.info(
      'none' in shipped ? `built-in image: ${shipped.none}` : told(shipped.build, shipped.because),
    )
  for (const { mode, build } of configured) world.log.info(told(build, `named for mode ${mode.name}`))
  const { obstacles, cgo } = await predictBuild(world, searchIn(ground), main)
  // a Dockerfile may well make what is missing here
  for (const { message, fix } of here.length > 0 ? obstacles : []) {
    world.log.info(`go build will fail: ${message}; ${fix}`)
  }
  const obstacle =
    shipped !== undefined && 'build' in shipped
      ? await obstacleOf(world, checkouts.head, shipped.build, main)
      : undefined
  if (obstacle !== undefined) world.log.info(`it will not build: ${obstacle.message}; ${obstacle.fix}`)
  return {
    ...ground,
    app,
    main,
    obstacles,
    survey: survey.all,
    ...(cgo === undefined ? {} : { cgo }),
    ...(shipped !== undefined && 'build' in shipped ? { dockerfile: shipped.build } : {}),
    configured,
    ...(obstacle === undefined ? {} : { builderObstacle: obstacle }),
    platform,
  }
}

function told({ dockerfile, context, target }: ImageBuild, because: string): string {
  const stage = target === undefined ? '' : `, target ${target}`
  return `Dockerfile ${dockerfile}${stage}, context ${context} (${because})`
}

function findMain(
  world: World,
  ground: Pick<Preflight, 'checkouts' | 'modules' | 'config' | 'root' | 'repository'>,
  compiled: readonly string[] = [],
): Promise<Discovery> {
  const { config, repository } = ground
  return config.main === undefined
    ? discoverMain(world, searchIn(ground), { repository, compiled })
    : namedMain(world, searchIn(ground), config.main)
}

export function searchIn(
  { checkouts, modules, config, root }: Pick<Preflight, 'checkouts' | 'modules' | 'config' | 'root'>,
  checkout = checkouts.head,
): GoSearch {
  return { checkout, root, modules, tags: config.build.tags }
}

function asResult<T extends object>(found: T | { readonly problem: string }): Result<T> {
  return 'problem' in found ? fail(found.problem) : succeed(found)
}
