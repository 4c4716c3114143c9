/** A comment to try out: a request, and comments as linkgate writes them. */
import type { CommentRequest } from '../../../src/publish/comment/comment.ts'
import { type Marker, writeMarker } from '../../../src/publish/comment/marker.ts'
import { head } from '../../support/github/client.ts'

export { head, startGitHub as start } from '../../support/github/client.ts'

export function request(overrides: Partial<CommentRequest> = {}): CommentRequest {
  return {
    pullRequest: 7,
    app: 'api',
    bodies: ['### ✅ linkgate · api: all budgets kept\n'],
    fingerprint: 'c0ffee',
    headSha: head,
    run: { id: 1, attempt: 1 },
    policy: 'always',
    verdict: 'pass',
    changed: true,
    ...overrides,
  }
}

/** A comment of a run: this one, unless its marker says otherwise. */
export const by = (marker: Partial<Marker>, text: string) =>
  `${writeMarker({ app: 'api', fingerprint: 'f', head, run: 1, attempt: 1, ...marker })}\n${text}`

export const marked = (text: string, fingerprint = 'old', app = 'api') => by({ fingerprint, app }, text)
