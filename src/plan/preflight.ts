/** The part of planning that needs no modules: the configuration, the tools, and both revisions on disk. */
import { checkedInput, InputError, requireInput } from '../common/errors.ts'
import { lastOf } from '../common/paths.ts'
import type { Checked, Problem, Result } from '../common/result.ts'
import { settleAll } from '../common/settle.ts'
import { type Config, defaultConfig } from '../config/config.ts'
import type { Inputs } from '../config/inputs.ts'
import { type FoundConfig, loadConfig } from '../config/load.ts'
import type { Engine } from '../effects/engine.ts'
import type { Workspace } from '../effects/workspace.ts'
import type { World } from '../effects/world.ts'
import type { GitHubContext } from '../repository/event.ts'
import type { Git } from '../repository/git/git.ts'
import { findRevisions, type Revisions } from '../repository/git/revisions.ts'
import { type CheckoutState, ownTree, readCheckout } from '../repository/git/smudged.ts'
import { type CheckoutRequest, type Checkouts, checkOut } from '../repository/git/worktrees.ts'
import { discoverMain, namedMain } from '../repository/go/discover.ts'
import type { MainEvidence } from '../repository/go/main-evidence.ts'
import type { Discovery, GoSearch } from '../repository/go/main-package.ts'
import { findModules, requireFitModules } from '../repository/go/modules.ts'
import { findGo, type GoTool } from '../repository/go/toolchain.ts'
import type { Handles } from './handles.ts'
import { learnSecrets } from './secrets.ts'

/** The compared revisions, and their directories. */
export interface SourceTrees {
  /** Root of the user's own checkout. */
  readonly root: string
  /** Name of the repository. */
  readonly repository: string
  /** URL of the repository on its server; absent outside of GitHub Actions. */
  readonly address?: string
  readonly revisions: Revisions
  readonly checkouts: Checkouts
  /** Directories with a go.mod at head, relative to its root. */
  readonly modules: readonly string[]
}

export interface Settings extends FoundConfig {
  /** Budgets in the configuration of base; absent without base, or if it cannot be read. */
  readonly ofBase?: Pick<Config, 'budgets' | 'vulnerabilities'>
}

export interface Preflight {
  readonly settings: Settings
  readonly go: GoTool
  readonly source: SourceTrees
}

export interface PreflightRequest extends Pick<CheckoutRequest, 'beside'> {
  readonly inputs: Inputs
  /** Absent outside of GitHub Actions. */
  readonly context: GitHubContext | undefined
  /** Opens the engine. */
  readonly docker: () => Promise<Result<Engine>>
  /** Opens the checkout. */
  readonly git: () => Promise<Result<Git>>
  /** Removes worktrees and files of killed runs. Awaited before worktrees are made. */
  readonly removeLeftovers: () => Promise<unknown>
}

/**
 * Opens the tools and checks out both revisions. It does not stop at the first problem: one run reports all of them,
 * including those of the main package.
 *
 * @throws {InputError} with all problems
 */
export async function preflight(
  world: World,
  workspace: Workspace,
  { docker, ...request }: PreflightRequest,
): Promise<{ readonly preflight: Preflight; readonly handles: Handles }> {
  const { inputs, context } = request
  await requireDirectory(world, inputs.directory)
  const problems: string[] = []
  const noted = <T>(found: Result<T, Problem | readonly Problem[]>): T | undefined => {
    if (found.ok) return found.value
    problems.push(...[found.problem].flat().map(({ message }) => message))
    return undefined
  }
  const [foundGo, foundEngine, opened] = await settleAll([
    findGo(world, inputs.directory),
    docker(),
    openTrees(world, workspace, request),
  ])
  const [go, engine, git] = [noted(foundGo), noted(foundEngine), noted(opened.git)]
  const { root } = opened
  const repository = context?.repo ?? lastOf(root)
  const settings = noted(opened.settings) ?? { config: defaultConfig() }
  const revisions = opened.revisions && noted(opened.revisions)
  const checkouts = opened.checkouts && noted(opened.checkouts)
  const modules = checkouts && noted(await checkedInput(() => findModules(world.files, checkouts.head)))
  const { base } = checkouts ?? {}
  if (base !== undefined) noted(await checkedInput(() => requireFitModules(world.files, base, modules ?? [])))
  const names = { repository, ...(context && { address: addressOf(context) }) }
  const source = revisions && checkouts && modules && { root, ...names, revisions, checkouts, modules }
  if (problems.length > 0 || !(go && engine && git && source)) {
    const main = async () => source && requireInput(await findMain(world, { settings, source }))
    noted(await checkedInput(main))
    // base and head often have the same problem
    throw new InputError([...new Set(problems)])
  }
  const ofBase = await configOf(world, source.checkouts.base, inputs.config)
  const found = { settings: { ...settings, ...(ofBase && { ofBase }) }, go, source }
  for (const line of describe(found, engine)) world.log.info(line)
  return { preflight: found, handles: { world, workspace, engine, git } }
}

