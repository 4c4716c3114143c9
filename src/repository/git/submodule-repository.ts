/** Creates a repository for a submodule of one revision, which borrows objects of the checkout. */

import type { Exec } from '../../effects/exec.ts'
import type { Files } from '../../effects/files.ts'
import { gitConfigText } from './config-text.ts'
import { commonDirectory, errorLine, type Runner, runnerIn, withoutHooks } from './runner.ts'
import { type GitAddress, gitAddress } from './url-credentials.ts'

/** Settings for access to servers and for checking out files. */
const copiedSettings =
  '^(http|url|credential|protocol|filter|lfs|remote\\.origin\\.(promisor|partialclonefilter)|core\\.(sshcommand|autocrlf|eol|safecrlf|symlinks|filemode|attributesfile))(\\.|$)'

export interface SubmoduleRequest {
  /** Directory for its files. */
  readonly directory: string
  /** Path of the new git directory. */
  readonly gitDirectory: string
  readonly sha: string
  /** The git directory in the checkout with its objects. */
  readonly store?: string
  /** The repository with its settings: that of the submodule in the checkout, or the outer one. */
  readonly settingsOf: Runner
  /** URLs to fetch it from, in this order. */
  readonly urls: readonly string[]
  readonly trusted: boolean
}

/** Creates the repository with the commit. The problem is the message of the last attempt to fetch it. */
export async function makeSubmoduleRepository(
  { exec, files }: { readonly exec: Exec; readonly files: Files },
  request: SubmoduleRequest,
): Promise<{ readonly git: Runner; readonly problem?: string }> {
  const { directory, gitDirectory, sha, store, settingsOf, urls, trusted } = request
  await files.makeDirectory(directory)
  await files.makeDirectory(gitDirectory)
  const format = sha.length === 64 ? ['--object-format=sha256'] : []
  await runnerIn(exec, { directory }).mustChange(
    'init',
    '--quiet',
    // a template may contain hooks
    '--template=',
    ...format,
    `--separate-git-dir=${gitDirectory}`,
  )
  const settings = await settingsOf.settings('--local', '--includes', '--get-regexp', copiedSettings)
  const [address] = urls
  const remote = address === undefined ? [] : [`remote.origin.url\n${address}`]
  await files.append(`${gitDirectory}/config`, gitConfigText([...settings, ...remote]))
  if (store !== undefined) await borrow(files, store, gitDirectory)
  // a URL in the repository must not make git read other repositories of this machine, or prompt for a password
  const variables = { GIT_PROTOCOL_FROM_USER: '0', GIT_TERMINAL_PROMPT: '0' }
  const place = { directory, gitDirectory, trusted }
  const git = runnerIn(exec, { ...place, variables })
  if (await has(git, sha)) return { git }
  let problem = 'it has no URL that git can use'
  for (const url of urls) {
    const address = gitAddress(url)
    const fetching = { ...place, variables: { ...variables, ...address.variables } }
    const failure = await fetchCommit(runnerIn(exec, fetching), address, sha)
    if (failure === undefined) return { git }
    problem = failure
  }
  return { git, problem }
}

async function borrow(files: Files, store: string, gitDirectory: string): Promise<void> {
  await files.write(`${gitDirectory}/objects/info/alternates`, `${store}/objects\n`)
  // the boundary of a shallow history, attributes, and keys
  for (const path of ['shallow', 'info/attributes', 'git-crypt']) {
    await files.copy(`${store}/${path}`, `${gitDirectory}/${path}`)
  }
  await files.append(`${gitDirectory}/config`, gitConfigText([`lfs.storage\n${store}/lfs`]))
}

async function has(git: Runner, sha: string): Promise<boolean> {
  return (await git.query('cat-file', '-e', `${sha}^{commit}`)).exitCode === 0
}

/** The error message; undefined on success. */
async function fetchCommit(
  git: Runner,
  { url, options }: GitAddress,
  sha: string,
): Promise<string | undefined> {
  const fetch = [
    ...withoutHooks,
    ...options,
    'fetch',
    '--quiet',
    '--no-tags',
    '--no-write-fetch-head',
    '--no-recurse-submodules',
  ]
  const one = await git.run(...fetch, '--depth=1', '--', url, sha)
  if (one.exitCode === 0 && (await has(git, sha))) return undefined
  // a server may refuse a commit that is not the tip of a branch or tag
  const all = await git.run(
    ...fetch,
    '--',
    url,
    '+refs/heads/*:refs/remotes/origin/*',
    '+refs/tags/*:refs/tags/*',
  )
  if (await has(git, sha)) return undefined
  const failure = errorLine(all.exitCode === 0 ? one.stderr : all.stderr)
  return failure ?? 'it does not have that commit'
}

/** The submodule's own repository if the checkout has one, or else the outer one. */
export async function settingsFrom(
  exec: Exec,
  {
    store,
    parent,
    trusted,
  }: { readonly store: string | undefined; readonly parent: Runner; readonly trusted: boolean },
): Promise<Runner> {
  if (store === undefined) return parent
  // without a working tree, from which git would not find the store
  const inStore = runnerIn(exec, { directory: store, trusted })
  return (await commonDirectory(inStore, store)) === undefined ? parent : inStore
}
