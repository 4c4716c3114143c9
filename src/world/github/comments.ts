/** Comments of a pull request, and the reactions that lock one. */
import * as z from 'zod'
import { ApiError, type Claim, type GitHub, type PullRequestComment } from '../../effects/github.ts'
import { apiError, lastWord, type Octokit } from './connect.ts'
import { commentOf, readAnswer } from './json.ts'
import type { Requests } from './requests.ts'

type CommentCalls = Pick<
  GitHub,
  'comments' | 'createComment' | 'updateComment' | 'deleteComment' | 'claim' | 'release'
>

/** @param viewer login of the token's account */
export function commentCalls(
  requests: Requests,
  viewer: () => Promise<string | undefined>,
  gitea: boolean,
): CommentCalls {
  const { at } = requests
  return {
    comments: (pullRequest) => requests.call((api) => listed(api, requests, pullRequest)),
    createComment: (pullRequest, body) =>
      requests.create(async (api, again) => {
        if (again) {
          const login = await viewer()
          const arrived = (await listed(api, requests, pullRequest)).find(
            (one) => isSame(one.body, body) && (login === undefined || one.author === login),
          )
          if (arrived !== undefined) return arrived
        }
        const answer = await api.rest.issues.createComment({ ...at, issue_number: pullRequest, body })
        return commentOf(answer.data)
      }),
    async updateComment(id, body) {
      const answer = await requests.call((api) =>
        api.rest.issues.updateComment({ ...at, comment_id: id, body }),
      )
      return commentOf(answer.data)
    },
    async deleteComment(id) {
      await requests.call((api) => api.rest.issues.deleteComment({ ...at, comment_id: id }))
    },
    claim: (commentId) => claim(requests, commentId),
    release: (claimed) => release(requests, claimed, gitea),
  }
}

async function listed(
  api: Octokit,
  { at }: Requests,
  pullRequest: number,
): Promise<readonly PullRequestComment[]> {
  const all = { ...at, per_page: 100, issue_number: pullRequest }
  return (await api.paginate(api.rest.issues.listComments, all)).map(commentOf)
}

function isSame(text: string, body: string): boolean {
  return text.replaceAll('\r\n', '\n').trim() === body.trim()
}

// Gitea's reactions have no id
const reaction = z.object({
  id: z.union([z.number(), z.bigint()]).nullish(),
  created_at: z.string(),
  user: z.object({ login: z.string() }).nullish(),
})

function claim(requests: Requests, commentId: number): Promise<Claim> {
  const { at, timing } = requests
  const since = timing.now()
  return requests.create(async (api, again) => {
    const { status, data, headers } = await api.rest.reactions.createForIssueComment({
      ...at,
      comment_id: commentId,
      content: 'eyes',
    })
    const { id, created_at, user } = readAnswer(reaction, data)
    const sent = Date.parse(headers.date ?? '')
    const serverNow = Number.isNaN(sent) ? timing.wall() : sent
    const ageMs = Math.max(serverNow - Date.parse(created_at), 0)
    // Times are whole seconds. A reaction that is not older than this call was set by an attempt whose response was lost.
    const young = again && ageMs <= timing.now() - since + 1000
    const ours = Number(status) === 201 || young
    return { commentId, reactionId: Number(id ?? 0), ours, by: user?.login ?? '', ageMs }
  })
}

async function release(
  requests: Requests,
  { commentId, reactionId }: Claim,
  gitea: boolean,
): Promise<boolean> {
  const at = { ...requests.at, comment_id: commentId, request: lastWord }
  try {
    await requests.send<unknown>((api) =>
      gitea
        ? api.request('DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}/reactions', {
            ...at,
            content: 'eyes',
          })
        : api.rest.reactions.deleteForIssueComment({ ...at, reaction_id: reactionId }),
    )
    return true
  } catch (error) {
    const fault = apiError(error, requests.timing.wall())
    if (fault instanceof ApiError && fault.status === 404) return false
    throw fault
  }
}
