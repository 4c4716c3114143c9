/** GitHub's API through Octokit: REST for everything, GraphQL for the one thing that REST does not tell. */
import * as z from 'zod'
import { CancelledError } from '../../common/errors.ts'
import type { GitHub } from '../../effects/github.ts'
import { commentCalls } from './comments.ts'
import { faultOf } from './connect.ts'
import { isGitea } from './gitea.ts'
import { readAnswer, statusOf } from './json.ts'
import { pullRequestCalls } from './pulls.ts'
import { type GitHubOptions, Requests } from './requests.ts'

/**
 * Nothing is sent before the first call. Calls reject with ApiError or CancelledError; `viewer` with the latter only.
 */
export function githubApi(options: GitHubOptions): GitHub {
  const requests = new Requests(options)
  const gitea = isGitea(options.apiUrl)
  const viewer = () => viewerOf(requests, gitea)
  return {
    viewer,
    ...commentCalls(requests, viewer, gitea),
    ...pullRequestCalls(requests, gitea),
    ...statusCalls(requests),
  }
}

const account = z.object({ login: z.string() })
const viewerAnswer = z.object({ viewer: account }).optional()

async function viewerOf(requests: Requests, gitea: boolean): Promise<string | undefined> {
  try {
    // GraphQL alone tells the token of a workflow who it is; Gitea has none, but tells it here.
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

/** An answer that says what is wrong with the question. */
function isGraphqlError(error: unknown): boolean {
  return error instanceof Error && Object.hasOwn(error, 'errors')
}

async function userOf(requests: Requests): Promise<string> {
  const answer = await requests.call((api) => api.rest.users.getAuthenticated())
  return readAnswer(account, answer.data).login
}

function statusCalls(requests: Requests): Pick<GitHub, 'statuses' | 'setStatus'> {
  const { at } = requests
  return {
    async statuses(sha) {
      const found = await requests.call((api) =>
        api.paginate(api.rest.repos.listCommitStatusesForRef, { ...at, per_page: 100, ref: sha }),
      )
      return found.map(statusOf)
    },
    setStatus: (sha, { context, state, description, url }) =>
      requests.create(async (api) => {
        const given = { context, state, description, ...(url === '' ? {} : { target_url: url }) }
        return statusOf((await api.rest.repos.createCommitStatus({ ...at, sha, ...given })).data)
      }),
  }
}
