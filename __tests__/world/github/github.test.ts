import { describe, expect, test } from 'vitest'
import { CancelledError } from '../../../src/common/errors.ts'
import type { GitHub } from '../../../src/effects/github.ts'
import { ApiError } from '../../../src/effects/github.ts'
import { realTiming } from '../../../src/world/github/connect.ts'
import { startGitHub as start } from '../../support/github/client.ts'
import type { GitHubServer, GitHubServerOptions } from '../../support/github/server.ts'

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
  test('are created, listed, updated and deleted', async () => {
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

  test('are listed from all pages, oldest first', async () => {
    await using at = await start()
    for (let index = 0; index < 350; index++) at.server.addComment(7, `comment ${index}`, 'somebody')
    const all = await at.github.comments(7)
    expect(all.map(({ body }) => body)).toEqual(Array.from({ length: 350 }, (_, index) => `comment ${index}`))
    expect(at.server.requests).toHaveLength(4)
  })

  test('of a deleted account have an empty author', async () => {
    await using at = await start()
    at.server.addComment(7, 'boo', '')
    expect(await at.github.comments(7)).toMatchObject([{ author: '', body: 'boo' }])
  })
})

describe('claims', () => {
  test("are held by one run at a time, and have an age by the server's clock", async () => {
    await using at = await start({ clockSkewMs: 86_400_000 })
    const { id } = at.server.addComment(7, 'ours')
    const claim = await at.github.claim(id)
    expect(claim).toMatchObject({ commentId: id, ours: true })
    expect(claim.ageMs).toBeLessThan(5000)
    const other = await at.connect().claim(id)
    expect(other).toMatchObject({ commentId: id, ours: false, reactionId: claim.reactionId })
    expect(other.ageMs).toBeLessThan(5000)
    expect(await at.github.release(claim)).toBe(true)
    expect(await at.github.release(claim)).toBe(false)
    expect(await at.connect().claim(id)).toMatchObject({ ours: true })
  })

  test('on a deleted comment are an error', async () => {
    await using at = await start()
    expect((await fault(at.github.claim(99))).status).toBe(404)
  })
})

describe('viewer', () => {
  test('is the author of comments', async () => {
    await using at = await start()
    expect(await at.github.viewer()).toBe('github-actions[bot]')
    expect((await at.github.createComment(7, 'x')).author).toBe(await at.github.viewer())
  })

  test('comes from REST if GraphQL does not report it', async () => {
    await using at = await start({ login: 'alice', tellsViewer: false })
    expect(await at.github.viewer()).toBe('alice')
    expect(at.server.operations).toEqual(['graphql', 'users/get-authenticated'])
  })

  test.each<[string, GitHubServerOptions, GitHubServer['faults']]>([
    ['refuses', { tellsViewer: false }, () => undefined],
    ['has no GraphQL', {}, ({ operation }) => (operation === 'graphql' ? { status: 404 } : undefined)],
    [
      'answers something else',
      {},
      ({ operation }) => (operation === 'graphql' ? { status: 200, body: { data: null } } : undefined),
    ],
    ['is gone', {}, () => 'cut'],
  ])('is unknown if the server %s', async (_, options, faults) => {
    await using at = await start(options)
    at.server.faults = faults
    expect(await at.github.viewer()).toBeUndefined()
  })
})

describe('a failed request', () => {
  test.each([
    ['a wrong token', { token: 'wrong' }, 401, 'Bad credentials'],
    ['a token that may only read', { token: 'token-that-reads' }, 403, 'Resource not accessible'],
    ['no such repository', { repo: 'other' }, 404, 'Not Found'],
  ])('%s has its status, and is not retried', async (_, options, status, message) => {
    await using at = await start()
    const error = await fault(at.connect(options).createComment(7, 'x'))
    expect(error.status).toBe(status)
    expect(error.message).toContain(message)
    expect(at.timing.waits).toEqual([])
  })

  test('never has the token in its message', async () => {
    await using at = await start()
    at.server.faults = () => ({ status: 500 })
    const error = await fault(at.github.createComment(7, 'x'))
    expect(`${error.message}${error.stack}${JSON.stringify(error)}`).not.toContain(at.server.token)
  })
})

describe('cancelling', () => {
  test('before a call sends nothing', async () => {
    await using at = await start()
    const stopped = at.connect({ signal: AbortSignal.abort() })
    await expect(stopped.comments(7)).rejects.toThrow(CancelledError)
    await expect(stopped.viewer()).rejects.toThrow(CancelledError)
    expect(at.server.requests).toEqual([])
  })

  test.each([
    ['reading', (github: GitHub) => github.comments(7)],
    ['writing', (github: GitHub) => github.createComment(7, 'x')],
  ])('while %s ends the call immediately', async (_, work) => {
    await using at = await start()
    const controller = new AbortController()
    at.server.faults = () => {
      queueMicrotask(() => controller.abort())
      return 'hang'
    }
    await expect(work(at.connect({ signal: controller.signal }))).rejects.toThrow(CancelledError)
    expect(at.server.requests).toHaveLength(1)
  })

  test('while it waits for a retry ends the call immediately', async () => {
    await using at = await start()
    const controller = new AbortController()
    at.server.faults = () => ({ status: 503 })
    const { signal } = controller
    const calling = at.connect({ signal, timing: realTiming }).comments(7)
    while (at.server.requests.length === 0) await new Promise((resolve) => setTimeout(resolve, 5))
    controller.abort()
    await expect(calling).rejects.toThrow(CancelledError)
    expect(at.server.requests).toHaveLength(1)
  })

  test('does not prevent the release of a claim', async () => {
    await using at = await start()
    const controller = new AbortController()
    const github = at.connect({ signal: controller.signal })
    const there = at.server.addComment(7, 'ours')
    const claim = await github.claim(there.id)
    controller.abort()
    expect(await github.release(claim)).toBe(true)
    expect(there.reactions).toEqual([])
  })
})
