/**
 * What the fake GitHub API keeps, and its routes: one repository with pull requests and issue comments. Routes carry
 * GitHub's own path templates and operation ids.
 */
import { commentJson, type StoredComment } from './github-json.ts'

export interface Answer {
  readonly status: number
  /** JSON; a text is sent as it is. */
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

export interface Repository {
  readonly owner: string
  readonly repo: string
  /** Who writes. */
  readonly login: string
  /** Whether GraphQL tells who writes. */
  readonly tellsViewer: boolean
  /** SHA of the head of each pull request. */
  readonly heads: Map<number, string>
  /** In the order of their ids. */
  readonly comments: StoredComment[]
}

interface Call {
  /** The number in the path; NaN when there is none. */
  readonly number: number
  readonly query: URLSearchParams
  readonly body: Readonly<Record<string, unknown>>
  /** Address of the API. */
  readonly origin: string
}

export interface Route {
  readonly operation: string
  readonly method: string
  readonly template: string
  /** Changes something, and needs a token that may. */
  readonly writes: boolean
  readonly pattern: RegExp
  readonly handle: (call: Call) => Answer
}

export function problem(status: number, message: string): Answer {
  return {
    status,
    body: { message, documentation_url: 'https://docs.github.com/rest', status: String(status) },
  }
}

export function addComment(
  repository: Repository,
  pullRequest: number,
  body: string,
  author: string,
): StoredComment {
  const id = (repository.comments.at(-1)?.id ?? 1000) + 1
  const comment = { id, pullRequest, author, body }
  repository.comments.push(comment)
  return comment
}

export function routesOf(repository: Repository): readonly Route[] {
  const { owner, repo, comments, heads } = repository
  const route = (operation: string, method: string, template: string, handle: Route['handle']): Route => ({
    operation,
    method,
    template,
    writes: method !== 'GET' && operation !== 'graphql',
    pattern: new RegExp(
      `^${template
        .replace('{owner}', owner)
        .replace('{repo}', repo)
        .replace(/\{\w+\}/, '(\\d+)')}$`,
    ),
    handle,
  })
  const json = (comment: StoredComment, origin: string) =>
    commentJson(comment, `${origin}/repos/${owner}/${repo}`)
  const issue = '/repos/{owner}/{repo}/issues/{issue_number}/comments'
  const comment = '/repos/{owner}/{repo}/issues/comments/{comment_id}'
  return [
    route('issues/list-comments', 'GET', issue, ({ number, query, origin }) => {
      if (!heads.has(number)) return problem(404, 'Not Found')
      const all = comments.filter(({ pullRequest }) => pullRequest === number)
      return page(all, query, `${origin}/repos/${owner}/${repo}/issues/${number}/comments`, (one) =>
        json(one, origin),
      )
    }),
    route('issues/create-comment', 'POST', issue, ({ number, body, origin }) => {
      if (!heads.has(number)) return problem(404, 'Not Found')
      return (
        refusedBody(body) ?? {
          status: 201,
          body: json(addComment(repository, number, String(body['body']), repository.login), origin),
        }
      )
    }),
    route('issues/update-comment', 'PATCH', comment, ({ number, body, origin }) => {
      const found = comments.find(({ id }) => id === number)
      if (found === undefined) return problem(404, 'Not Found')
      const refused = refusedBody(body)
      if (refused !== undefined) return refused
      found.body = String(body['body'])
      return { status: 200, body: json(found, origin) }
    }),
    route('issues/delete-comment', 'DELETE', comment, ({ number }) => {
      const index = comments.findIndex(({ id }) => id === number)
      if (index < 0) return problem(404, 'Not Found')
      comments.splice(index, 1)
      return { status: 204 }
    }),
    route('pulls/get', 'GET', '/repos/{owner}/{repo}/pulls/{pull_number}', ({ number }) => {
      const sha = heads.get(number)
      if (sha === undefined) return problem(404, 'Not Found')
      return { status: 200, body: { number, state: 'open', head: { sha, ref: 'topic' } } }
    }),
    route('graphql', 'POST', '/graphql', () => ({
      status: 200,
      body: repository.tellsViewer
        ? { data: { viewer: { login: repository.login } } }
        : { data: null, errors: [{ type: 'FORBIDDEN', message: 'Resource not accessible by integration' }] },
    })),
  ]
}

/** 30 to a page unless asked, at most 100, with the links that clients follow. */
function page<T>(
  all: readonly T[],
  query: URLSearchParams,
  address: string,
  json: (one: T) => unknown,
): Answer {
  const size = Math.min(Math.max(Number(query.get('per_page') ?? 30), 1), 100)
  const at = Math.max(Number(query.get('page') ?? 1), 1)
  const last = Math.max(Math.ceil(all.length / size), 1)
  const link = (to: number, rel: string) => `<${address}?per_page=${size}&page=${to}>; rel="${rel}"`
  const links = [
    ...(at > 1 ? [link(at - 1, 'prev'), link(1, 'first')] : []),
    ...(at < last ? [link(at + 1, 'next'), link(last, 'last')] : []),
  ]
  return {
    status: 200,
    body: all.slice((at - 1) * size, at * size).map(json),
    headers: links.length === 0 ? {} : { link: links.join(', ') },
  }
}

function refusedBody({ body }: Readonly<Record<string, unknown>>): Answer | undefined {
  if (typeof body !== 'string' || body === '') return problem(422, 'Validation Failed: body is missing')
  if (body.length > 65_536) return problem(422, 'Body is too long (maximum is 65536 characters)')
  return undefined
}
