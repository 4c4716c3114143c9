/** The GitHub interface on the state of the fake, without HTTP, for tests that need many thousand calls. */

import type { ExistingStatus, GitHub, PullRequestComment } from '../../../src/effects/github.ts'
import { ApiError } from '../../../src/effects/github.ts'
import type { GitHubState, StoredComment, StoredStatus } from './state.ts'

export interface MemoryOptions {
  /** Carries out one request. A list has one for each of its pages. */
  readonly step?: <T>(request: string, work: () => T) => Promise<T>
  readonly pageSize?: number
}

/** Supports what publishing a comment or a status needs; all other calls reject. */
export function memoryGitHub(state: GitHubState, options: MemoryOptions = {}): GitHub {
  const { step = async (_, work) => work(), pageSize = 100 } = options
  const found = (id: number): StoredComment => {
    const comment = state.comment(id)
    if (comment === undefined) throw new ApiError(404, 'Not Found')
    return comment
  }
  const missing = () => Promise.reject(new Error('not part of the GitHub in memory'))
  return {
    viewer: async () => state.login,
    async comments(pullRequest) {
      const all: PullRequestComment[] = []
      for (let page = 1; ; page++) {
        const { items, more } = await step(`list page ${page}`, () => {
          const there = state.commentsOf(pullRequest)
          const end = page * pageSize
          return { items: there.slice(end - pageSize, end).map(commentOf), more: there.length > end }
        })
        all.push(...items)
        if (!more) return all
      }
    },
    createComment: (pullRequest, body) =>
      step('create', () => commentOf(state.addComment(pullRequest, body))),
    updateComment: (id, body) =>
      step('update', () => {
        const comment = found(id)
        state.updateComment(comment, body)
        return commentOf(comment)
      }),
    deleteComment: (id) => step('delete', () => state.deleteComment(found(id))),
    claim: (commentId) =>
      step('claim', () => {
        const { reaction, created } = state.react(found(commentId), 'eyes')
        const ageMs = state.now() - reaction.createdMs
        return { commentId, reactionId: reaction.id, ours: created, by: state.login, ageMs }
      }),
    release: ({ commentId, reactionId }) =>
      step('release', () => {
        const comment = state.comment(commentId)
        return comment !== undefined && state.unreact(comment, ({ id }) => id === reactionId)
      }),
    pullRequest: (number) =>
      step('head', () => {
        const one = state.pullRequests.get(number)
        if (one === undefined) throw new ApiError(404, 'Not Found')
        const { state: is, headSha, headRef, headRepository, baseRef, baseRepository, labels } = one
        return { number, state: is, headSha, headRef, headRepository, baseRef, baseRepository, labels }
      }),
    history: missing,
    permissionOf: missing,
    statuses: (sha) => step('statuses', () => state.statuses.filter((one) => one.sha === sha).map(statusOf)),
    setStatus: (sha, { url, ...given }) =>
      step(`set ${given.state}`, () => statusOf(state.setStatus(sha, { ...given, targetUrl: url }))),
  }
}

function statusOf({
  id,
  context,
  state,
  description,
  targetUrl = '',
  creator,
}: StoredStatus): ExistingStatus {
  const known = state === 'success' || state === 'failure' || state === 'error' ? state : 'other'
  return { id, context, state: known, description, url: targetUrl, author: creator }
}

function commentOf({ id, body, author }: StoredComment): PullRequestComment {
  return { id, body, author, url: `#issuecomment-${id}` }
}
