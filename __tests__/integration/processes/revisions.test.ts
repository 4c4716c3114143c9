import { utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import type { GitHubContext } from '../../../src/repository/event.ts'
import { type Git, openGit } from '../../../src/repository/git/git.ts'
import { findRevisions, type Revisions } from '../../../src/repository/git/revisions.ts'
import {
  checkoutAction,
  clone,
  gitEnv,
  newRepository,
  type Repository,
} from '../../support/repositories/git.ts'
import { expectValue, messagesOf } from '../../support/results.ts'
import { realWorld } from '../../support/world/real.ts'
import { temporaryDirectory } from '../../support/world/temporary.ts'

const directory = await temporaryDirectory()
const world = realWorld(directory, gitEnv)

/**
 * main:  1 ─ 2 ─ 3 ─ … ─ 60 ─ m (tip)
 * topic:         └ t1 ─ t2          (from 3)
 * merge: first parent m, second parent t2; only under refs/pull/7/merge
 */
let origin: Repository
const at = { three: '', sixty: '', main: '', topic: '', merge: '', lost: '', tagged: '' }

beforeAll(async () => {
  origin = await newRepository(join(directory, 'origin'))
  for (let number = 1; number <= 3; number++) {
    await origin.commit(`${number}`, { 'a.txt': `${number}` })
  }
  at.three = await origin.sha('HEAD')
  await origin.git('branch', 'topic')
  await origin.git('tag', '--annotate', 'v1', '--message', 'v1')
  at.tagged = at.three
  const numbers = Array.from({ length: 57 }, (_, index) => `${index + 4}`)
  await origin.emptyCommits('main', numbers)
  at.sixty = await origin.sha('HEAD')
  at.main = await origin.commit('m', { 'main.txt': 'm' })
  await origin.git('switch', '--quiet', 'topic')
  await origin.commit('t1', { 'topic.txt': '1' })
  at.topic = await origin.commit('t2', { 'topic.txt': '2' })
  await origin.git('switch', '--quiet', '--detach', 'main')
  await origin.git('merge', '--quiet', '--no-ff', '--message', 'merge', 'topic')
  at.merge = await origin.sha('HEAD')
  await origin.git('update-ref', 'refs/pull/7/merge', at.merge)
  await origin.git('update-ref', 'refs/pull/7/head', at.topic)
  // no branch leads to it any more, as after a forced push
  await origin.git('switch', '--quiet', '--detach', at.three)
  at.lost = await origin.commit('lost')
  // its name ends like the one of another branch, and sorts before it
  await origin.git('branch', 'a/main', at.three)
  await origin.git('switch', '--quiet', 'main')
}, 60_000)

let made = 0
const fresh = () => join(directory, `clone-${++made}`)

function context(given: Partial<GitHubContext>): GitHubContext {
  return {
    eventName: 'pull_request',
    owner: 'octo',
    repo: 'service',
    serverUrl: 'https://github.com',
    apiUrl: 'https://api.github.com',
    runId: 1,
    runAttempt: 1,
    sha: '',
    ref: '',
    ...given,
  }
}

const pullRequest = (given: Partial<NonNullable<GitHubContext['pullRequest']>> = {}) =>
  context({
    pullRequest: {
      number: 7,
      headSha: at.topic,
      baseSha: at.main,
      headRef: 'topic',
      baseRef: 'main',
      fromFork: false,
      ...given,
    },
  })

const gone = '0123456789abcdef0123456789abcdef01234567'

/** The run that was followed, as workflow_run tells it. */
const followed = (event: string) => ({
  eventName: 'workflow_run',
  workflowRun: {
    id: 3,
    attempt: 1,
    headSha: at.topic,
    event,
    startedFor: { kind: 'branch', ref: 'topic', repository: undefined } as const,
  },
})

async function open(repository: Repository): Promise<Git> {
  return expectValue(await openGit(world.exec, repository.path))
}

async function revisions(
  repository: Repository,
  given: string | undefined,
  event: GitHubContext | undefined,
): Promise<Revisions> {
  return expectValue(await findRevisions(await open(repository), given, event))
}

async function problem(
  repository: Repository,
  given: string | undefined,
  event: GitHubContext | undefined,
): Promise<string> {
  const found = await findRevisions(await open(repository), given, event)
  return found.ok ? `found ${found.value.base?.sha}` : found.problem.message
}

/** A full clone must stay what it is, whatever is asked of it. */
async function keepsItsHistory(repository: Repository, work: () => Promise<unknown>): Promise<void> {
  const before = await repository.count('--all')
  await work()
  expect(await repository.count('--all')).toBeGreaterThanOrEqual(before)
  expect(await repository.git('rev-parse', '--is-shallow-repository')).toBe('false')
}

describe('pull request', () => {
  test('the merge commit is checked out, shallow: its first parent is fetched', async () => {
    const here = await checkoutAction(origin, fresh(), at.merge, 'refs/remotes/pull/7/merge')
    expect(await revisions(here, undefined, pullRequest())).toEqual({
      base: { sha: at.main, ref: 'main' },
      head: { sha: at.merge, ref: 'topic' },
      because: 'first parent of the tested merge commit',
    })
    expect(await here.sha(`${at.main}^{tree}`)).toBe(await origin.sha('main^{tree}'))
  })

  test('the first parent of the tested merge counts, not the base that the event saw', async () => {
    const here = await clone(origin, fresh(), '--no-checkout')
    await here.git('fetch', '--quiet', 'origin', 'refs/pull/7/merge')
    await here.git('checkout', '--quiet', '--detach', 'FETCH_HEAD')
    const found = await revisions(here, undefined, pullRequest({ baseSha: at.sixty }))
    expect(found.base?.sha).toBe(at.main)
  })

  test('a merge of something else is not mistaken for the tested merge', async () => {
    const here = await clone(origin, fresh(), '--no-checkout')
    await here.git('fetch', '--quiet', 'origin', 'refs/pull/7/merge')
    await here.git('checkout', '--quiet', '--detach', 'FETCH_HEAD')
    const found = await revisions(here, undefined, pullRequest({ headSha: at.lost }))
    expect(found.because).toBe("merge base with the pull request's base")
  })

  test('head is checked out in a full clone: the merge base', async () => {
    const here = await clone(origin, fresh(), '--branch=topic')
    await keepsItsHistory(here, async () => {
      expect(await revisions(here, undefined, pullRequest())).toEqual({
        base: { sha: at.three, ref: 'main' },
        head: { sha: at.topic, ref: 'topic' },
        because: "merge base with the pull request's base",
      })
    })
  })

  test('head is checked out in a shallow clone of one branch: deepened until the two meet', async () => {
    const here = await clone(origin, fresh(), '--depth=1', '--branch=topic')
    expect(await here.count()).toBe(1)
    const found = await revisions(here, undefined, pullRequest())
    expect(found.base?.sha).toBe(at.three)
  })

  test('head of a fork, which no branch leads to, in a shallow clone', async () => {
    const fork = await clone(origin, fresh())
    await fork.git('checkout', '--quiet', '--detach', at.three)
    await fork.commit('f1')
    const sha = await fork.commit('f2')
    await fork.git('push', '--quiet', 'origin', `${sha}:refs/pull/8/head`)
    const here = await checkoutAction(origin, fresh(), sha, 'refs/remotes/pull/8/head')
    const event = pullRequest({ headSha: sha, headRef: 'patch-1', fromFork: true })
    const found = await revisions(here, undefined, event)
    expect(found.base?.sha).toBe(at.three)
    expect(found.head).toEqual({ sha, ref: 'patch-1' })
    // deepening must not bring every other branch along
    expect(await here.git('for-each-ref', '--format=%(refname)')).toBe('refs/remotes/pull/8/head')
  })

  test('a base that neither the clone nor the remote has: uses the current tip of its branch', async () => {
    const here = await clone(origin, fresh(), '--depth=1', '--branch=topic')
    const found = await revisions(here, undefined, pullRequest({ baseSha: gone }))
    expect(found.base).toEqual({ sha: at.three, ref: 'main' })
    expect(found.because).toBe("merge base with the pull request's base, because 012345678 no longer exists")
  })

  test('reports a missing base whose branch was deleted too', async () => {
    const here = await clone(origin, fresh(), '--branch=topic')
    const said = await problem(here, undefined, pullRequest({ baseSha: gone, baseRef: 'next' }))
    expect(said).toContain('012345678')
    expect(said).toContain('fetch-depth: 0')
  })

  test('reports a missing common history, with the fix', async () => {
    const alone = await newRepository(fresh())
    await alone.commit('another beginning')
    await alone.git('remote', 'add', 'origin', `file://${origin.path}`)
    const said = await problem(alone, undefined, pullRequest())
    expect(said).toMatch(/no common history .*fetch-depth: 0/)
  })

  test.each([undefined, 'main'])('rejects pull_request_target, whatever base is set: %s', async (base) => {
    const here = await clone(origin, fresh())
    const event = { ...pullRequest(), eventName: 'pull_request_target' }
    expect(await problem(here, base, event)).toContain('use `on: pull_request`')
  })

  test.each([
    ['pull_request', {}],
    ['push', pullRequest()],
  ])('workflow_run after a run of %s for a pull request is refused', async (event, more) => {
    const here = await clone(origin, fresh())
    const said = await problem(here, undefined, { ...context(more), ...followed(event) })
    expect(said).toContain(
      'linkgate does not build on `workflow_run` of a pull request, because its code would run with write access: use `phase: measure` in that run, and `phase: publish` here',
    )
  })

  test('workflow_run after another run is an event like any other', async () => {
    const here = await clone(origin, fresh())
    const found = await revisions(here, undefined, context(followed('push')))
    expect(found.base?.sha).toBe(at.sixty)
  })

  test('what an earlier step left in the working tree is not part of head', async () => {
    const here = await clone(origin, fresh(), '--branch=topic')
    await here.git('rm', '--quiet', 'topic.txt')
    expect((await revisions(here, undefined, pullRequest())).head.dirty).toBeUndefined()
  })
})

describe('merge group and push', () => {
  test('merge_group: its base, fetched if it is missing', async () => {
    const here = await checkoutAction(origin, fresh(), at.merge, 'refs/remotes/origin/queue')
    const event = context({
      eventName: 'merge_group',
      mergeGroup: { baseSha: at.main, headSha: at.merge },
    })
    expect(await revisions(here, undefined, event)).toMatchObject({
      base: { sha: at.main },
      head: { sha: at.merge },
      because: 'base of the merge group',
    })
  })

  test('push: the commit before it', async () => {
    const here = await checkoutAction(origin, fresh(), at.main, 'refs/remotes/origin/main')
    const found = await revisions(here, undefined, context({ eventName: 'push', before: at.three }))
    expect(found).toMatchObject({ base: { sha: at.three }, because: 'the commit before this push' })
  })

  test('push after a forced push: the lost commit is fetched exactly, a full clone keeps its history', async () => {
    const here = await clone(origin, fresh())
    await expect(here.sha(`${at.lost}^{commit}`)).rejects.toThrow()
    await keepsItsHistory(here, async () => {
      const found = await revisions(here, undefined, context({ eventName: 'push', before: at.lost }))
      expect(found.base?.sha).toBe(at.lost)
    })
  })

  test('push after a forced push, and the lost commit is gone: the default branch', async () => {
    const here = await checkoutAction(origin, fresh(), at.topic, 'refs/remotes/origin/topic')
    const event = context({ eventName: 'push', before: gone, defaultBranch: 'main' })
    expect(await revisions(here, undefined, event)).toMatchObject({
      base: { sha: at.three, ref: 'origin/main' },
      because: 'merge base with origin/main, because 012345678 no longer exists',
    })
  })

  test('push of a new branch: the merge base with the default branch, which a shallow clone has to fetch', async () => {
    const here = await checkoutAction(origin, fresh(), at.topic, 'refs/remotes/origin/topic')
    const event = context({ eventName: 'push', ref: 'refs/heads/topic', defaultBranch: 'main' })
    expect(await revisions(here, undefined, event)).toMatchObject({
      base: { sha: at.three, ref: 'origin/main' },
      because: 'merge base with origin/main',
    })
  })

  test.each([
    ['the default branch itself', 'refs/heads/main', 'first push of this branch'],
    ['a new branch without a commit of its own', 'refs/heads/next', 'first push of this branch'],
    ['a tag', 'refs/tags/v2', 'a tag has no base'],
  ])('push of %s: nothing to compare with', async (_, ref, because) => {
    const here = await clone(origin, fresh())
    const event = context({ eventName: 'push', ref, defaultBranch: 'main' })
    expect(await revisions(here, undefined, event)).toMatchObject({ base: null, because })
  })
})

describe('without an event', () => {
  test('a topic branch: the merge base with the default branch of origin', async () => {
    const here = await clone(origin, fresh(), '--branch=topic')
    expect(await revisions(here, undefined, undefined)).toEqual({
      base: { sha: at.three, ref: 'origin/main' },
      head: { sha: at.topic, ref: 'topic' },
      because: 'merge base with origin/main',
    })
  })

  test('the default branch has another name', async () => {
    const trunk = await clone(origin, fresh(), '--branch=topic')
    await trunk.git('branch', '--quiet', '--move', 'topic', 'trunk')
    const here = await clone(trunk, fresh())
    await here.git('switch', '--quiet', '--create', 'work')
    const head = await here.commit('work')
    expect(await revisions(here, undefined, undefined)).toMatchObject({
      base: { sha: at.topic, ref: 'origin/trunk' },
      head: { sha: head, ref: 'work' },
    })
  })

  test('an event without a base, such as workflow_dispatch: uses the default branch in it', async () => {
    const here = await clone(origin, fresh(), '--branch=topic')
    await here.git('symbolic-ref', '--delete', 'refs/remotes/origin/HEAD')
    const event = context({ eventName: 'workflow_dispatch', defaultBranch: 'a/main' })
    expect((await revisions(here, undefined, event)).base).toEqual({ sha: at.three, ref: 'origin/a/main' })
  })

  test.each(['main', 'renamed', undefined])(
    'the same in a shallow clone without it, set as %s',
    async (named) => {
      const here = await checkoutAction(origin, fresh(), at.topic, 'refs/remotes/origin/topic')
      const event = context({
        eventName: 'workflow_dispatch',
        ...(named === undefined ? {} : { defaultBranch: named }),
      })
      expect((await revisions(here, undefined, event)).base).toEqual({
        sha: at.three,
        ref: named === 'main' ? 'origin/main' : 'origin/HEAD',
      })
    },
  )

  test('on the default branch with nothing changed: the last commit against the one before', async () => {
    const here = await clone(origin, fresh())
    expect(await revisions(here, undefined, undefined)).toMatchObject({
      base: { sha: at.sixty },
      head: { sha: at.main, ref: 'main' },
      because: 'the commit before HEAD',
    })
  })

  test('a schedule, whose event does not contain the default branch: the commit before', async () => {
    const here = await checkoutAction(origin, fresh(), at.main, 'refs/remotes/origin/main')
    const event = context({ eventName: 'schedule', ref: 'refs/heads/main' })
    expect(await revisions(here, undefined, event)).toMatchObject({
      base: { sha: at.sixty },
      because: 'the commit before HEAD',
    })
  })

  test('on the default branch with an uncommitted change: the working tree against HEAD', async () => {
    const here = await clone(origin, fresh())
    await here.git('mv', 'a.txt', 'b.txt')
    expect(await revisions(here, undefined, undefined)).toMatchObject({
      base: { sha: at.main },
      head: { sha: at.main, dirty: true },
    })
  })

  test('an untracked file makes the working tree dirty, an ignored one does not', async () => {
    const here = await clone(origin, fresh())
    await here.commit('ignore', { '.gitignore': 'out\n' })
    const git = await open(here)
    await world.files.write(join(here.path, 'out'), 'x')
    expect(await git.isDirty()).toBe(false)
    await world.files.write(join(here.path, 'new.go'), 'package x')
    expect(await git.isDirty()).toBe(true)
  })

  test('looking for changes does not write to the index: git could be killed meanwhile', async () => {
    const here = await clone(origin, fresh())
    const git = await open(here)
    // the same content at another time: git would note that it looked
    await utimes(join(here.path, 'a.txt'), 1_000_000_000, 1_000_000_000)
    const index = () => world.files.read(join(here.path, '.git/index'))
    const before = await index()
    expect(await git.isDirty()).toBe(false)
    expect(await index()).toEqual(before)
  })

  test('a detached HEAD has no branch name', async () => {
    const here = await clone(origin, fresh())
    await here.git('checkout', '--quiet', '--detach', at.topic)
    expect((await revisions(here, undefined, undefined)).head).toEqual({ sha: at.topic })
  })

  test('the first commit has nothing before it', async () => {
    const here = await newRepository(fresh())
    await here.commit('first')
    expect(await revisions(here, undefined, undefined)).toMatchObject({
      base: null,
      because: 'the first commit has no base',
    })
  })

  test('a repository without a commit', async () => {
    const here = await newRepository(fresh())
    expect(await problem(here, undefined, undefined)).toContain(
      'this repository has no commit: create one first',
    )
  })
})

describe('a named base', () => {
  test.each(['main', 'v1', 'a/main'])('%s, in a shallow clone that does not have it', async (name) => {
    const here = await clone(origin, fresh(), '--depth=1', '--branch=topic')
    const sha = name === 'main' ? at.main : at.three
    expect(await revisions(here, name, undefined)).toMatchObject({
      base: { sha, ref: name },
      because: 'given as base',
    })
  })

  test.each(['sixty', 'lost'] as const)('a full SHA (%s) is fetched', async (which) => {
    const here = await clone(origin, fresh(), '--depth=1', '--branch=topic')
    expect((await revisions(here, at[which], undefined)).base?.sha).toBe(at[which])
  })

  test('a local branch, a remote branch, a short SHA and HEAD~1 in a full clone', async () => {
    const here = await clone(origin, fresh())
    await keepsItsHistory(here, async () => {
      for (const [name, sha] of [
        ['main', at.main],
        ['topic', at.topic],
        [at.sixty.slice(0, 12), at.sixty],
        ['HEAD~1', at.sixty],
      ] as const) {
        expect((await revisions(here, name, undefined)).base).toEqual({ sha, ref: name })
      }
    })
  })

  test('it decides over the event', async () => {
    const here = await clone(origin, fresh(), '--branch=topic')
    expect((await revisions(here, 'v1', pullRequest())).base).toEqual({ sha: at.tagged, ref: 'v1' })
  })

  test('reports that an unknown revision does not exist', async () => {
    const here = await clone(origin, fresh())
    expect(await problem(here, 'mian', undefined)).toContain('base `mian` is not a commit in this repository')
  })

  test.each(['+refs/heads/topic:refs/heads/stolen', 'topic:stolen', '--upload-pack=false', 'two words', ''])(
    'nothing but a name or a SHA is taken: `%s`',
    async (given) => {
      const here = await clone(origin, fresh(), '--depth=1')
      const refs = await here.git('for-each-ref')
      expect(await problem(here, given, undefined)).toContain('is not a commit in this repository')
      expect(await here.git('for-each-ref')).toBe(refs)
    },
  )
})

describe('git itself', () => {
  test('outside a repository', async () => {
    const outside = realWorld(directory, { ...gitEnv, GIT_CEILING_DIRECTORIES: directory })
    const [message] = messagesOf(await openGit(outside.exec, directory))
    expect(message).toContain('is not in a git repository: run actions/checkout first')
  })

  describe('a repository that belongs to another user', () => {
    // as git's own tests make believe
    const other = realWorld(directory, { ...gitEnv, GIT_TEST_ASSUME_DIFFERENT_OWNER: '1' })

    test('is refused at home, with the command that allows it', async () => {
      const here = await clone(origin, fresh())
      expect(messagesOf(await openGit(other.exec, here.path))).toEqual([
        `${here.path} belongs to another user, so git refuses to read it (dubious ownership): run \`git config --global --add safe.directory ${here.path}\` if you trust it`,
      ])
    })

    test('is used in a workflow run, which owns the checkout', async () => {
      const here = await clone(origin, fresh())
      const git = expectValue(await openGit(other.exec, here.path, { trusted: true }))
      expect(git.root).toBe(here.path)
      const found = expectValue(await findRevisions(git, at.three, undefined))
      expect(found.base?.sha).toBe(at.three)
      expect(await git.at(here.path).first('rev-parse', 'HEAD')).toBe(at.main)
    })

    test('a git that does not take it from the command line: the step to add', async () => {
      const refused = {
        exitCode: 128,
        stdout: '',
        stderr: "fatal: detected dubious ownership in repository at '/__w/service/service'\n",
      }
      const exec = { ...world.exec, query: async () => refused }
      expect(messagesOf(await openGit(exec, '/__w/service/service/api', { trusted: true }))).toEqual([
        '/__w/service/service belongs to another user, so git refuses to read it (dubious ownership): run `git config --global --add safe.directory "$GITHUB_WORKSPACE"` in a step before this one',
      ])
    })
  })

  test('no git at all', async () => {
    const exec = { ...world.exec, query: async () => ({ exitCode: 127, stdout: '', stderr: '' }) }
    expect(messagesOf(await openGit(exec, directory))).toEqual(['git was not found: install git'])
  })

  test('the root is found from a directory inside', async () => {
    const here = await clone(origin, fresh())
    await world.files.makeDirectory(join(here.path, 'cmd/api'))
    expect(expectValue(await openGit(world.exec, join(here.path, 'cmd/api'))).root).toBe(here.path)
  })

  test('parents as the commit names them, in a clone that does not have them', async () => {
    const here = await checkoutAction(origin, fresh(), at.merge, 'refs/remotes/pull/7/merge')
    const git = await open(here)
    expect(await git.parents(at.merge)).toEqual([at.main, at.topic])
    expect(await git.resolve(at.main)).toBeUndefined()
  })

  test('a message that looks like a parent is none', async () => {
    const here = await newRepository(fresh())
    const sha = await here.commit(`parent ${at.main}\n\nparent ${at.main}`)
    expect(await (await open(here)).parents(sha)).toEqual([])
  })
})
