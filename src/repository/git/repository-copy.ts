/** A repository with everything that the user's knows, for builds that ask git. */

import type { Files } from '../../effects/files.ts'
import type { BroughtSubmodule } from './bring-submodules.ts'
import { type Runner, withoutHooks } from './runner.ts'

export interface CopyRequest {
  /** A worktree of the repository. */
  readonly from: string
  /** The directory of git that is made. */
  readonly to: string
  readonly sha: string
  /** Branch to be on; on none when absent. */
  readonly branch: string | undefined
  /** Of its remote `origin`. */
  readonly url: string | undefined
}

/** All refs and their objects, at a commit and with its index, as if the commit was checked out. */
export async function copyRepository(
  git: Runner,
  { from, to, sha, branch, url }: CopyRequest,
): Promise<void> {
  // a copy shares no file with the user's repository: its times are changed
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

/** The repository of a submodule below that of its tree, as `git submodule` keeps it. */
export async function copySubmodule(
  files: Files,
  git: Runner,
  tree: string,
  { path, sha, gitDirectory, place, name, store }: BroughtSubmodule,
): Promise<void> {
  const to = `${tree}/.git/${place.slice(1)}`
  // its objects are partly those of the checkout, to which no path leads out of an image
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
  // tags give the versions; a store without any, or a shallow one, may refuse
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
