import { describe, expect, test } from 'vitest'
import { CancelledError } from '../../src/errors.ts'
import { ApiError } from '../../src/publish/faults.ts'
import { type GitHubOptions, githubApi } from '../../src/world/github.ts'
import { GitHubServer, type GitHubServerOptions } from '../support/github-server.ts'

const head = 'a'.repeat(40)

async function start(options: GitHubServerOptions = {}) {
  const server = await GitHubServer.start(options)
  server.setPullRequest(7, head)
  const connect = (more: Partial<GitHubOptions> = {}) =>
    githubApi({
      token: server.token,
      apiUrl: server.url,
      owner: 'octo',
      repo: 'service',
      signal: new AbortController().signal,
      ...more,
    })
  return { server, connect, github: connect(), [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() }
}

async function fault(work: Promise<unknown>): Promise<ApiError> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(ApiError)
  return error as ApiError
}

test('nothing is sent before the first call', async () => {
  await using at = await start()
  at.connect()
  expect(at.server.requests).toEqual([])
})

describe('comments', () => {
  test('created, listed, updated, deleted', async () => {
    await using at = await start()
    const created = await at.github.createComment(7, 'Δ ❌')
    expect(created).toEqual({
      id: expect.any(Number),
      body: 'Δ ❌',
      author: 'github-actions[bot]',
      url: expect.stringContaining(`#issuecomment-${created.id}`),
    })
    expect(await at.github.updateComment(created.id, 'new')).toEqual({ ...created, body: 'new' })
    expect(await at.github.comments(7)).toEqual([{ ...created, body: 'new' }])
    await at.github.deleteComment(created.id)
    expect(await at.github.comments(7)).toEqual([])
    expect(at.server.exchanges.map(({ operation, status }) => [operation, status])).toEqual([
      ['issues/create-comment', 201],
      ['issues/update-comment', 200],
      ['issues/list-comments', 200],
      ['issues/delete-comment', 204],
      ['issues/list-comments', 200],
    ])
  })

  test('all pages, oldest first', async () => {
    await using at = await start()
    for (let index = 0; index < 350; index++) at.server.addComment(7, `comment ${index}`, 'somebody')
    const all = await at.github.comments(7)
    expect(all.map(({ body }) => body)).toEqual(Array.from({ length: 350 }, (_, index) => `comment ${index}`))
    expect(at.server.requests).toHaveLength(4)
  })

  test('of an account that was deleted', async () => {
    await using at = await start()
    at.server.addComment(7, 'boo', '')
    expect(await at.github.comments(7)).toMatchObject([{ author: '', body: 'boo' }])
  })
})

test('the head, as it is now', async () => {
  await using at = await start()
  expect(await at.github.headOf(7)).toBe(head)
  at.server.setPullRequest(7, 'b'.repeat(40))
  expect(await at.github.headOf(7)).toBe('b'.repeat(40))
})

describe('viewer', () => {
  test('is who writes', async () => {
    await using at = await start()
    expect(await at.github.viewer()).toBe('github-actions[bot]')
    expect((await at.github.createComment(7, 'x')).author).toBe(await at.github.viewer())
  })

  test.each<[string, GitHubServerOptions, GitHubServer['faults']]>([
    ['refuses', { tellsViewer: false }, () => undefined],
    ['has no GraphQL', {}, () => ({ status: 404 })],
    ['answers something else', {}, () => ({ status: 200, body: { data: null } })],
    ['is gone', {}, () => 'cut'],
  ])('is unknown when the server %s', async (_, options, faults) => {
    await using at = await start(options)
    at.server.faults = faults
    expect(await at.github.viewer()).toBeUndefined()
  })
})

describe('what goes wrong', () => {
  test.each([
    ['a wrong token', { token: 'wrong' }, 401, 'Bad credentials'],
    ['a token that may only read', { token: 'token-that-reads' }, 403, 'Resource not accessible'],
    ['no such repository', { repo: 'other' }, 404, 'Not Found'],
  ])('%s has its status', async (_, options, status, message) => {
    await using at = await start()
    const error = await fault(at.connect(options).createComment(7, 'x'))
    expect(error.status).toBe(status)
    expect(error.message).toContain(message)
  })

  test('a broken server has its status', async () => {
    await using at = await start()
    at.server.faults = () => ({ status: 503 })
    expect((await fault(at.github.comments(7))).status).toBe(503)
  })

  test('no answer has no status: Octokit would say 500', async () => {
    await using at = await start()
    at.server.faults = () => 'cut'
    expect((await fault(at.github.headOf(7))).status).toBeUndefined()
  })

  test('each page has its own time limit', async () => {
    await using at = await start()
    for (let index = 0; index < 101; index++) at.server.addComment(7, `comment ${index}`)
    at.server.faults = ({ path }) => (path.includes('page=2') ? 'hang' : undefined)
    const since = performance.now()
    expect((await fault(at.connect({ timeoutMs: 1000 }).comments(7))).status).toBeUndefined()
    expect(performance.now() - since).toBeLessThan(20_000)
    expect(at.server.requests).toHaveLength(2)
  })

  test('the token is in no message', async () => {
    await using at = await start()
    at.server.faults = () => ({ status: 500 })
    const error = await fault(at.github.createComment(7, 'x'))
    expect(`${error.message}${error.stack}${JSON.stringify(error)}`).not.toContain(at.server.token)
  })
})

describe('stopping', () => {
  test('before a call: nothing is sent', async () => {
    await using at = await start()
    const stopped = at.connect({ signal: AbortSignal.abort() })
    await expect(stopped.comments(7)).rejects.toThrow(CancelledError)
    await expect(stopped.viewer()).rejects.toThrow(CancelledError)
    expect(at.server.requests).toEqual([])
  })

  test('during a call: it ends at once', async () => {
    await using at = await start()
    const controller = new AbortController()
    at.server.faults = () => {
      queueMicrotask(() => controller.abort())
      return 'hang'
    }
    const { signal } = controller
    await expect(at.connect({ signal }).comments(7)).rejects.toThrow(CancelledError)
  })
})
