import type { TreeEntry } from '../../effects/files.ts'
import type { Revision } from '../../model/revision.ts'
import type { Handles } from '../../plan/handles.ts'
import type { Plan } from '../../plan/plan.ts'
import { ignoreFileOf } from '../../repository/dockerfiles/dockerignore.ts'
import { buildUsesGit } from '../../repository/dockerfiles/git-use.ts'
import type { ImageBuild } from '../../repository/dockerfiles/image-build.ts'
import { copyRepository, copySubmodule } from '../../repository/git/repository-copy.ts'

type ContextTools = Pick<Handles, 'world' | 'workspace' | 'git'>
type Sources = Pick<Plan, 'source'>

/**
 * Prepares a checkout as a build context. Removes files that refer to git directories outside of it. Sets file times that depend
 * only on the content, for two reasons. Builders write the times into layers, where those of a checkout would be a difference. And
 * BuildKit does not send a file again if its size and time are unchanged.
 *
 * @param withRepository whether to replace the file `.git` by a repository of the revision
 * @returns the entries of the checkout
 */
export async function prepareContext(
  tools: ContextTools,
  plan: Sources,
  revision: Revision,
  withRepository: boolean,
): Promise<readonly TreeEntry[]> {
  const { source } = plan
  const checkout = source.checkouts[revision]
  if (checkout === undefined) return []
  const { files } = tools.world
  const submodules = source.checkouts.submodules?.[revision]?.brought ?? []
  for (const { path } of submodules) await files.remove(`${checkout}/${path}/.git`)
  const link = `${worktreeLink(tools, revision)}/.git`
  // kept, because a repository may be created from the worktree later
  if ((await files.stat(`${checkout}/.git`))?.kind === 'file') await files.copy(`${checkout}/.git`, link)
  await files.remove(`${checkout}/.git`)
  if (withRepository) await addRepository(tools, plan, revision, checkout)
  return files.setTimesByContent(checkout)
}

function worktreeLink({ workspace }: ContextTools, revision: Revision): string {
  return `${workspace.directory}/worktree-${revision}`
}

async function addRepository(
  tools: ContextTools,
  { source }: Sources,
  revision: Revision,
  checkout: string,
): Promise<void> {
  const { world, workspace, git } = tools
  const { files } = world
  const to = `${workspace.directory}/git-${revision}`
  const own = git.at(git.root)
  await copyRepository(own, {
    from: worktreeLink(tools, revision),
    to,
    sha: source.revisions[revision]?.sha ?? source.revisions.head.sha,
    branch: await git.branch(),
    url: await own.first('config', 'remote.origin.url'),
  })
  await files.move(to, `${checkout}/.git`)
  for (const submodule of source.checkouts.submodules?.[revision]?.brought ?? []) {
    await copySubmodule(files, own, checkout, submodule)
  }
}

/** Whether the context of a build contains the repository: it may be outside of the context, or ignored. */
export async function takesRepository(
  { world: { files } }: Pick<ContextTools, 'world'>,
  { source }: Sources,
  build: Pick<ImageBuild, 'dockerfile' | 'context'>,
): Promise<boolean> {
  if (build.context !== '.') return false
  const ignoreFile = await ignoreFileOf(files, source.checkouts.head, build)
  // without this file, git does not recognize the repository
  return ignoreFile?.isIgnored('.git/HEAD') !== true
}

/** Whether the files of a revision show that one of these builds runs git. */
export async function anyBuildUsesGit(
  tools: Pick<ContextTools, 'world'>,
  plan: Sources,
  builds: readonly Pick<ImageBuild, 'dockerfile' | 'inline' | 'context'>[],
): Promise<boolean> {
  const { head, base } = plan.source.checkouts
  for (const build of builds) {
    if (!(await takesRepository(tools, plan, build))) continue
    for (const checkout of base === undefined ? [head] : [head, base]) {
      if (await buildUsesGit(tools.world.files, checkout, build)) return true
    }
  }
  return false
}
