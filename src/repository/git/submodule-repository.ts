/** A repository of linkgate's own for a submodule of one revision: it borrows the objects that the checkout has. */

import type { Exec } from '../../effects/exec.ts'
import type { Files } from '../../effects/files.ts'
import { gitConfigText } from './config-text.ts'
import { commonDirectory, mostTelling, type Runner, runnerIn, withoutHooks } from './runner.ts'
import { type GitAddress, gitAddress } from './url-credentials.ts'

/** How the checkout reaches servers, and how it checks files out. */
const copiedSettings =
  '^(http|url|credential|protocol|filter|lfs|remote\\.origin\\.(promisor|partialclonefilter)|core\\.(sshcommand|autocrlf|eol|safecrlf|symlinks|filemode|attributesfile))(\\.|$)'

export interface SubmoduleRequest {
  /** Where its files are to be. */
  readonly directory: string
  /** Where the repository is made. */
  readonly gitDirectory: string
  readonly sha: string
  /** Directory of git in the checkout that has its objects. */
  readonly store?: string
  /** Where the settings are read that hold for it: the submodule's repository in the checkout, or the one that it is in. */
  readonly settingsOf: Runner
  /** Where it may be fetched from, in this order. */
  readonly urls: readonly string[]
  readonly trusted: boolean
}

/** Makes the repository, with the commit in it; the problem is what the last attempt to fetch it said. */
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
    // hooks come from the template
    '--template=',
    ...format,
    `--separate-git-dir=${gitDirectory}`,
  )
  const settings = await settingsOf.parts(
    'config',
    '--local',
    '--includes',
    '-z',
    '--get-regexp',
    copiedSettings,
  )
  const [address] = urls
  const remote = address === undefined ? [] : [`remote.origin.url\n${address}`]
  await files.append(`${gitDirectory}/config`, gitConfigText([...settings, ...remote]))
  if (store !== undefined) await borrow(files, store, gitDirectory)
  // what the repository names must not make git read other repositories of this machine, or ask for a password
  const variables = { GIT_PROTOCOL_FROM_USER: '0', GIT_TERMINAL_PROMPT: '0' }
  const place = { directory, gitDirectory, trusted }
  const git = runnerIn(exec, { ...place, variables })
  if (await has(git, sha)) return { git }
  let problem = 'it has no URL that git can use'
  for (const url of urls) {
    const address = gitAddress(url)
    const fetching = { ...place, variables: { ...variables, ...address.variables } }
    const said = await fetchCommit(runnerIn(exec, fetching), address, sha)
    if (said === undefined) return { git }
    problem = said
  }
  return { git, problem }
}

async function borrow(files: Files, store: string, gitDirectory: string): Promise<void> {
  await files.write(`${gitDirectory}/objects/info/alternates`, `${store}/objects\n`)
  // where its history ends; what lasts longer than a checkout, such as keys and attributes
  for (const path of ['shallow', 'info/attributes', 'git-crypt']) {
    await files.copy(`${store}/${path}`, `${gitDirectory}/${path}`)
  }
  await files.append(`${gitDirectory}/config`, gitConfigText([`lfs.storage\n${store}/lfs`]))
}

async function has(git: Runner, sha: string): Promise<boolean> {
  return (await git.query('cat-file', '-e', `${sha}^{commit}`)).exitCode === 0
}

/** What went wrong, if anything did. */
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
  // a server need not give a commit that no branch or tag ends with
  const all = await git.run(
    ...fetch,
    '--',
    url,
    '+refs/heads/*:refs/remotes/origin/*',
    '+refs/tags/*:refs/tags/*',
  )
  if (await has(git, sha)) return undefined
  const said = mostTelling(all.exitCode === 0 ? one.stderr : all.stderr)
  return said ?? 'it does not have that commit'
}

/** Settings of a submodule's repository where the checkout has one, else of the one that it is in. */
export async function settingsFrom(
  exec: Exec,
  {
    store,
    parent,
    trusted,
  }: { readonly store: string | undefined; readonly parent: Runner; readonly trusted: boolean },
): Promise<Runner> {
  if (store === undefined) return parent
  // not with a working tree: that of a store is where git does not look for the store
  const inStore = runnerIn(exec, { directory: store, trusted })
  return (await commonDirectory(inStore, store)) === undefined ? parent : inStore
}
