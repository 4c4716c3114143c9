/** A copy of the user's repository, for builds that run git. */

import type { Files } from '../../effects/files.ts'
import type { BroughtSubmodule } from './bring-submodules.ts'
import { type Runner, withoutHooks } from './runner.ts'

export interface CopyRequest {
  /** A worktree of the repository. */
  readonly from: string
  /** Path of the new git directory. */
  readonly to: string
  readonly sha: string
  /** The current branch of the copy; undefined for a detached HEAD. */
  readonly branch: string | undefined
  /** URL of its remote `origin`. */
  readonly url: string | undefined
}

/** Copies all refs and objects, with HEAD and index at a commit, as if it was checked out. */
export async function copyRepository(
  git: Runner,
  { from, to, sha, branch, url }: CopyRequest,
): Promise<void> {
  // without hard links, because the times of the copied files are changed
  const options = ['--quiet', '--mirror', '--no-hardlinks', '--template=']
  await git.mustChange(...withoutHooks, 'clone', ...options, from, to)
  const inCopy = (...args: readonly string[]) => git.mustChange(...withoutHooks, `--git-dir=${to}`, ...args)
  await inCopy('config', 'core.bare', 'false')
  await inCopy('config', '--remove-section', 'remote.origin')
  if (url !== undefined) {
    await inCopy('config', 'remote.origin.url', url.replace(/^(\w[\w+.-]*:\/\/)[^/@]*@/, '$1'))
    await inCopy('config', 'remote.origin.fetch', '+refs/heads/*:refs/remotes/origin/*')
  }
  if (branch === undefined) await inCopy('update-ref', '--no-deref', 'HEAD', sha)
  else {
    await inCopy('symbolic-ref', 'HEAD', `refs/heads/${branch}`)
    await inCopy('update-ref', `refs/heads/${branch}`, sha)
  }
  await inCopy('read-tree', sha)
}

/** Copies the repository of a submodule to the place below that of its tree where `git submodule` keeps it. */
export async function copySubmodule(
  files: Files,
  git: Runner,
  tree: string,
  { path, sha, gitDirectory, place, name, store }: BroughtSubmodule,
): Promise<void> {
  const to = `${tree}/.git/${place.slice(1)}`
  // some of its objects are in the checkout, which is not accessible in an image
  await git.mustChange(
    ...withoutHooks,
    'clone',
    '--quiet',
    '--no-checkout',
    '--dissociate',
    '--template=',
    gitDirectory,
    `${to}.new`,
  )
  await files.move(`${to}.new/.git`, to)
  await files.remove(`${to}.new`)
  const inCopy = (...args: readonly string[]) => git.mustChange(...withoutHooks, `--git-dir=${to}`, ...args)
  const up = (of: string) =>
    of
      .split('/')
      .map(() => '..')
      .join('/')
  // version numbers come from tags; a store without tags, or a shallow one, may refuse
  if (store !== undefined) {
    const fetch = ['fetch', '--quiet', '--no-write-fetch-head', store, '+refs/tags/*:refs/tags/*']
    await git.change(...withoutHooks, `--git-dir=${to}`, ...fetch)
  }
  const outer = `${tree}/.git${place.slice(0, -`/modules/${name}`.length)}`
  await git.mustChange('config', '--file', `${outer}/config`, `submodule.${name}.active`, 'true')
  await inCopy('config', 'core.worktree', `${up(`.git/${place.slice(1)}`)}/${path}`)
  await inCopy('update-ref', '--no-deref', 'HEAD', sha)
  await inCopy('read-tree', sha)
  await files.write(`${tree}/${path}/.git`, `gitdir: ${up(path)}/.git/${place.slice(1)}\n`)
}
