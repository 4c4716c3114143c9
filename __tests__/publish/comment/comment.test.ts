import { describe, expect, test } from 'vitest'
import { CancelledError } from '../../../src/common/errors.ts'
import { ApiError } from '../../../src/effects/github.ts'
import { type CommentRequest, publishComments } from '../../../src/publish/comment/comment.ts'
import type { CommentResult } from '../../../src/publish/comment/comment-run.ts'
import { readMarker, writeMarker } from '../../../src/publish/comment/marker.ts'
import { commentLimit } from '../../../src/publish/limits.ts'
import { by, head, marked, publishComment, request, start } from './commenting.ts'

const newer = 'b'.repeat(40)
const issue = '/repos/octo/service/issues/7/comments'
const comment = (id: number) => `/repos/octo/service/issues/comments/${id}`

describe('one comment over several runs', () => {
  test('is created, updated, then left unchanged', async () => {
    await using at = await start()
    const first = await publishComment(at, request())
    expect(first).toMatchObject({ action: 'created', url: expect.stringContaining('#issuecomment-') })
    expect(at.server.commentsOf(7).map(({ body }) => body)).toEqual([
      `${writeMarker({ app: 'api', fingerprint: 'c0ffee', head, run: 1, attempt: 1 })}\n${request().text(commentLimit)}`,
    ])

    at.server.setPullRequest(7, newer)
    const next = request({ fingerprint: 'beef', headSha: newer, text: () => 'new' })
    expect(await publishComment(at, next)).toEqual({
      ...first,
      action: 'updated',
    })
    const [only, ...others] = at.server.commentsOf(7)
    expect(others).toEqual([])
    expect(only?.body).toBe(
      `${writeMarker({ app: 'api', fingerprint: 'beef', head: newer, run: 1, attempt: 1 })}\nnew`,
    )

    const before = at.server.writes.length
    const jitter = { ...next, text: () => 'new, and 0.1 ms more' }
    expect(await publishComment(at, jitter)).toEqual({ ...first, action: 'unchanged' })
    expect(at.server.writes).toHaveLength(before)
  })

  test('is found after 120 other comments', async () => {
    await using at = await start()
    for (let index = 0; index < 115; index++) at.server.addComment(7, `comment ${index}`, 'somebody')
    const ours = at.server.addComment(7, marked('old'))
    for (let index = 0; index < 4; index++) at.server.addComment(7, `comment ${index}`, 'somebody')
    expect(await publishComment(at, request())).toMatchObject({ action: 'updated' })
    expect(at.server.writes).toEqual([`PATCH ${comment(ours.id)}`])
  })

  test('has one comment for each app', async () => {
    await using at = await start()
    const other = at.server.addComment(7, marked('theirs', 'c0ffee', 'worker'))
    expect(await publishComment(at, request())).toMatchObject({ action: 'created' })
    expect(at.server.commentsOf(7)).toHaveLength(2)
    expect(other.body).toBe(marked('theirs', 'c0ffee', 'worker'))
  })
})

