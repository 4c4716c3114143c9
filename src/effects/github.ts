/** Requests to GitHub, and to servers with the same API. */

export interface PullRequestComment {
  readonly id: number
  readonly body: string
  /** Empty for a deleted account. */
  readonly author: string
  readonly url: string
}

/** The current state of a pull request. */
export interface PullRequest {
  readonly number: number
  readonly state: 'open' | 'closed'
  readonly headSha: string
  readonly headRef: string
  /** `owner/name`; undefined if the fork was deleted. */
  readonly headRepository: string | undefined
  readonly baseRef: string
  /** `owner/name` of the base repository. */
  readonly baseRepository: string
  readonly labels: readonly string[]
}

/** An event of a pull request that concerns its labels or its head. */
export type PullRequestEvent =
  | {
      readonly kind: 'labeled' | 'unlabeled'
      readonly label: string
      /** undefined for a deleted account. */
      readonly by: { readonly login: string; readonly bot: boolean } | undefined
      /** By the server's clock, as `2026-01-02T03:04:05Z`, so a later time is the greater string. */
      readonly at: string
    }
  | {
      readonly kind: 'pushed'
      /** The commit that was pushed, or that head was moved to; undefined if the server does not report it. */
      readonly sha: string | undefined
      /** When it was pushed, or committed if the server reports only that. The same format; empty if unknown. */
      readonly at: string
    }

/** An account's permission for a repository. Maintain counts as write and triage as read, as in GitHub's API. */
export type Permission = 'admin' | 'write' | 'read' | 'none'

/** A commit status. A branch rule can require that it is `success`. */
export interface CommitStatus {
  /** The name, such as `linkgate`. */
  readonly context: string
  readonly state: 'success' | 'failure' | 'error'
  /** At most 140 characters. */
  readonly description: string
  /** Link to the details; may be empty. */
  readonly url: string
}

export interface ExistingStatus extends Omit<CommitStatus, 'state'> {
  readonly state: CommitStatus['state'] | 'other'
  /** Increases: of two statuses, the later one has the greater id. */
  readonly id: number
  /** Empty for a deleted account. */
  readonly author: string
}

/** A lock on one of our comments, which only one run at a time can hold: see `GitHub.claim`. */
export interface Claim {
  readonly commentId: number
  readonly reactionId: number
  /** Whether this call set it; otherwise it was already set. */
  readonly ours: boolean
  /** Login of the token's account; empty if the server does not report it. */
  readonly by: string
  /** Its age in milliseconds, by the server's clock. */
  readonly ageMs: number
}

/** The calls to GitHub's API that publishing needs, for one repository. */
export interface GitHub {
  /** Login of the token's account; undefined if the server does not report it. */
  viewer(): Promise<string | undefined>
  /** All comments of a pull request, all pages, oldest first. */
  comments(pullRequest: number): Promise<readonly PullRequestComment[]>
  createComment(pullRequest: number, body: string): Promise<PullRequestComment>
  updateComment(id: number, body: string): Promise<PullRequestComment>
  deleteComment(id: number): Promise<void>
  /** Sets a reaction on a comment, as a lock: only a reaction reports whether it was already set, and notifies nobody. */
  claim(commentId: number): Promise<Claim>
  /** Removes this reaction, also during a cancellation. False if it no longer existed. */
  release(claim: Claim): Promise<boolean>
  pullRequest(number: number): Promise<PullRequest>
  /** Events of a pull request, all pages, oldest first as the server sends them. */
  history(pullRequest: number): Promise<readonly PullRequestEvent[]>
  /** `none` also for a deleted account; undefined if this token may not see it. */
  permissionOf(login: string): Promise<Permission | undefined>
  /** All statuses that were ever set on a commit, all pages. The last one of each context counts. */
  statuses(sha: string): Promise<readonly ExistingStatus[]>
  /** If the response is lost, the status is set again. */
  setStatus(sha: string, status: CommitStatus): Promise<ExistingStatus>
}

/** Whether an API is that of Gitea or Forgejo, by its address. */
export function isGitea(apiUrl: string): boolean {
  return apiUrl.endsWith('/api/v1')
}

/** A request to GitHub's API that failed, retries included. */
export class ApiError extends Error {
  override readonly name = 'ApiError'
  /** HTTP status; undefined without a response. */
  readonly status: number | undefined
  /** Error code of the system or of TLS if there was no response, such as `ENOTFOUND`. */
  readonly code: string | undefined
  /** HTTP status of a proxy that refused the connection. */
  readonly proxyStatus: number | undefined
  /** Set if the server limits the rate of requests. `waitMs`: the wait that it requests, in milliseconds. */
  readonly rateLimit: { readonly waitMs: number | undefined } | undefined
  /** @param message that of the server, or else of the network */
  constructor(
    status: number | undefined,
    message: string,
    more: {
      readonly code?: string
      readonly proxyStatus?: number
      readonly rateLimit?: { readonly waitMs: number | undefined }
    } = {},
  ) {
    super(message)
    this.status = status
    this.code = more.code
    this.proxyStatus = more.proxyStatus
    this.rateLimit = more.rateLimit
  }
}
