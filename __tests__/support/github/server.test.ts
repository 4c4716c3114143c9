/** Tests of the fake GitHub: it detects requests and responses that GitHub does not accept or send, and applies its options. */
import { describe, expect, test } from 'vitest'
import { operationIds } from '../../../scripts/generate/github-openapi.ts'
import { answerProblems, described, requestProblems } from './openapi.ts'
import { routesOf } from './routes.ts'
import { GitHubServer, type GitHubServerOptions } from './server.ts'
import { GitHubState } from './state.ts'

const sha = 'a'.repeat(40)
const comments = '/repos/octo/service/issues/7/comments'

async function start(options: GitHubServerOptions = {}) {
  const server = await GitHubServer.start(options)
  server.repository.openPullRequest(7, sha)
  const ask = (path: string, init: { method?: string; body?: unknown; token?: string } = {}) =>
    fetch(`${server.url}${path}`, {
      method: init.method ?? 'GET',
      headers: { authorization: `token ${init.token ?? server.token}` },
      ...(init.body === undefined ? {} : { body: JSON.stringify(init.body) }),
    })
  return { server, ask, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() }
}

describe("against GitHub's description", () => {
  test('there is a route for every described operation, and for no other', () => {
    const routes = routesOf(new GitHubState({}), true).map(({ operation }) => operation)
    expect(routes.toSorted()).toEqual([...operationIds, 'graphql'].sort())
    for (const id of operationIds) expect(described(id).path).toMatch(/^\//)
  })

  test.each<[string, string, { method?: string; body?: unknown }, RegExp]>([
    [
      'a body with another field',
      comments,
      { method: 'POST', body: { text: 'x' } },
      /create-comment request.*body/,
    ],
    ['a field too many', comments, { method: 'POST', body: { body: 'x', also: 1 } }, /additional properties/],
    ['a query that there is not', `${comments}?limit=5`, {}, /no query parameter `limit`/],
    ['a query of the wrong type', `${comments}?per_page=all`, {}, /per_page: value must be integer/],
    ['a path of the wrong type', '/repos/octo/service/pulls/seven', {}, /pull_number: value must be integer/],
    ['a state that there is not', '/repos/octo/service/pulls?state=merged', {}, /one of the allowed values/],
  ])('%s fails the test', async (_, path, init, problem) => {
    const at = await start()
    await at.ask(path, init)
    await expect(at[Symbol.asyncDispose]()).rejects.toThrow(problem)
  })

  test('a response of the server that lacks a field fails the test', async () => {
    const at = await start()
    const comment = at.server.addComment(7, 'x')
    Object.assign(comment, { body: 7 })
    await at.ask(comments)
    await expect(at[Symbol.asyncDispose]()).rejects.toThrow(
      /list-comments 200: value\/0\/body must be string/,
    )
  })

  test('described and undescribed responses and requests', () => {
    const created = (body: unknown) => answerProblems('issues/create-comment', 201, body)
    expect(created({ id: 1 })).toEqual([expect.stringContaining("required property 'node_id'")])
    expect(answerProblems('issues/create-comment', 299, {})).toEqual([
      'issues/create-comment does not answer 299',
    ])
    expect(answerProblems('issues/delete-comment', 204, {})).toEqual([
      'issues/delete-comment 204 has no body',
    ])
    // any operation may be refused, with a message
    expect(answerProblems('issues/delete-comment', 401, { message: 'Bad credentials' })).toEqual([])
    expect(answerProblems('issues/delete-comment', 401, { message: 1 })).toHaveLength(1)
    const path = { owner: 'octo', repo: 'service' }
    const request = { operation: 'pulls/get', path, query: new URLSearchParams(), body: undefined } as const
    expect(requestProblems(request)).toEqual(['pulls/get needs the parameter `pull_number`'])
  })
})

describe('options', () => {
  test('tokens', async () => {
    await using at = await start()
    const post = (token: string) => at.ask(comments, { method: 'POST', body: { body: 'x' }, token })
    expect((await post('wrong')).status).toBe(401)
    expect((await post(at.server.readOnlyToken)).status).toBe(403)
    expect((await at.ask(comments, { token: at.server.readOnlyToken })).status).toBe(200)
    expect((await post(at.server.token)).status).toBe(201)
    expect(at.server.operations).toEqual(
      Array(3).fill('issues/create-comment').toSpliced(2, 0, 'issues/list-comments'),
    )
  })

  test('pages and their links', async () => {
    await using at = await start()
    for (let index = 0; index < 5; index++) at.server.addComment(7, String(index))
    const answer = await at.ask(`${comments}?per_page=2&page=2`)
    expect(((await answer.json()) as { body: string }[]).map(({ body }) => body)).toEqual(['2', '3'])
    expect(
      answer.headers
        .get('link')
        ?.split(', ')
        .map((link) => link.replace(/^.*page=(\d+)>; /, '$1 ')),
    ).toEqual(['1 rel="prev"', '1 rel="first"', '3 rel="next"', '3 rel="last"'])
  })

  test('the rate limit, by its own clock', async () => {
    await using at = await start({ clockSkewMs: -86_400_000 })
    const { now } = at.server.repository
    at.server.rateLimit = { remaining: 1, resetMs: now() + 60_000 }
    expect((await at.ask(comments)).headers.get('x-ratelimit-remaining')).toBe('0')
    const refused = await at.ask(comments)
    expect(refused.status).toBe(403)
    const wait =
      Number(refused.headers.get('x-ratelimit-reset')) * 1000 - Date.parse(refused.headers.get('date') ?? '')
    expect(wait).toBeGreaterThan(50_000)
    expect(wait).toBeLessThanOrEqual(62_000)
    at.server.rateLimit = { remaining: 0, resetMs: now() - 1 }
    expect((await at.ask(comments)).status).toBe(200)
  })

  test.each([
    ['cut', 0],
    ['cut-after', 1],
    ['half', 1],
  ] as const)('one request is %s, the next is answered', async (fault, written) => {
    await using at = await start()
    at.server.once('issues/create-comment', fault)
    const post = async () => (await at.ask(comments, { method: 'POST', body: { body: 'x' } })).json()
    await expect(post()).rejects.toThrow()
    expect(at.server.commentsOf(7)).toHaveLength(written)
    expect(await post()).toMatchObject({ body: 'x' })
  })

  test('delays requests until their turn', async () => {
    await using at = await start()
    const first = Promise.withResolvers<void>()
    at.server.beforeAnswer = ({ body }) =>
      (body as { body: string }).body === 'second' ? first.promise : undefined
    const post = (body: string) => at.ask(comments, { method: 'POST', body: { body } })
    const second = post('second')
    await post('first')
    first.resolve()
    await second
    expect(at.server.commentsOf(7).map(({ body }) => body)).toEqual(['first', 'second'])
  })

  test('a reaction is set once for each account', async () => {
    await using at = await start()
    const comment = at.server.addComment(7, 'x')
    const path = `/repos/octo/service/issues/comments/${comment.id}/reactions`
    const react = (content: string) => at.ask(path, { method: 'POST', body: { content } })
    expect((await react('eyes')).status).toBe(201)
    expect((await react('eyes')).status).toBe(200)
    expect((await react('heart')).status).toBe(201)
    expect(comment.reactions.map(({ content }) => content)).toEqual(['eyes', 'heart'])
  })
})
