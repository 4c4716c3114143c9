/** GitHub's API through Octokit: REST for everything, GraphQL for the one thing that REST does not tell. */
import type { getOctokit } from '@actions/github'
import { CancelledError } from '../errors.ts'
import { ApiError } from '../publish/faults.ts'
import type { GitHub, PullRequestComment } from '../world.ts'

export interface GitHubOptions {
  /** The action's own token; given to nothing else. */
  readonly token: string
  /** e.g. `https://api.github.com`, without a slash at the end. */
  readonly apiUrl: string
  readonly owner: string
  readonly repo: string
  readonly signal: AbortSignal
  /** Time that one request may take, in milliseconds. */
  readonly timeoutMs?: number
}

type Octokit = ReturnType<typeof getOctokit>
type Comment = Awaited<ReturnType<Octokit['rest']['issues']['getComment']>>['data']

/**
 * Nothing is sent before the first call. Calls reject with ApiError or CancelledError; `viewer` with the latter only.
 */
export function githubApi({ token, apiUrl, owner, repo, signal, timeoutMs = 30_000 }: GitHubOptions): GitHub {
  let octokit: Promise<Octokit> | undefined

  async function call<T>(work: (octokit: Octokit) => Promise<T>): Promise<T> {
    if (signal.aborted) throw new CancelledError()
    octokit ??= connect(token, apiUrl, signal, timeoutMs)
    try {
      return await work(await octokit)
    } catch (error) {
      if (signal.aborted) throw new CancelledError()
      throw apiError(error)
    }
  }

  return {
    async viewer() {
      try {
        const { viewer } = await call((api) =>
          api.graphql<{ viewer: { login: string } }>('{ viewer { login } }'),
        )
        return viewer.login
      } catch (error) {
        if (error instanceof CancelledError) throw error
        return undefined
      }
    },
    async comments(pullRequest) {
      const all = await call((api) =>
        api.paginate(api.rest.issues.listComments, {
          owner,
          repo,
          issue_number: pullRequest,
          per_page: 100,
        }),
      )
      return all.map(commentOf)
    },
    async createComment(pullRequest, body) {
      const answer = await call((api) =>
        api.rest.issues.createComment({ owner, repo, issue_number: pullRequest, body }),
      )
      return commentOf(answer.data)
    },
    async updateComment(id, body) {
      const answer = await call((api) => api.rest.issues.updateComment({ owner, repo, comment_id: id, body }))
      return commentOf(answer.data)
    },
    async deleteComment(id) {
      await call((api) => api.rest.issues.deleteComment({ owner, repo, comment_id: id }))
    },
    async headOf(pullRequest) {
      const answer = await call((api) => api.rest.pulls.get({ owner, repo, pull_number: pullRequest }))
      return answer.data.head.sha
    },
  }
}

/** Loaded when first used: importing @actions/github takes time and reads the event file, which may be broken. */
async function connect(
  token: string,
  baseUrl: string,
  signal: AbortSignal,
  timeoutMs: number,
): Promise<Octokit> {
  const { getOctokit } = await import('@actions/github')
  const octokit = getOctokit(token, { baseUrl })
  // A hook, not an option of each call: every page of a list then has a time limit of its own.
  octokit.hook.before('request', (options) => {
    options.request = {
      ...options.request,
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
    }
  })
  return octokit
}

function commentOf({ id, body, user, html_url }: Comment): PullRequestComment {
  // An account that was deleted leaves comments without a user.
  return { id: Number(id), body: body ?? '', author: user?.login ?? '', url: html_url }
}

/** Octokit gives status 500 to requests that had no answer at all; only with a response is the status the server's. */
function apiError(error: unknown): unknown {
  if (!(error instanceof Error) || error.name !== 'HttpError') return error
  const answered = 'response' in error && error.response !== undefined && 'status' in error
  return new ApiError(answered ? Number(error.status) : undefined, error.message)
}
