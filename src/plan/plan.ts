import type { Engine } from '../build/engine.ts'
import { InputError } from '../errors.ts'
import type { Budget, Platform } from '../model.ts'
import type { Workspace } from '../workspace.ts'
import type { World } from '../world.ts'
import { type Config, defaultConfig } from './config.ts'
import { loadConfig } from './config-file.ts'
import type { GitHubContext } from './context.ts'
import { type Discovery, discoverMain, type MainPackage, namedMain } from './discover.ts'
import { openGit } from './git.ts'
import type { Inputs } from './inputs.ts'
import { findModules } from './modules.ts'
import { findRevisions, type Revisions } from './revisions.ts'
import { findGo, type GoTool, missingCompiler } from './tools.ts'
import { type Checkouts, checkOut } from './worktrees.ts'

/** What can be known before the modules are there: the configuration, the tools, and both revisions on disk. */
export interface Ground {
  readonly config: Config
  /** Absent when the defaults hold. */
  readonly configFile?: string
  /** Budgets that the configuration of base has; absent without a base, or where it cannot be read. */
  readonly baseBudgets?: readonly Budget[]
  readonly go: GoTool
  readonly engine: Engine
  readonly revisions: Revisions
  readonly checkouts: Checkouts
  /** Directories with a go.mod at head, relative to its root. */
  readonly modules: readonly string[]
}

/** Everything that is decided before anything is built. */
export interface Plan extends Ground {
  readonly app: string
  readonly main: MainPackage
  readonly platform: Platform
}

/** A step that may have found nothing but sentences about what is wrong. */
type Found<T> = { readonly value: T } | { readonly problems: readonly string[] }

/**
 * Lays the ground. Problems do not stop it at the first one: whoever adds the step wants to hear of all of them in
 * one run, those of the main package too.
 */
export async function layGround(
  world: World,
  workspace: Workspace,
  inputs: Inputs,
  context: GitHubContext | undefined,
  opened: Engine | { readonly problem: string },
): Promise<Ground> {
  const problems: string[] = []
  const noted = <T>(found: Found<T>): T | undefined => {
    if ('value' in found) return found.value
    problems.push(...found.problems)
    return undefined
  }
  const go = noted(asFound(await findGo(world, inputs.directory)))
  const engine = noted(asFound(opened))
  const git = noted(await attempt(() => openGit(world.exec, inputs.directory)))
  const root = git?.root ?? inputs.directory
  const loaded = await loadConfig(world, root, inputs.config)
  if ('problems' in loaded) problems.push(...loaded.problems)
  const { config, file } = 'problems' in loaded ? { config: defaultConfig(), file: undefined } : loaded
  if (go !== undefined && !('problems' in loaded)) {
    const problem = await missingCompiler(world, go, config.modes)
    if (problem !== undefined) problems.push(problem)
  }
  const revisions = git && noted(asFound(await findRevisions(git, inputs.base, context)))
  const checkouts = git && revisions && (await checkOut(world, workspace, git, revisions))
  const modules = checkouts && (await findModules(world.files, checkouts.head))
  if (problems.length > 0 || !(go && engine && revisions && checkouts && modules)) {
    if (go && checkouts && modules) {
      const discovery = await findMain(world, { checkouts, modules, config })
      if ('problem' in discovery) problems.push(discovery.problem)
    }
    throw new InputError(problems)
  }
  const before =
    checkouts.base === undefined ? undefined : await loadConfig(world, checkouts.base, inputs.config)
  return {
    config,
    ...(file === undefined ? {} : { configFile: file }),
    ...(before !== undefined && 'config' in before ? { baseBudgets: before.config.budgets } : {}),
    go,
    engine,
    revisions,
    checkouts,
    modules,
  }
}

/** Decides what is left once the modules can be listed. */
export async function makePlan(world: World, ground: Ground): Promise<Plan> {
  const discovery = await findMain(world, ground)
  if ('problem' in discovery) throw new InputError([discovery.problem])
  const { main, because } = discovery
  const app = ground.config.app ?? main.name
  world.log.info(`main package ${main.module === '.' ? '' : `${main.module}/`}${main.path} (${because})`)
  return { ...ground, app, main, platform: `linux/${world.host.arch}` }
}

function findMain(
  world: World,
  { checkouts, modules, config }: Pick<Ground, 'checkouts' | 'modules' | 'config'>,
): Promise<Discovery> {
  return config.main === undefined
    ? discoverMain(world.exec, checkouts.head, modules)
    : namedMain(world.exec, checkouts.head, modules, config.main)
}

function asFound<T extends object>(found: T | { readonly problem: string }): Found<T> {
  return 'problem' in found ? { problems: [found.problem] } : { value: found }
}

async function attempt<T>(work: () => Promise<T>): Promise<Found<T>> {
  try {
    return { value: await work() }
  } catch (error) {
    if (error instanceof InputError) return { problems: error.problems }
    throw error
  }
}
