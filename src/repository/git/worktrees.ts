import type { Workspace } from '../../effects/workspace.ts'
import type { World } from '../../effects/world.ts'
import type { Git } from './git.ts'
import type { Revisions } from './revisions.ts'

/** Where the revisions stand on disk, outside the user's checkout. */
export interface Checkouts {
  readonly head: string
  /** Absent without a baseline. */
  readonly base?: string
}

export async function checkOut(
  world: World,
  workspace: Workspace,
  git: Git,
  revisions: Revisions,
): Promise<Checkouts> {
  const at = async (name: string, sha: string) => {
    const path = `${workspace.directory}/${name}`
    workspace.onClose(() => git.removeWorktree(path))
    await git.addWorktree(path, sha)
    return path
  }
  const head = await at('head', revisions.head.sha)
  if (revisions.head.dirty === true) await overlay(world, git, head)
  if (revisions.base === null) return { head }
  return { head, base: await at('base', revisions.base.sha) }
}

/** Makes a checkout of HEAD what the working tree is: git's list of files tells what belongs to it. */
async function overlay(world: World, git: Git, checkout: string): Promise<void> {
  const { files } = world
  for (const { name } of await files.list(checkout)) {
    if (name !== '.git') await files.remove(`${checkout}/${name}`)
  }
  for (const path of await git.files()) {
    // a symbolic link in place of its directory hides a file, and what is behind the link is not in the tree
    const parent = `${git.root}/${path}`.replace(/\/[^/]+\/?$/, '')
    if ((await files.realPath(parent)) !== parent) continue
    // a deleted file is still listed until the deletion is staged: there is nothing to copy then
    await files.copy(`${git.root}/${path}`, `${checkout}/${path}`)
  }
}
