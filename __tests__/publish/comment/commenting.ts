/** A comment to try out: a request, and comments as linkgate writes them. */
import { type CommentRequest, publishComments } from '../../../src/publish/comment/comment.ts'
import type { Commenting, PublishedComment } from '../../../src/publish/comment/comment-run.ts'
import { type Marker, writeMarker } from '../../../src/publish/comment/marker.ts'
import { head } from '../../support/github/client.ts'

export { head, startGitHub as start } from '../../support/github/client.ts'

export function request(overrides: Partial<CommentRequest> = {}): CommentRequest {
  return {
    pullRequest: 7,
    app: 'api',
    text: () => '### ✅ linkgate · api: all budgets kept\n',
    fingerprint: 'c0ffee',
    headSha: head,
    run: { id: 1, attempt: 1 },
    policy: 'always',
    verdict: 'pass',
    changed: true,
    ...overrides,
  }
}

/** One comment alone; rejects with what its requests reject with. */
export async function publishComment(world: Commenting, given: CommentRequest): Promise<PublishedComment> {
  const [result] = await publishComments(world, [given])
  if (result === undefined) throw new Error('one request has one result')
  if (!result.ok) throw result.problem
  return result.value
}

/** A comment of a run: this one, unless its marker says otherwise. */
export const by = (marker: Partial<Marker>, text: string) =>
  `${writeMarker({ app: 'api', fingerprint: 'f', head, run: 1, attempt: 1, ...marker })}\n${text}`

export const marked = (text: string, fingerprint = 'old', app = 'api') => by({ fingerprint, app }, text)
