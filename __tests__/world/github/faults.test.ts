import { describe, expect, test } from 'vitest'
import type { GitHub } from '../../../src/effects/github.ts'
import { ApiError } from '../../../src/effects/github.ts'
import { startGitHub as start } from '../../support/github/client.ts'
import type { OperationId } from '../../support/github/openapi.ts'
import { GitHubServer, type Fault as ServerFault } from '../../support/github/server.ts'

const calls: readonly (readonly [string, (github: GitHub) => Promise<unknown>])[] = [
  ['reading a list', (github) => github.comments(7)],
  ['reading one', (github) => github.pullRequest(7)],
  ['creating', (github) => github.createComment(7, 'x')],
  ['updating', (github) => github.updateComment(1001, 'x')],
  ['deleting', (github) => github.deleteComment(1001)],
  ['claiming', (github) => github.claim(1001)],
]

const operationOf: Readonly<Record<string, OperationId>> = {
  'reading a list': 'issues/list-comments',
  'reading one': 'pulls/get',
  creating: 'issues/create-comment',
  updating: 'issues/update-comment',
  deleting: 'issues/delete-comment',
  claiming: 'reactions/create-for-issue-comment',
}

const passing: readonly (readonly [string, ServerFault, number])[] = [
  ['502', { status: 502, body: '<html>', headers: { 'content-type': 'text/html' } }, 1000],
  ['a cut connection', 'cut', 1000],
  ['a cut connection after it was done', 'cut-after', 1000],
  ['half an answer', 'half', 1000],
  ['no answer in time', 'hang', 1000],
  ['a page of a proxy', { status: 200, body: '<html>', headers: { 'content-type': 'text/html' } }, 1000],
  ['429 with a time', { status: 429, headers: { 'retry-after': '3' } }, 3000],
]

test.each(
  calls.flatMap(([name, call]) =>
    passing.map(([fault, answer, waits]) => ({ name, call, fault, answer, waits })),
  ),
)('$name after $fault is done exactly once', async ({ name, call, answer, waits }) => {
  await using at = await start({}, answer === 'hang' ? { timeoutMs: 1000 } : {})
  at.server.addComment(7, 'there')
  at.server.once(operationOf[name] ?? 'pulls/get', answer)
  // The first request deleted it without a response, so the second one does not find it.
  const deleted = name === 'deleting' && (answer === 'cut-after' || answer === 'half')
  if (deleted) await expect(call(at.github)).rejects.toMatchObject({ status: 404 })
  else await call(at.github)
  // The body of the response to a deletion is not read.
  const unread = name === 'deleting' && typeof answer === 'object' && answer.status === 200
  expect(at.timing.waits).toEqual(unread ? [] : [waits])
  const left = { creating: 2, deleting: unread ? 1 : 0 }[name] ?? 1
  expect(at.server.commentsOf(7)).toHaveLength(left)
})

describe('creating a comment whose response is lost', () => {
  test.each(['cut-after', 'half', 'hang-after'] as const)(
    '%s: finds the comment and does not create it twice',
    async (fault) => {
      await using at = await start({}, { timeoutMs: 300 })
      at.server.addComment(7, 'x', 'somebody')
      at.server.once('issues/create-comment', fault)
      const created = await at.github.createComment(7, 'x')
      const [theirs, ours, ...more] = at.server.commentsOf(7)
      expect([theirs?.author, more]).toEqual(['somebody', []])
      expect(created).toMatchObject({ id: ours?.id, author: 'github-actions[bot]' })
      expect(at.server.operations.filter((one) => one === 'issues/create-comment')).toHaveLength(1)
    },
  )

  test('searches until it finds the comment if listing fails, too', async () => {
    await using at = await start()
    at.server.once('issues/create-comment', 'cut-after')
    for (let count = 0; count < 3; count++) at.server.once('issues/list-comments', { status: 500 })
    await at.github.createComment(7, 'x')
    expect(at.server.commentsOf(7)).toHaveLength(1)
    expect(at.timing.waits).toEqual([1000, 1000, 2000, 4000])
  })

  test('creates the comment if the request never arrived', async () => {
    await using at = await start()
    for (let count = 0; count < 3; count++) at.server.once('issues/create-comment', 'cut')
    await at.github.createComment(7, 'x')
    expect(at.server.commentsOf(7)).toHaveLength(1)
    expect(at.timing.waits).toEqual([1000, 2000, 4000])
  })

  test('finds the comment even if GitHub converts its line breaks', async () => {
    await using at = await start()
    at.server.once('issues/create-comment', 'cut-after')
    at.server.beforeAnswer = ({ operation }) => {
      if (operation !== 'issues/list-comments') return
      for (const comment of at.server.repository.comments)
        comment.body = comment.body.replaceAll('\n', '\r\n')
    }
    await at.github.createComment(7, 'a\nb\n')
    expect(at.server.commentsOf(7)).toHaveLength(1)
  })
})

