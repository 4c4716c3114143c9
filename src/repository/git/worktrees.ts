import type { Checked, Problem } from '../../common/result.ts'
import { settleAll } from '../../common/settle.ts'
import type { Workspace } from '../../effects/workspace.ts'
import type { World } from '../../effects/world.ts'
import type { Revision } from '../../model/revision.ts'
import { makeAsCheckedOut, type Unfiltered } from './as-checked-out.ts'
import { type AbsentSubmodule, type BroughtSubmodule, bringSubmodules, rootTree } from './bring-submodules.ts'
import { withoutFilters } from './filters.ts'
import { type Git, removeTree } from './git.ts'
import { indexEntries } from './index-entries.ts'
import type { MissingContent } from './missing-content.ts'
import { overlay } from './overlay.ts'
import type { Revisions } from './revisions.ts'
import { runnerIn } from './runner.ts'
import { type CheckoutState, type CommitTree, ownTree, readCheckout } from './smudged.ts'

/** Directories of the revisions, outside the user's checkout. */
export interface Checkouts {
  readonly head: string
  /** Absent without a baseline. */
  readonly base?: string
  /** The submodules in their trees. */
  readonly submodules?: Partial<Readonly<Record<Revision, TreeSubmodules>>>
}

export interface TreeSubmodules {
  readonly brought: readonly BroughtSubmodule[]
  /** Submodules whose directories are empty, as in the user's checkout. */
  readonly absent: readonly Pick<AbsentSubmodule, 'path' | 'sha'>[]
}

interface AddedWorktree {
  readonly revision: Revision
  readonly sha: string
  readonly directory: string
}

export interface CheckoutRequest extends Pick<Revisions, 'base' | 'head'> {
  /** State of the user's checkout; read if absent. */
  readonly state?: CheckoutState
  /** Called while git writes files. */
  readonly beside?: () => Promise<unknown>
}

/**
 * Checks out both revisions like the user's checkout, with the filters that it applies and the submodules that it has. A failure is
 * a problem, because it would make the builds of base and head differ.
 */
export async function checkOut(
  world: World,
  workspace: Workspace,
  git: Git,
  { base, head, state: given, beside }: CheckoutRequest,
): Promise<Checked<Checkouts>> {
  const own = ownTree(git)
  const state = given ?? (await readCheckout(world.files, own))
  const raw = withoutFilters(state.filters)
  const add = async (revision: Revision, sha: string): Promise<AddedWorktree> => {
    const directory = `${workspace.directory}/${revision}`
    workspace.onClose(directory, () => removeTree(world.files, git, directory))
    await git.addWorktree(directory, sha)
    return { revision, sha, directory }
  }
  const fill = async ({ revision, sha, directory }: AddedWorktree, withChanges: boolean) => {
    await git.fillWorktree(directory, raw)
    const tree = { directory, git: git.at(directory) }
    const entries = withChanges ? [...state.entries.values()] : await indexEntries(tree.git)
    const unfiltered = withChanges
      ? await overlay(world.files, own, directory).then(() => [])
      : await makeAsCheckedOut(world.files, state, { ...tree, entries }, () => smudging(world, git, tree))
    const found = await bringSubmodules(
      {
        world,
        directory: `${workspace.directory}/submodules-${revision}`,
        trusted: git.trusted,
        withChanges,
      },
      rootTree(own, tree, entries),
    )
    const problems: readonly Problem[] = [
      ...[...unfiltered, ...found.unfiltered].map((one) => notFiltered(revision, sha, one)),
      ...found.absent.flatMap((one) => notBrought(revision, one)),
    ]
    return { directory, problems, submodules: { brought: found.brought, absent: found.absent } }
  }
  const atHead = await add('head', head.sha)
  const adding = base === null ? Promise.resolve(undefined) : add('base', base.sha)
  const [ofHead, ofBase] = await settleAll([
    fill(atHead, head.dirty === true),
    adding.then((atBase) => atBase && fill(atBase, false)),
    adding.then(() => beside?.()),
  ])
  const problems = [...ofHead.problems, ...(ofBase?.problems ?? [])]
  if (problems.length > 0) return { ok: false, problem: problems }
  return {
    ok: true,
    value: {
      head: ofHead.directory,
      ...(ofBase === undefined ? {} : { base: ofBase.directory }),
      submodules: { head: ofHead.submodules, ...(ofBase === undefined ? {} : { base: ofBase.submodules }) },
    },
  }
}

/** Opens git on a worktree with the git directory of the user's checkout, where filters may keep keys. */
async function smudging({ exec }: World, { root, at, trusted }: Git, { directory, git }: CommitTree) {
  const gitDirectory = await at(root).first('rev-parse', '--absolute-git-dir')
  const index = `${await git.first('rev-parse', '--absolute-git-dir')}/index`
  return runnerIn(exec, {
    directory,
    ...(gitDirectory === undefined ? {} : { gitDirectory, index }),
    trusted,
    // the checkout has content, so a variable of the job must not leave pointers in this tree
    variables: { GIT_LFS_SKIP_SMUDGE: '0', GIT_TERMINAL_PROMPT: '0' },
  })
}

function notFiltered(revision: Revision, sha: string, { filter, paths, failure }: Unfiltered): Problem {
  const [path = ''] = paths
  return { message: filterProblem(revision, sha, { filter, path, more: paths.length - 1, failure }) }
}

export function filterProblem(
  revision: Revision,
  sha: string,
  given: Required<MissingContent> & { readonly more: number },
): string {
  const { filter, path, more, failure } = given
  const others = more > 0 ? ` and ${more} more` : ''
  const fix =
    filter === 'lfs'
      ? `run \`git lfs fetch origin ${sha}\` in a step before this one`
      : `make the filter work in a checkout of ${sha.slice(0, 9)}`
  return `${revision}: git filter \`${filter}\` failed for \`${path}\`${others}, although the checkout has the content (${failure}): ${fix}`
}

function notBrought(revision: Revision, { path, sha, failure }: AbsentSubmodule): readonly Problem[] {
  return failure === undefined ? [] : [{ message: submoduleProblem(revision, { path, sha, failure }) }]
}

export function submoduleProblem(
  revision: Revision,
  { path, sha, failure }: Required<AbsentSubmodule>,
): string {
  return `${revision}: submodule \`${path}\` at ${sha.slice(0, 9)} is not in this checkout and could not be fetched (${failure}): run \`git -C ${path} fetch origin ${sha}\` in a step before this one`
}
