/** GitHub's API through Octokit: REST for everything, GraphQL for the one thing that REST does not tell. */
import { CancelledError } from '../../common/errors.ts'
import type { GitHub, Permission } from '../../effects/github.ts'
import { ApiError } from '../../effects/github.ts'
import { apiError, connect, faultOf, lastWord, type Octokit, realTiming } from './connect.ts'
import { giteaHistory, isGitea } from './gitea.ts'
import { commentOf, type EventJson, eventsOf, pullRequestOf, statusOf } from './json.ts'
import { isConnectionFault, Patience, type RetryTiming } from './retry.ts'

export interface GitHubOptions {
  /** The action's own token; given to nothing else. */
  readonly token: string
  /**
   * e.g. `https://api.github.com`, without a slash at the end; `https://host/api/v3` is GitHub Enterprise Server,
   * `https://host/api/v1` Gitea or Forgejo.
   */
  readonly apiUrl: string
  readonly owner: string
  readonly repo: string
  readonly signal: AbortSignal
  /** Time that one attempt may take, in milliseconds. */
  readonly timeoutMs?: number
  /** Time that all faults together may cost before a call gives up, in milliseconds. */
  readonly budgetMs?: number
  readonly timing?: RetryTiming
}

/**
 * Nothing is sent before the first call. Calls reject with ApiError or CancelledError; `viewer` with the latter only.
 */
