/** The repository in the context of a build that runs git, as git itself sees it. */
import { cp, readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openWorkspace } from '../../../src/effects/workspace.ts'
import { prepareContext } from '../../../src/images/dockerfile/context.ts'
import { openGit } from '../../../src/repository/git/git.ts'
import { checkOut } from '../../../src/repository/git/worktrees.ts'
import {
  clone,
  gitEnv,
  newRepository,
  type Repository,
  repositoryAt,
} from '../../support/repositories/git.ts'
import { expectValue } from '../../support/results.ts'
import { planWith } from '../../support/world/plan.ts'
import { realWorld } from '../../support/world/real.ts'
import { temporaryDirectory } from '../../support/world/temporary.ts'

const directory = await temporaryDirectory()
const world = realWorld(directory, gitEnv)
let made = 0
const fresh = (name: string) => join(directory, `${name}-${++made}`)

/** What is built of both revisions, moved to where nothing else of the repository is, as into an image. */
async function contexts(repository: Repository, base: string) {
  const git = expectValue(await openGit(world.exec, repository.path))
  const workspace = await openWorkspace(world)
  const head = await repository.sha('HEAD')
  const revisions = { base: { sha: base }, head: { sha: head }, because: '' }
  const checkouts = expectValue(await checkOut(world, workspace, git, revisions))
  const plan = planWith({ checkouts })
  const source = { ...plan.source, root: repository.path, revisions }
  const moved = fresh('image')
  for (const revision of ['head', 'base'] as const) {
    await prepareContext({ world, workspace, git }, { source }, revision, true)
    await cp(checkouts[revision] ?? '', join(moved, revision), { recursive: true, verbatimSymlinks: true })
  }
  await workspace.close()
  const away = `${repository.path}-away`
  await rename(repository.path, away)
  return { head: repositoryAt(join(moved, 'head')), base: repositoryAt(join(moved, 'base')) }
}

/** When each file was changed. */
async function timesOf(path: string): Promise<readonly (readonly [name: string, time: number])[]> {
  const entries = await readdir(path, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  return Promise.all(files.map(async (file) => [file.slice(path.length), (await stat(file)).mtimeMs]))
}

async function service(): Promise<Repository> {
  const repository = await newRepository(fresh('service'))
  await repository.commit('1', { 'go.mod': 'module example.com/a\n' })
  await repository.git('tag', '--annotate', 'v1.2.3', '--message', 'x')
  await repository.commit('2', { 'a.txt': 'a' })
  await repository.git('remote', 'add', 'origin', 'https://user:secret@example.com/a.git')
  return repository
}

test('versions, branches and cleanliness are those of each revision', async () => {
  const repository = await service()
  const [headSha, baseSha] = [await repository.sha('HEAD'), await repository.sha('HEAD~1')]
  const times = await timesOf(join(repository.path, '.git/objects'))
  const { head, base } = await contexts(repository, baseSha)
  expect(await timesOf(join(`${repository.path}-away`, '.git/objects'))).toEqual(times)
  expect(await head.git('describe', '--tags', '--dirty', '--long')).toBe(`v1.2.3-1-g${headSha.slice(0, 7)}`)
  expect(await base.git('describe', '--tags', '--dirty')).toBe('v1.2.3')
  for (const one of [head, base]) {
    expect(await one.git('status', '--porcelain')).toBe('')
    expect(await one.git('symbolic-ref', '--short', 'HEAD')).toBe('main')
    expect(await one.git('config', 'remote.origin.url')).toBe('https://example.com/a.git')
    await one.git('fsck', '--no-dangling')
  }
  expect(await base.sha('HEAD')).toBe(baseSha)
})

test('a shallow clone with a fetched base that is on no branch', async () => {
  const repository = await service()
  const shallow = await clone(repository, fresh('shallow'), '--depth=1')
  const baseSha = await repository.sha('HEAD~1')
  await shallow.git('fetch', '--quiet', '--depth=1', '--no-write-fetch-head', 'origin', baseSha)
  await shallow.git('checkout', '--quiet', '--detach')
  const { head, base } = await contexts(shallow, baseSha)
  expect(await base.git('rev-parse', 'HEAD')).toBe(baseSha)
  expect(await base.git('log', '--format=%s')).toBe('1')
  expect(await head.git('log', '--format=%s')).toBe('2\n1')
  expect(await head.git('rev-parse', '--abbrev-ref', 'HEAD')).toBe('HEAD')
})

test('submodules have their own, each at its commit', async () => {
  const theme = await newRepository(fresh('theme'))
  await theme.commit('theme 1', { 'page.html': '1' })
  await theme.git('tag', 'v7')
  const repository = await service()
  const local = ['-c', 'protocol.file.allow=always']
  await repository.git(...local, 'submodule', '--quiet', 'add', theme.path, 'web/theme')
  await repository.commit('3')
  await theme.commit('theme 2', { 'page.html': '2' })
  await repository.git('-C', 'web/theme', 'pull', '--quiet')
  await repository.commit('4')
  const { head, base } = await contexts(repository, await repository.sha('HEAD~1'))
  await rm(theme.path, { recursive: true })
  const subjects = async (one: Repository) =>
    repositoryAt(join(one.path, 'web/theme')).git('log', '--format=%s')
  expect(await subjects(head)).toBe('theme 2\ntheme 1')
  expect(await subjects(base)).toBe('theme 1')
  const versioned = repositoryAt(join(head.path, 'web/theme'))
  expect(await versioned.git('describe', '--tags')).toMatch(/^v7-1-g/)
  expect(await head.git('submodule', 'status')).toMatch(/^[0-9a-f]{40} web\/theme/)
  expect(await base.git('status', '--porcelain')).toBe('')
  const inner = repositoryAt(join(base.path, 'web/theme'))
  expect(await inner.git('status', '--porcelain')).toBe('')
  expect(await inner.git('rev-parse', '--show-superproject-working-tree')).toBe(base.path)
})