describe('the time budget for all failures', () => {
  test('gives up a broken server after a minute, and does not wait for it again', async () => {
    await using at = await start()
    at.server.faults = () => ({ status: 503, body: { message: 'down' } })
    await expect(at.github.comments(7)).rejects.toMatchObject({ status: 503 })
    expect(at.timing.waits).toEqual([1000, 2000, 4000, 8000, 16_000])
    await expect(at.github.pullRequest(7)).rejects.toMatchObject({ status: 503 })
    await expect(at.github.createComment(7, 'x')).rejects.toThrow(ApiError)
    expect(at.timing.waits.reduce((sum, ms) => sum + ms)).toBeLessThan(60_000)
    expect(at.server.requests.length).toBeLessThan(25)
  })

  test('a page that is not sent is retried separately', async () => {
    await using at = await start({}, { timeoutMs: 1000 })
    for (let index = 0; index < 101; index++) at.server.addComment(7, `comment ${index}`)
    let hung = 0
    at.server.faults = ({ path }) => (path.includes('page=2') && hung++ < 2 ? 'hang' : undefined)
    expect(await at.github.comments(7)).toHaveLength(101)
    expect(at.server.requests).toHaveLength(4)
  })

  test("waits for the end of a rate limit that ends soon, by the server's clock", async () => {
    await using at = await start({ clockSkewMs: -7_200_000 })
    const { now } = at.server.repository
    at.server.rateLimit = { remaining: 0, resetMs: now() + 30_000 }
    const end = () => {
      at.server.rateLimit = { remaining: 5000, resetMs: 0 }
    }
    at.server.beforeAnswer = () => {
      if (at.timing.waits.length > 0) end()
    }
    await at.github.createComment(7, 'x')
    expect(at.server.commentsOf(7)).toHaveLength(1)
    expect(at.timing.waits).toHaveLength(1)
    expect(at.timing.waits[0]).toBeGreaterThan(29_000)
    expect(at.timing.waits[0]).toBeLessThan(34_000)
  })

  test.each([
    [
      'primary',
      { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '4102444800' },
      'API rate limit exceeded',
    ],
    ['secondary', { 'retry-after': '120' }, 'You have exceeded a secondary rate limit'],
    ['secondary without a time', {}, 'You have exceeded a secondary rate limit'],
  ])('does not wait for a %s limit that ends later', async (_, headers, message) => {
    await using at = await start()
    at.server.faults = () => ({ status: 403, headers, body: { message } })
    const error = await at.github.createComment(7, 'x').catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(ApiError)
    expect((error as ApiError).rateLimit?.waitMs).toBeGreaterThanOrEqual(60_000)
    expect(at.timing.waits).toEqual([])
    expect(at.server.requests).toHaveLength(1)
  })
})

test('a refused connection is retried, and then an error', async () => {
  await using at = await start()
  const gone = await GitHubServer.start()
  const apiUrl = gone.url
  await gone[Symbol.asyncDispose]()
  const github = at.connect({ apiUrl })
  await expect(github.createComment(7, 'x')).rejects.toMatchObject({
    status: undefined,
    code: 'ECONNREFUSED',
  })
  expect(at.timing.waits).toHaveLength(5)
})

test('an unknown host name is an error', async () => {
  await using at = await start()
  const github = at.connect({ apiUrl: 'http://github.invalid', budgetMs: 3000 })
  const error = await github.pullRequest(7).catch((reason: unknown) => reason)
  expect((error as ApiError).code).toMatch(/^(ENOTFOUND|EAI_AGAIN)$/)
})

test('JSON that does not match the schema is an error with the path, and is not requested again', async () => {
  await using at = await start()
  const headers = { 'content-type': 'application/json' }
  const body = JSON.stringify({ number: 7, state: 'open', labels: [], head: 'topic' })
  at.server.once('pulls/get', { status: 200, body, headers })
  const failed = at.github.pullRequest(7)
  await expect(failed).rejects.toBeInstanceOf(ApiError)
  await expect(failed).rejects.toThrow(/^the answer has an unknown format at `head`: /)
  expect(at.timing.waits).toEqual([])
})