export function githubApi(options: GitHubOptions): GitHub {
  const { token, apiUrl, owner, repo, signal, timing = realTiming } = options
  const { timeoutMs = 20_000, budgetMs = 60_000 } = options
  const patience = new Patience({ timing, signal, budgetMs, timeoutMs })
  const gitea = isGitea(apiUrl)
  const all = { owner, repo, per_page: 100 }
  let octokit: Promise<Octokit> | undefined

  async function send<T>(work: (octokit: Octokit) => Promise<T>): Promise<T> {
    octokit ??= connect(token, apiUrl, signal, patience)
    return work(await octokit)
  }

  async function call<T>(work: (octokit: Octokit) => Promise<T>): Promise<T> {
    if (signal.aborted) throw new CancelledError()
    try {
      return await send(work)
    } catch (error) {
      if (signal.aborted) throw new CancelledError()
      throw apiError(error, timing.wall())
    }
  }

  /** Sends what makes something new. When that is left open, `again` has to look for it first. */
  async function create<T>(make: (octokit: Octokit, again: boolean) => Promise<T>): Promise<T> {
    return call(async (api) => {
      for (let attempt = 1; ; attempt++) {
        try {
          return await make(api, attempt > 1)
        } catch (error) {
          const fault = faultOf(error)
          if (signal.aborted || !isConnectionFault(fault) || !(await patience.waits(fault, attempt)))
            throw error
        }
      }
    })
  }

  const listed = async (api: Octokit, pullRequest: number) =>
    (await api.paginate(api.rest.issues.listComments, { ...all, issue_number: pullRequest })).map(commentOf)

  async function viewer(): Promise<string | undefined> {
    try {
      // GraphQL alone tells the token of a workflow who it is; Gitea has none, but tells it here.
      if (gitea) return await user()
      const answer = await call((api) =>
        api.graphql<{ viewer: { login: string } }>('{ viewer { login } }').catch((error: unknown) => {
          if (faultOf(error).status === undefined && !('errors' in (error as Error))) throw error
          return undefined
        }),
      )
      return answer?.viewer.login ?? (await user())
    } catch (error) {
      if (error instanceof CancelledError) throw error
      return undefined
    }
  }

  async function user(): Promise<string> {
    return (await call((api) => api.rest.users.getAuthenticated())).data.login
  }

  return {
    viewer,
    comments: (pullRequest) => call((api) => listed(api, pullRequest)),
    createComment(pullRequest, body) {
      const same = (text: string) => text.replaceAll('\r\n', '\n').trim() === body.trim()
      return create(async (api, again) => {
        if (again) {
          const login = await viewer()
          const arrived = (await listed(api, pullRequest)).find(
            (one) => same(one.body) && (login === undefined || one.author === login),
          )
          if (arrived !== undefined) return arrived
        }
        const answer = await api.rest.issues.createComment({ owner, repo, issue_number: pullRequest, body })
        return commentOf(answer.data)
      })
    },
    async updateComment(id, body) {
      const answer = await call((api) => api.rest.issues.updateComment({ owner, repo, comment_id: id, body }))
      return commentOf(answer.data)
    },
    async deleteComment(id) {
      await call((api) => api.rest.issues.deleteComment({ owner, repo, comment_id: id }))
    },
    claim(commentId) {
      const since = timing.now()
      return create(async (api, again) => {
        const { status, data, headers } = await api.rest.reactions.createForIssueComment({
          owner,
          repo,
          comment_id: commentId,
          content: 'eyes',
        })
        const sent = Date.parse(headers.date ?? '')
        const serverNow = Number.isNaN(sent) ? timing.wall() : sent
        const ageMs = Math.max(serverNow - Date.parse(data.created_at), 0)
        // Times are whole seconds. What is as young as this call was set by the attempt whose answer was lost.
        const young = again && ageMs <= timing.now() - since + 1000
        // Gitea's reactions have no id.
        return { commentId, reactionId: Number(data.id ?? 0), ours: Number(status) === 201 || young, ageMs }
      })
    },
    async release({ commentId, reactionId }) {
      const at = { owner, repo, comment_id: commentId, request: lastWord }
      try {
        await send<unknown>((api) =>
          gitea
            ? api.request('DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}/reactions', {
                ...at,
                content: 'eyes',
              })
            : api.rest.reactions.deleteForIssueComment({ ...at, reaction_id: reactionId }),
        )
        return true
      } catch (error) {
        const fault = apiError(error, timing.wall())
        if (fault instanceof ApiError && fault.status === 404) return false
        throw fault
      }
    },
    async pullRequest(number) {
      const answer = await call((api) => api.rest.pulls.get({ owner, repo, pull_number: number }))
      return pullRequestOf(answer.data)
    },
    async pullRequestsFrom(headOwner, ref) {
      const found = await call((api) =>
        api.paginate(api.rest.pulls.list, { ...all, state: 'open', head: `${headOwner}:${ref}` }),
      )
      return found.map(pullRequestOf)
    },
    async pullRequestsWith(sha) {
      const found = await unless([404, 422], () =>
        call((api) =>
          api.paginate(api.rest.repos.listPullRequestsAssociatedWithCommit, { ...all, commit_sha: sha }),
        ),
      )
      return (found ?? []).map(pullRequestOf)
    },
    async history(pullRequest) {
      if (gitea) return call((api) => giteaHistory(api, { owner, repo, index: pullRequest }))
      const items = await call((api) =>
        api.paginate(api.rest.issues.listEventsForTimeline, { ...all, issue_number: pullRequest }),
      )
      return items.flatMap((item) => eventsOf(item as EventJson))
    },
    async permissionOf(login) {
      const answer = await unless([404], () =>
        call((api) => api.rest.repos.getCollaboratorPermissionLevel({ owner, repo, username: login })),
      )
      return permissions[answer?.data.permission ?? 'none'] ?? 'none'
    },
    async statuses(sha) {
      const found = await call((api) =>
        api.paginate(api.rest.repos.listCommitStatusesForRef, { ...all, ref: sha }),
      )
      return found.map(statusOf)
    },
    setStatus: (sha, { context, state, description, url }) =>
      create(async (api) => {
        const given = { context, state, description, ...(url === '' ? {} : { target_url: url }) }
        return statusOf((await api.rest.repos.createCommitStatus({ owner, repo, sha, ...given })).data)
      }),
  }
}

/** Gitea has an owner, too. */
const permissions: Readonly<Record<string, Permission>> = {
  owner: 'admin',
  admin: 'admin',
  maintain: 'write',
  write: 'write',
  triage: 'read',
  read: 'read',
}

async function unless<T>(statuses: readonly number[], work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof ApiError && error.status !== undefined && statuses.includes(error.status)) {
      return undefined
    }
    throw error
  }
}
