/** What linkgate fetches from private repositories, with the credentials that actions/checkout leaves for git. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { openWorkspace } from '../../../src/effects/workspace.ts'
import type { GitHubContext } from '../../../src/repository/event.ts'
import { openGit } from '../../../src/repository/git/git.ts'
import { findRevisions } from '../../../src/repository/git/revisions.ts'
import { checkOut } from '../../../src/repository/git/worktrees.ts'
import { gitEnv, newRepository, type Repository } from '../../support/repositories/git.ts'
import { type GitServer, privateGitServer } from '../../support/repositories/git-server.ts'
import { expectValue } from '../../support/results.ts'
import { realWorld } from '../../support/world/real.ts'
import { output, temporaryDirectory, writeTree } from '../../support/world/temporary.ts'

const directory = await temporaryDirectory()
const world = realWorld(directory, gitEnv)
let shas: readonly [base: string, head: string]

/** theme 1 at base, theme 2 at head. */
beforeAll(async () => {
  const root = join(directory, 'origin')
  const theme = await newRepository(join(root, 'theme'))
  await theme.commit('1', { 'page.html': 'page 1' })
  const service = await newRepository(join(root, 'service'))
  const local = ['-c', 'protocol.file.allow=always']
  await service.git(...local, 'submodule', '--quiet', 'add', '../theme', 'web/theme')
  const base = await service.commit('base', { 'a.txt': 'base' })
  await theme.commit('2', { 'page.html': 'page 2' })
  await output(['git', ...local, 'pull', '--quiet'], { cwd: join(service.path, 'web/theme'), env: gitEnv })
  shas = [base, await service.commit('head', { 'a.txt': 'head' })]
})

/** Where a version of actions/checkout leaves the token for the directory of git of a repository or submodule. */
type Credentials = (gitDirectory: string, server: GitServer, temp: string) => Promise<void>

const section = ({ url, authorization }: GitServer) =>
  `[http "${url}/"]\n\textraheader = AUTHORIZATION: ${authorization}\n`

const inRepository: Credentials = (gitDirectory, server) => append(gitDirectory, section(server))

/** Since version 6. The second condition came with 6.0.1. */
const inRunnerTemp: Credentials = async (gitDirectory, server, temp) => {
  const file = join(temp, 'git-credentials-1f.config')
  await writeTree(temp, { 'git-credentials-1f.config': section(server) })
  const conditions = gitDirectory.includes('/modules/') ? [''] : ['', '/worktrees/*']
  const included = conditions.map((rest) => `[includeIf "gitdir:${gitDirectory}${rest}"]\n\tpath = ${file}\n`)
  await append(gitDirectory, included.join(''))
}

async function append(gitDirectory: string, text: string): Promise<void> {
  const config = await readFile(join(gitDirectory, 'config'), 'utf8')
  await writeTree(gitDirectory, { config: `${config}${text}` })
}

/** Head alone, and its submodule, each as actions/checkout leaves it. */
async function checkedOut(server: GitServer, to: string, credentials: Credentials): Promise<Repository> {
  const header = ['-c', `http.${server.url}/.extraheader=AUTHORIZATION: ${server.authorization}`]
  const made = await newRepository(to)
  await made.git('remote', 'add', 'origin', `${server.url}/service`)
  await made.git(...header, 'fetch', '--quiet', '--depth=1', 'origin', shas[1])
  await made.git('checkout', '--quiet', '--force', '--detach', shas[1])
  await made.git(...header, 'submodule', '--quiet', 'update', '--init', '--depth=1')
  const temp = `${to}-temp`
  await credentials(join(to, '.git'), server, temp)
  await credentials(join(to, '.git/modules/web/theme'), server, temp)
  return made
}

function pullRequest(): GitHubContext {
  const [baseSha, headSha] = shas
  return {
    eventName: 'pull_request',
    owner: 'octo',
    repo: 'service',
    serverUrl: 'https://github.com',
    apiUrl: 'https://api.github.com',
    runId: 1,
    runAttempt: 1,
    sha: headSha,
    ref: 'refs/pull/7/merge',
    pullRequest: { number: 7, headSha, baseSha, headRef: 'topic', baseRef: 'main', fromFork: false },
  }
}

/** Files of base, whose commit is not in the clone, or why there is none. */
async function bothTrees(repository: Repository) {
  const git = expectValue(await openGit(world.exec, repository.path))
  const found = await findRevisions(git, undefined, pullRequest())
  if (!found.ok) return found
  const workspace = await openWorkspace(world)
  try {
    const { base = '' } = expectValue(await checkOut(world, workspace, git, found.value))
    const text = (path: string) => readFile(join(base, path), 'utf8')
    return { ok: true, value: [await text('a.txt'), await text('web/theme/page.html')] } as const
  } finally {
    await workspace.close()
  }
}

describe('credentials of actions/checkout', () => {
  test.each<[string, Credentials]>([
    [
      'are used from a file in RUNNER_TEMP that is included by the git directory (version 6 and newer)',
      inRunnerTemp,
    ],
    ['are used from the configuration of the repository (up to version 5)', inRepository],
  ])('%s', async (_version, credentials) => {
    await using server = await privateGitServer(join(directory, 'origin'))
    const repository = await checkedOut(server, join(directory, `service-${credentials.name}`), credentials)
    const before = server.requests.length
    expect(await bothTrees(repository)).toEqual({ ok: true, value: ['base', 'page 1'] })
    const fetched = server.requests.slice(before)
    expect(fetched.filter((request) => request.startsWith('401'))).toEqual([])
    expect(new Set(fetched.map((request) => request.split('/')[1]))).toEqual(new Set(['service', 'theme']))
  })

  test('are missing with `persist-credentials: false`: the server refuses, and the problem names the fix', async () => {
    await using server = await privateGitServer(join(directory, 'origin'))
    const repository = await checkedOut(server, join(directory, 'service-none'), async () => {})
    const found = await bothTrees(repository)
    expect(found).toMatchObject({
      ok: false,
      problem: { message: expect.stringContaining('fetch-depth: 0') },
    })
    expect(server.requests.some((request) => request.startsWith('401'))).toBe(true)
  })
})
