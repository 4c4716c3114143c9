/** Facts about this clone. */

import { CommandError } from '../../common/errors.ts'
import { fail, type Result, succeed } from '../../common/result.ts'
import type { World } from '../../effects/world.ts'
import type { GitHubContext } from '../../repository/event.ts'
import type { Git } from '../../repository/git/git.ts'
import { missingContent } from '../../repository/git/missing-content.ts'
import { missingSubmodules } from '../../repository/git/missing-submodules.ts'
import { defaultBranches, findRevisions, type Revisions } from '../../repository/git/revisions.ts'
import type { GitFacts } from './facts.ts'

export async function gitFacts(
  world: World,
  git: Git,
  context: GitHubContext | undefined,
): Promise<GitFacts> {
  let isCut = false
  // the doctor must not fetch, so it only records that a run would
  const refuse = async () => {
    isCut = true
    return false
  }
  const asking: Git = { ...git, fetch: refuse, deepen: refuse }
  const found = await attempt(() => findRevisions(asking, undefined, context))
  const missing = await attempt(async () => succeed(await missingAtBase(world, git, found)))
  const defaultBranch = await defaultBranchOf(git, context?.defaultBranch)
  return {
    revisions: missing.ok ? found : missing,
    ...(missing.ok ? missing.value : nothingMissing),
    shallow: await git.isShallow(),
    ...(isCut ? { origin: await answers(git) } : {}),
    ...(defaultBranch === undefined ? {} : { defaultBranch }),
  }
}

type Missing = Pick<GitFacts, 'missingContent' | 'missingSubmodules'>

const nothingMissing: Missing = { missingContent: [], missingSubmodules: [] }

async function missingAtBase(world: World, git: Git, revisions: GitFacts['revisions']): Promise<Missing> {
  const base = revisions.ok ? revisions.value.base : null
  if (base === null) return nothingMissing
  return {
    missingContent: await missingContent(world, git, base.sha),
    missingSubmodules: await missingSubmodules(world, git, base.sha),
  }
}

async function answers(git: Git): Promise<boolean> {
  const asking = git.at(git.root, { GIT_TERMINAL_PROMPT: '0' })
  return (await asking.query('ls-remote', '--quiet', 'origin', 'HEAD')).exitCode === 0
}

async function defaultBranchOf(git: Git, named: string | undefined): Promise<string | undefined> {
  // without a context, only local branches are read, so nothing is fetched
  const usual = await defaultBranches(git, undefined)
  const configured = named === undefined ? [] : [`origin/${named}`, named]
  for (const ref of [...configured, ...usual.map(({ ref }) => ref)]) {
    if ((await git.resolve(ref)) !== undefined) return ref
  }
  return undefined
}

/** The revisions that can be checked out without a fetch; omits base if its content or submodules are missing. */
export function revisionsHere({ revisions, ...missing }: GitFacts): Revisions | undefined {
  if (!revisions.ok) return undefined
  const isHere = missing.missingContent.length === 0 && missing.missingSubmodules.length === 0
  return isHere ? revisions.value : { ...revisions.value, base: null }
}

/** Converts errors of `work` to a problem, so that they do not stop the doctor. */
async function attempt<T>(work: () => Promise<Result<T>>): Promise<Result<T>> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof CommandError) return fail(error.message)
    throw error
  }
}
