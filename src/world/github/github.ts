/** GitHub's API through Octokit: REST, and GraphQL for the account of a workflow's token, which REST does not report. */
import * as z from 'zod'
import { CancelledError } from '../../common/errors.ts'
import { type ExistingStatus, type GitHub, isGitea } from '../../effects/github.ts'
import { commentCalls } from './comments.ts'
import { faultOf } from './connect.ts'
import { isActionsAccount } from './gitea.ts'
import { account, readAnswer, statusOf } from './json.ts'
import { pullRequestCalls } from './pulls.ts'
import { type GitHubOptions, Requests } from './requests.ts'

/**
 * Sends nothing before the first call. Calls reject with ApiError or CancelledError, `viewer` only with the latter.
 */
export function githubApi(options: GitHubOptions): GitHub {
  const requests = new Requests(options)
  const gitea = isGitea(options.apiUrl)
  const viewer = () => viewerOf(requests, gitea)
  return {
    viewer,
    ...commentCalls(requests, viewer, gitea),
    ...pullRequestCalls(requests, gitea),
    ...statusCalls(requests, gitea ? viewer : undefined),
  }
}

const viewerAnswer = z.object({ viewer: account }).optional()

async function viewerOf(requests: Requests, gitea: boolean): Promise<string | undefined> {
  try {
    // only GraphQL reports the account of a workflow's token; Gitea has no GraphQL, but reports it by REST
    if (gitea) return await userOf(requests)
    const answer = await requests.call((api) =>
      api.graphql<unknown>('{ viewer { login } }').catch((error: unknown) => {
        if (faultOf(error).status === undefined && !isGraphqlError(error)) throw error
        return undefined
      }),
    )
    return readAnswer(viewerAnswer, answer)?.viewer.login ?? (await userOf(requests))
  } catch (error) {
    if (error instanceof CancelledError) throw error
    return undefined
  }
}

/** Whether the server reports errors in the query. */
function isGraphqlError(error: unknown): boolean {
  return error instanceof Error && Object.hasOwn(error, 'errors')
}

async function userOf(requests: Requests): Promise<string> {
  const answer = await requests.call((api) => api.rest.users.getAuthenticated())
  return readAnswer(account, answer.data).login
}

/** @param gitea `viewer` if the server is Gitea, which omits the creator of a status if it is the account of workflows */
function statusCalls(
  requests: Requests,
  gitea: GitHub['viewer'] | undefined,
): Pick<GitHub, 'statuses' | 'setStatus'> {
  const { at } = requests
  // Gitea's default order is ambiguous within a second: one status can be on two pages, and another on none
  const all = { ...at, per_page: 100, ...(gitea === undefined ? {} : { sort: 'highestindex' }) }
  let asked: ReturnType<GitHub['viewer']> | undefined
  const named = async (given: readonly ExistingStatus[]): Promise<readonly ExistingStatus[]> => {
    asked ??= gitea?.()
    const viewer = await asked
    if (viewer === undefined || !isActionsAccount(viewer)) return given
    return given.map((one) => (one.author === '' ? { ...one, author: viewer } : one))
  }
  return {
    async statuses(sha) {
      const found = await requests.call((api) =>
        api.paginate(api.rest.repos.listCommitStatusesForRef, { ...all, ref: sha }),
      )
      return named(found.map(statusOf))
    },
    async setStatus(sha, { context, state, description, url }) {
      const made = await requests.create(async (api) => {
        const given = { context, state, description, ...(url === '' ? {} : { target_url: url }) }
        return statusOf((await api.rest.repos.createCommitStatus({ ...at, sha, ...given })).data)
      })
      const [one = made] = await named([made])
      return one
    },
  }
}