describe('several comments of one run', () => {
  const apps = Array.from({ length: 50 }, (_, index) => `app${index}`)
  const requests = (more: Partial<CommentRequest> = {}) => apps.map((app) => request({ app, ...more }))
  const actionsOf = (results: readonly CommentResult[]) =>
    new Set(results.map((one) => (one.ok ? one.value.action : one.problem)))

  test('are listed once before and once after their creation, not once for each', async () => {
    await using at = await start()
    const results = await publishComments(at, requests())
    expect(actionsOf(results)).toEqual(new Set(['created']))
    expect(countsOf(at.server.operations)).toEqual({
      graphql: 1,
      'issues/list-comments': 2,
      'pulls/get': 2,
      'issues/create-comment': 50,
    })
    expect(new Set(at.server.commentsOf(7).map(({ body }) => readMarker(body)?.app))).toEqual(new Set(apps))
  })

  test('need only one list if nothing changed, regardless of their number', async () => {
    await using at = await start()
    await publishComments(at, requests())
    const before = at.server.operations.length
    expect(actionsOf(await publishComments(at, requests()))).toEqual(new Set(['unchanged']))
    expect(at.server.operations.slice(before)).toEqual(['graphql', 'issues/list-comments', 'pulls/get'])
  })

  test('are locked, written and unlocked in groups of four', async () => {
    await using at = await start()
    await publishComments(at, requests())
    const before = at.server.operations.length
    const next = requests({ fingerprint: 'beef', run: { id: 2, attempt: 1 }, text: () => 'new' })
    expect(actionsOf(await publishComments(at, next))).toEqual(new Set(['updated']))
    expect(countsOf(at.server.operations.slice(before))).toEqual({
      graphql: 1,
      'issues/list-comments': 2 + 13,
      'pulls/get': 2 + 13,
      'reactions/create-for-issue-comment': 50,
      'issues/update-comment': 50,
      'reactions/delete-for-issue-comment': 50,
    })
    const left = at.server.commentsOf(7)
    expect(left.map(({ body }) => body.split('\n')[1])).toEqual(apps.map(() => 'new'))
    expect(left.flatMap(({ reactions }) => reactions)).toEqual([])
  })

  test('are written even if GitHub rejects one of them', async () => {
    await using at = await start()
    let created = 0
    at.server.faults = ({ operation }) =>
      operation === 'issues/create-comment' && created++ === 7 ? { status: 422 } : undefined
    const results = await publishComments(at, requests())
    expect(results.flatMap(({ ok }, index) => (ok ? [] : [index]))).toEqual([7])
    expect(at.server.commentsOf(7)).toHaveLength(49)
  })

  test('without locks, keep a comment that a newer run has written in the meantime', async () => {
    await using at = await start()
    const comments = apps.map((app) => at.server.addComment(7, by({ app, fingerprint: 'old' }, 'old')))
    const theirs = by({ app: 'app49', run: 2 }, 'newer')
    at.server.faults = ({ operation }) => (operation?.startsWith('reactions/') ? { status: 422 } : undefined)
    at.server.beforeAnswer = ({ operation }) => {
      if (operation === 'issues/update-comment') Object.assign(comments[49] ?? {}, { body: theirs })
    }
    const results = await publishComments(at, requests())
    expect(actionsOf(results)).toEqual(new Set(['updated', 'superseded']))
    expect(at.server.commentsOf(7)[49]?.body).toBe(theirs)
  })

  test('a token without write permission is tried once', async () => {
    await using at = await start({}, { token: 'token-that-reads' })
    const results = await publishComments(at, requests())
    expect(results.every(({ ok }) => !ok)).toBe(true)
    expect(at.server.operations.filter((one) => one === 'issues/create-comment').length).toBeLessThan(4)
  })
})

const countsOf = (operations: readonly (string | undefined)[]) =>
  Object.fromEntries([...Map.groupBy(operations, (one) => one)].map(([one, all]) => [one, all.length]))

describe('foreign comments', () => {
  test.each(['mallory', 'github-actions', 'other-app[bot]', ''])(
    'a comment by `%s` with our marker is never touched',
    async (author) => {
      await using at = await start()
      const foreign = at.server.addComment(7, marked('theirs'), author)
      expect(await publishComment(at, request())).toMatchObject({ action: 'created' })
      expect(at.server.writes).toEqual([`POST ${issue}`])
      expect(at.server.commentsOf(7)[0]).toEqual({ ...foreign, body: marked('theirs') })
    },
  )

  test.each([
    ['GitHub', {}],
    ['Gitea', { flavor: 'gitea', login: 'robot' }],
  ] as const)('where %s does not tell who writes, a mark on a comment does', async (_, server) => {
    await using at = await start({ tellsViewer: false, ...server })
    const { login } = at.server.repository
    const theirs = at.server.addComment(7, marked('theirs'), 'mallory')
    const ours = at.server.addComment(7, marked('ours'), login)
    expect(await publishComment(at, request())).toMatchObject({ action: 'updated' })
    expect(at.server.writes).toEqual([expect.stringContaining(`/issues/comments/${ours.id}`)])
    expect(theirs).toMatchObject({ body: marked('theirs'), reactions: [] })
  })

  test('do not prevent the first comment, even if they contain the marker', async () => {
    await using at = await start({ tellsViewer: false, flavor: 'gitea', login: 'robot' })
    at.server.addComment(7, marked('theirs'), 'mallory')
    const run = (id: number) =>
      publishComment(at, request({ run: { id, attempt: 1 }, fingerprint: String(id) }))
    expect(await run(2)).toMatchObject({ action: 'created' })
    expect(await run(3)).toMatchObject({ action: 'updated' })
    expect(at.server.commentsOf(7).map(({ author }) => author)).toEqual(['mallory', 'robot'])
  })

  test('stay unchanged if the account of the token cannot be determined', async () => {
    await using at = await start({ tellsViewer: false, flavor: 'gitea', login: 'robot' })
    at.server.addComment(7, marked('ours'), 'robot')
    at.server.faults = ({ path }) =>
      path.endsWith('/reactions') ? { status: 403, body: { message: 'no' } } : undefined
    await expect(publishComment(at, request())).rejects.toThrow(ApiError)
    expect(at.server.commentsOf(7)).toHaveLength(1)
  })

  test('are distinguished by author if a person provides the token', async () => {
    await using at = await start({ login: 'alice' })
    at.server.addComment(7, marked('theirs'), 'github-actions[bot]')
    const ours = at.server.addComment(7, marked('ours'), 'alice')
    await publishComment(at, request())
    expect(at.server.writes).toEqual([`PATCH ${comment(ours.id)}`])
  })
})

