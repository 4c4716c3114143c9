import { cp } from 'node:fs/promises'
import { join } from 'node:path'
import { output, writeTree } from '../world/temporary.ts'

/** Variables with which git ignores the configuration of machine and user. */
export const gitEnv = {
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  // no maintenance process after each commit and fetch
  GIT_CONFIG_COUNT: '2',
  GIT_CONFIG_KEY_0: 'maintenance.auto',
  GIT_CONFIG_VALUE_0: 'false',
  GIT_CONFIG_KEY_1: 'gc.auto',
  GIT_CONFIG_VALUE_1: '0',
  GIT_TERMINAL_PROMPT: '0',
  GIT_AUTHOR_NAME: 'A',
  GIT_AUTHOR_EMAIL: 'a@example.com',
  GIT_COMMITTER_NAME: 'A',
  GIT_COMMITTER_EMAIL: 'a@example.com',
} as const

export interface Repository {
  readonly path: string
  git(...args: readonly string[]): Promise<string>
  /** Writes files and commits everything. Returns the SHA of the commit. */
  commit(message: string, files?: Readonly<Record<string, string>>): Promise<string>
  /** Adds empty commits to a branch, in one process. */
  emptyCommits(branch: string, messages: readonly string[]): Promise<void>
  sha(revision: string): Promise<string>
  count(revision?: string): Promise<number>
}

export function repositoryAt(path: string): Repository {
  const git = async (...args: readonly string[]) =>
    (await output(['git', ...args], { cwd: path, env: gitEnv })).trim()
  return {
    path,
    git,
    async commit(message, files = {}) {
      await writeTree(path, files)
      await git('add', '--all')
      await git('commit', '--quiet', '--allow-empty', '--message', message)
      return git('rev-parse', 'HEAD')
    },
    async emptyCommits(branch, messages) {
      const ref = `refs/heads/${branch}`
      const commits = messages.map((message, index) => {
        const from = index === 0 ? `from ${ref}^0\n` : ''
        return `commit ${ref}\ncommitter A <a@example.com> ${1e9 + index} +0000\ndata ${message.length}\n${message}\n${from}`
      })
      const options = { cwd: path, env: gitEnv, input: commits.join('') }
      await output(['git', 'fast-import', '--quiet'], options)
    },
    sha: (revision) => git('rev-parse', '--verify', revision),
    count: async (revision = 'HEAD') => Number(await git('rev-list', '--count', revision)),
  }
}

export async function newRepository(path: string, branch = 'main'): Promise<Repository> {
  await output(['git', 'init', '--quiet', `--initial-branch=${branch}`, path], { env: gitEnv })
  return repositoryAt(path)
}

/** A clone with the transport of a server, so that shallow clones are really shallow. */
export async function clone(from: Repository, to: string, ...args: readonly string[]): Promise<Repository> {
  await output(['git', 'clone', '--quiet', ...args, `file://${from.path}`, to], { env: gitEnv })
  return repositoryAt(to)
}

/**
 * Fetches one commit and checks it out detached, like actions/checkout.
 *
 * @param depth like its input `fetch-depth`: 0 fetches the history of all branches
 */
export async function checkoutAction(
  from: Repository,
  to: string,
  sha: string,
  remoteRef: string,
  depth = 1,
): Promise<Repository> {
  const made = await newRepository(to)
  await made.git('remote', 'add', 'origin', `file://${from.path}`)
  const fetch = (...args: string[]) => made.git('fetch', '--quiet', '--no-tags', ...args)
  if (depth === 0) await fetch('origin', '+refs/heads/*:refs/remotes/origin/*')
  await fetch(...(depth === 0 ? [] : [`--depth=${depth}`]), 'origin', `+${sha}:${remoteRef}`)
  await made.git('checkout', '--quiet', '--force', remoteRef)
  return made
}

export async function copyOf(from: Repository, directory: string, name: string): Promise<Repository> {
  const path = join(directory, name)
  await cp(from.path, path, { recursive: true })
  return repositoryAt(path)
}
