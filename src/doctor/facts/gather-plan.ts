/** Plans like a check, from the same trees and with the same functions. */

import { CommandError } from '../../common/errors.ts'
import { lastOf } from '../../common/paths.ts'
import type { Result } from '../../common/result.ts'
import type { Config } from '../../config/config.ts'
import { openWorkspace, type Workspace } from '../../effects/workspace.ts'
import type { World } from '../../effects/world.ts'
import { foreignProgram } from '../../images/dockerfile/own-image.ts'
import { decide } from '../../plan/decide.ts'
import { followsDockerfile, type ImageChoice, surveyImages } from '../../plan/mode-images.ts'
import { describeShipped } from '../../plan/plan.ts'
import type { SourceTrees } from '../../plan/preflight.ts'
import { type PlanProblem, planProblem } from '../../plan/tree-check.ts'
import type { GitHubContext } from '../../repository/event.ts'
import type { Git } from '../../repository/git/git.ts'
import type { Revisions } from '../../repository/git/revisions.ts'
import { checkOut } from '../../repository/git/worktrees.ts'
import { findModules } from '../../repository/go/modules.ts'
import type { GoTool } from '../../repository/go/toolchain.ts'
import type { ConfigFacts, ProductionImage } from './facts.ts'

export interface TreesQuestion {
  readonly git: Result<Git>
  /** Root of the repository. */
  readonly root: string
  readonly context: GitHubContext | undefined
  /** Revisions to check out; absent for only head. */
  readonly revisions?: Revisions | undefined
}

export interface PlanQuestion extends TreesQuestion {
  readonly go: GoTool
}

/** Adds its plan to each configuration. Leaves nothing behind. */
export function withPlans(
  world: World,
  question: PlanQuestion,
  configs: readonly ConfigFacts[],
): Promise<readonly ConfigFacts[]> {
  return withTrees(world, question, async (trees) => {
    const planned: ConfigFacts[] = []
    for (const one of configs) planned.push(await withPlan(world, { go: question.go, ...trees }, one))
    return planned
  })
}

/** Runs `use` while the revisions are checked out as in a check. */
export async function withTrees<T>(
  world: World,
  question: TreesQuestion,
  use: (trees: Trees) => Promise<T>,
): Promise<T> {
  const workspace = await openWorkspace(world)
  try {
    return await use(await sourceTrees(world, workspace, question))
  } finally {
    await workspace.close()
  }
}

interface Trees {
  readonly source: SourceTrees
  /** Why the revisions could not be checked out, so that the working directory is used as head. */
  readonly problems: readonly PlanProblem[]
}

interface PlanFacts extends Trees {
  readonly go: GoTool
}

async function withPlan(world: World, known: PlanFacts, facts: ConfigFacts): Promise<ConfigFacts> {
  if (!facts.config.ok) return facts
  const config = facts.config.value
  const survey = await surveyImages(world.files, known.source.checkouts.head, config)
  const { discovery, here, decision } = await decide(
    world,
    { ...known, settings: { config } },
    { survey, ...(config.prepare === undefined ? {} : { toPrepare: true }) },
  )
  const of = decision.ok ? decision.value.obstacles.map(planProblem) : decision.problem
  // the main package has a separate check
  const own = discovery.ok ? of : of.filter(({ message }) => message !== discovery.problem.message)
  const image = decision.ok
    ? await productionImage(world, known.source.checkouts.head, config, decision.value.images)
    : undefined
  return {
    ...facts,
    main: discovery,
    ...(image === undefined ? {} : { image }),
    compiled: here,
    problems: [...known.problems, ...own],
  }
}

async function productionImage(
  { files }: World,
  checkout: string,
  { modes, prepare }: Config,
  { shipped }: ImageChoice,
): Promise<ProductionImage | undefined> {
  if (shipped === undefined || !modes.some(followsDockerfile)) return undefined
  const choice = describeShipped(shipped)
  if (shipped.kind === 'none') return { choice }
  const { build } = shipped
  const unused = await foreignProgram(files, checkout, build, prepare)
  return { choice, ...(unused === undefined ? {} : { unused: { dockerfile: build.dockerfile, ...unused } }) }
}

async function sourceTrees(
  world: World,
  workspace: Workspace,
  { git, root, context, revisions: given }: TreesQuestion,
): Promise<Trees> {
  const asIs = async (message?: string) => ({
    source: await describe(world, root, { head: root }, noRevisions),
    problems: message === undefined ? [] : [{ message }],
  })
  if (!git.ok) return asIs()
  try {
    const revisions = given ?? (await headAlone(git.value, context))
    if (revisions === undefined) return asIs()
    const checkouts = await checkOut(world, workspace, git.value, revisions)
    return checkouts.ok
      ? { source: await describe(world, root, checkouts.value, revisions), problems: [] }
      : { ...(await asIs()), problems: checkouts.problem }
  } catch (error) {
    if (error instanceof CommandError) return asIs(error.message)
    throw error
  }
}

const noRevisions: Revisions = { base: null, head: { sha: '' }, because: 'there is no commit' }

async function headAlone(git: Git, context: GitHubContext | undefined): Promise<Revisions | undefined> {
  const sha = await git.resolve('HEAD')
  if (sha === undefined) return undefined
  const dirty = context === undefined && (await git.isDirty())
  return { base: null, head: { sha, ...(dirty ? { dirty } : {}) }, because: 'doctor reads only head' }
}

async function describe(
  world: World,
  root: string,
  checkouts: SourceTrees['checkouts'],
  revisions: Revisions,
): Promise<SourceTrees> {
  const modules = await findModules(world.files, checkouts.head)
  return { root, repository: lastOf(root), revisions, checkouts, modules }
}