describe('duplicates', () => {
  test('are removed except for the oldest, which is updated; foreign comments stay', async () => {
    await using at = await start()
    const [oldest, second] = [at.server.addComment(7, marked('1')), at.server.addComment(7, marked('2'))]
    const foreign = at.server.addComment(7, marked('theirs'), 'mallory')
    const third = at.server.addComment(7, marked('3', 'c0ffee'))
    expect(await publishComment(at, request())).toMatchObject({ action: 'updated' })
    expect(at.server.writes).toEqual([
      `PATCH ${comment(oldest.id)}`,
      `DELETE ${comment(third.id)}`,
      `DELETE ${comment(second.id)}`,
    ])
    expect(at.server.commentsOf(7).map(({ id }) => id)).toEqual([oldest.id, foreign.id])
  })

  test('are removed even if nothing must be updated', async () => {
    await using at = await start()
    at.server.addComment(7, marked('1', 'c0ffee'))
    const second = at.server.addComment(7, marked('2'))
    expect(await publishComment(at, request())).toMatchObject({ action: 'unchanged' })
    expect(at.server.writes).toEqual([`DELETE ${comment(second.id)}`])
  })

  test('do not affect the written comment if they cannot be deleted', async () => {
    await using at = await start()
    at.server.addComment(7, marked('1'))
    at.server.addComment(7, marked('2'))
    const third = at.server.addComment(7, marked('3'))
    at.server.faults = ({ method, path }) =>
      method === 'DELETE' && path !== comment(third.id) ? { status: 404 } : undefined
    expect(await publishComment(at, request())).toMatchObject({ action: 'updated' })
    expect(at.server.commentsOf(7).map(({ id }) => id)).not.toContain(third.id)
  })

  test('reject with CancelledError if cancelled while they are deleted', async () => {
    await using at = await start()
    at.server.addComment(7, marked('1'))
    at.server.addComment(7, marked('2'))
    const github = { ...at.github, deleteComment: () => Promise.reject(new CancelledError()) }
    await expect(publishComment({ ...at, github }, request())).rejects.toThrow(CancelledError)
  })
})

describe('a newer push', () => {
  test.each([
    ['nothing there yet', [] as string[]],
    ['a comment', [marked('newer')]],
  ])('%s: nothing is written', async (_, bodies) => {
    await using at = await start()
    for (const body of bodies) at.server.addComment(7, body)
    at.server.setPullRequest(7, newer)
    const outcome = await publishComment(at, request())
    expect(outcome).toMatchObject({ action: 'superseded', reason: expect.stringContaining(newer) })
    expect(at.server.writes).toEqual([])
  })

  test('still removes duplicates, and keeps the newest comment', async () => {
    await using at = await start()
    const first = at.server.addComment(7, marked('older'))
    at.server.addComment(7, by({ head: newer, run: 2 }, 'newest'))
    at.server.setPullRequest(7, newer)
    expect(await publishComment(at, request())).toMatchObject({ action: 'superseded' })
    expect(at.server.writes).toEqual([`DELETE ${comment(first.id)}`])
  })

  test('is checked directly before the first write', async () => {
    await using at = await start()
    await publishComment(at, request())
    expect(at.server.operations).toEqual([
      'graphql',
      'issues/list-comments',
      'pulls/get',
      'issues/create-comment',
      'issues/list-comments',
      'pulls/get',
    ])
  })
})