/** Commands cannot run in a directory that does not exist. */
async function requireDirectory({ files }: Pick<World, 'files'>, directory: string): Promise<void> {
  if ((await files.stat(directory))?.kind === 'directory') return
  const fix = 'run actions/checkout first, or point working-directory (--repo) at one'
  throw new InputError([`${directory} is not a directory: ${fix}`])
}

type SourceRequest = Omit<PreflightRequest, 'docker'>

/** The checkout, and both revisions on disk, unless there are problems. */
async function openTrees(
  world: World,
  workspace: Workspace,
  request: SourceRequest,
): Promise<OpenSource & { readonly checkouts?: Checked<Checkouts> }> {
  const opened = await openSource(world, request)
  const { git, revisions, state } = opened
  if (!git.ok || revisions?.ok !== true) return opened
  // before the trees are checked out, which can take long
  logRevisions(world.log, revisions.value)
  await request.removeLeftovers()
  const { beside } = request
  const given = { ...revisions.value, ...(state && { state }), ...(beside && { beside }) }
  return { ...opened, checkouts: await checkOut(world, workspace, git.value, given) }
}

interface OpenSource {
  readonly root: string
  readonly git: Result<Git>
  readonly settings: Checked<FoundConfig>
  readonly revisions?: Result<Revisions>
  readonly state?: CheckoutState
}

/**
 * The checkout, its configuration, and its revisions. Secrets are learned before git finds the revisions, because its
 * errors are shown.
 */
async function openSource(
  world: World,
  { inputs: { directory, base, config }, context, git: open }: SourceRequest,
): Promise<OpenSource> {
  const git = await open()
  const root = git.ok ? git.value.root : directory
  const settings = await loadConfig(world, root, config)
  await learnSecrets(world, settings.ok ? settings.value.config : defaultConfig(), root)
  const opened = { root, git, settings }
  if (!git.ok) return opened
  const [revisions, state] = await settleAll([
    findRevisions(git.value, base, context),
    readCheckout(world.files, ownTree(git.value)),
  ])
  return { ...opened, revisions, state }
}

function addressOf({ serverUrl, owner, repo }: GitHubContext): string {
  return `${serverUrl}/${owner}/${repo}`
}

/** Logs which commits are compared. */
function logRevisions(log: World['log'], { base, head, because }: Revisions): void {
  log.info(`base ${base?.sha ?? 'none'} (${because})`)
  log.info(`head ${head.sha}${head.dirty === true ? ' and uncommitted changes' : ''}`)
}

/** Lines about the tools, the configuration and the submodules, for the log. */
function describe({ settings, go, source }: Preflight, engine: Engine): readonly string[] {
  return [
    `${go.version}, ${engine.name} ${engine.version}, configuration ${settings.file ?? 'defaults'}`,
    ...describeSubmodules(source.checkouts),
  ]
}

function describeSubmodules({ submodules = {} }: Checkouts): readonly string[] {
  return (['base', 'head'] as const).flatMap((revision) => {
    const { brought = [], absent = [] } = submodules[revision] ?? {}
    return [
      ...brought.map(({ path, sha }) => `${revision}: submodule ${path} at ${sha.slice(0, 9)}`),
      ...absent.map(({ path }) => `${revision}: submodule ${path} is empty, as in the checkout`),
    ]
  })
}

async function configOf(
  world: World,
  checkout: string | undefined,
  named: string | undefined,
): Promise<Settings['ofBase']> {
  const found = checkout === undefined ? undefined : await loadConfig(world, checkout, named)
  return found?.ok === true ? found.value.config : undefined
}

/** @param compiled packages that Dockerfiles compile */
export function findMain(
  world: World,
  { settings: { config }, source }: Pick<Preflight, 'settings' | 'source'>,
  compiled: readonly MainEvidence[] = [],
): Promise<Discovery> {
  const search = searchIn(source, config.build.tags)
  return config.main === undefined
    ? discoverMain(world, search, { repository: source.repository, compiled })
    : namedMain(world, search, config.main)
}

export function searchIn(
  { checkouts, modules, root }: Pick<SourceTrees, 'checkouts' | 'modules' | 'root'>,
  tags: Config['build']['tags'],
  checkout = checkouts.head,
): GoSearch {
  return { checkout, root, modules, tags }
}
