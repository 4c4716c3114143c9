/** Predicts which submodules a check would have to fetch, without fetching anything. */

import type { World } from '../../effects/world.ts'
import { belongs, remoteUrl, storeOf, submodulesOfCheckout } from './checkout-submodules.ts'
import type { Git } from './git.ts'
import type { IndexEntry } from './index-entries.ts'
import { errorLine, type Runner, runnerIn } from './runner.ts'
import { pairSubmodules, type Submodule, submoduleUrl } from './submodules.ts'
import { gitAddress } from './url-credentials.ts'

/** A submodule whose objects at a commit are not in the checkout. */
export interface MissingSubmodule extends Pick<Submodule, 'path' | 'sha'> {
  /** Why its URL does not answer; absent if it answers. */
  readonly failure?: string
}

/** Only submodules of the repository itself, not nested ones. */
export async function missingSubmodules(
  { exec, files, secrets }: Pick<World, 'exec' | 'files' | 'secrets'>,
  git: Git,
  commit: string,
): Promise<readonly MissingSubmodule[]> {
  const checkout = { directory: git.root, git: git.at(git.root) }
  const { links, hasSettings } = await linksOf(checkout.git, commit)
  // a commit without the file has no submodules that git could fetch
  if (links.length === 0 || !hasSettings) return []
  const settings = await checkout.git.settings('--blob', `${commit}:.gitmodules`, '--list')
  const there = await submodulesOfCheckout({ exec, files }, checkout, git.trusted)
  const missing: MissingSubmodule[] = []
  for (const submodule of pairSubmodules(links, settings)) {
    if (!belongs(there, submodule)) continue
    const { name, path, sha, url } = submodule
    const store = await storeOf(files, there, name)
    const objects =
      store === undefined ? undefined : runnerIn(exec, { directory: store, trusted: git.trusted })
    if ((await objects?.query('cat-file', '-e', `${sha}^{commit}`))?.exitCode === 0) continue
    const address = url === undefined ? undefined : submoduleUrl(await remoteUrl(checkout), url)
    secrets.learnCredentials(address ?? '')
    const failure =
      address === undefined ? 'it has no URL that git can use' : await unreachable(git, exec, address)
    missing.push({ path, sha, ...(failure === undefined ? {} : { failure }) })
  }
  return missing
}

interface Links {
  readonly links: readonly Pick<IndexEntry, 'path' | 'id'>[]
  /** Whether the commit has a `.gitmodules` file. */
  readonly hasSettings: boolean
}

async function linksOf(git: Runner, commit: string): Promise<Links> {
  const listed = await git.parts('ls-tree', '-r', '-z', commit)
  const links = listed.flatMap((line) => {
    const [, id, path] = /^160000 commit ([0-9a-f]+)\t(.*)$/s.exec(line) ?? []
    return id === undefined || path === undefined ? [] : [{ id, path }]
  })
  return { links, hasSettings: listed.some((line) => line.endsWith('\t.gitmodules')) }
}

async function unreachable(
  { root, trusted }: Git,
  exec: World['exec'],
  url: string,
): Promise<string | undefined> {
  const address = gitAddress(url)
  const variables = { GIT_PROTOCOL_FROM_USER: '0', GIT_TERMINAL_PROMPT: '0', ...address.variables }
  const git = runnerIn(exec, { directory: root, trusted, variables })
  const ask = [...address.options, 'ls-remote', '--quiet', '--', address.url, 'HEAD']
  const { exitCode, stderr } = await git.query(...ask)
  return exitCode === 0 ? undefined : (errorLine(stderr) ?? 'it does not answer')
}
