/** What linkgate needs of GitHub, and of servers with the same API. */

export interface PullRequestComment {
  readonly id: number
  readonly body: string
  /** Empty for an account that is gone. */
  readonly author: string
  readonly url: string
}

/** A pull request as it is now. */
export interface PullRequest {
  readonly number: number
  readonly state: 'open' | 'closed'
  readonly headSha: string
  readonly headRef: string
  /** `owner/name`; undefined when the fork is gone. */
  readonly headRepository: string | undefined
  readonly baseRef: string
  /** `owner/name` of the base repository. */
  readonly baseRepository: string
  readonly labels: readonly string[]
}

/** What happened to a pull request, as far as it concerns labels and its head. */
export type PullRequestEvent =
  | {
      readonly kind: 'labeled' | 'unlabeled'
      readonly label: string
      /** undefined for an account that is gone. */
      readonly by: { readonly login: string; readonly bot: boolean } | undefined
      /** By the server's clock, as `2026-01-02T03:04:05Z`: the later of two is the greater text. */
      readonly at: string
    }
  | {
      readonly kind: 'pushed'
      /** The commit that was pushed, or that head was moved to; undefined if the server does not report it. */
      readonly sha: string | undefined
      /** When it was pushed or, where the server gives only that, committed; written as above, empty when unknown. */
      readonly at: string
    }

/** Of a person on a repository. Maintain counts as write and triage as read, as in GitHub's own answer. */
export type Permission = 'admin' | 'write' | 'read' | 'none'

/** The state of a commit under a name; a branch rule can require that it is `success`. */
export interface CommitStatus {
  /** The name, such as `linkgate`. */
  readonly context: string
  readonly state: 'success' | 'failure' | 'error'
  /** At most 140 characters. */
  readonly description: string
  /** Where to read more; empty for nowhere. */
  readonly url: string
}

export interface StatusThere extends Omit<CommitStatus, 'state'> {
  readonly state: CommitStatus['state'] | 'other'
  /** Of two of a commit, the greater is of the one that was set later. */
  readonly id: number
  /** Empty for an account that is gone. */
  readonly author: string
}

/** A mark on a comment of ours that one run at a time can set: see `GitHub.claim`. */
export interface Claim {
  readonly commentId: number
  readonly reactionId: number
  /** Whether this call set it, or found it set. */
  readonly ours: boolean
  /** Login under which this token writes; empty if the server does not report it. */
  readonly by: string
  /** Milliseconds since it was set, by the server's clock. */
  readonly ageMs: number
}

/** The few calls to GitHub's API that publishing needs, for one repository. */
export interface GitHub {
  /** Login under which this token writes, or undefined if the server does not report it. */
  viewer(): Promise<string | undefined>
  /** All comments of a pull request, all pages, oldest first. */
  comments(pullRequest: number): Promise<readonly PullRequestComment[]>
  createComment(pullRequest: number, body: string): Promise<PullRequestComment>
  updateComment(id: number, body: string): Promise<PullRequestComment>
  deleteComment(id: number): Promise<void>
  /**
   * Sets a reaction of ours on a comment. It is the one thing on GitHub that can be set and reports whether it was set
   * before, and that does not notify anybody.
   */
  claim(commentId: number): Promise<Claim>
  /** Removes that very reaction, also when the run is being cancelled. False when it was gone already. */
  release(claim: Claim): Promise<boolean>
  pullRequest(number: number): Promise<PullRequest>
  /** What happened to a pull request, all pages, in the server's order, which is oldest first. */
  history(pullRequest: number): Promise<readonly PullRequestEvent[]>
  /** `none` also for a deleted account; undefined if this token may not see it. */
  permissionOf(login: string): Promise<Permission | undefined>
  /** Every status that a commit was ever given, all pages. Of those of a context the one that was set last counts. */
  statuses(sha: string): Promise<readonly StatusThere[]>
  /** Where an answer is lost, the same is set once more. */
  setStatus(sha: string, status: CommitStatus): Promise<StatusThere>
}

/** Whether an API is that of Gitea or Forgejo, by its address. */
export function isGitea(apiUrl: string): boolean {
  return apiUrl.endsWith('/api/v1')
}

/** A request to GitHub's API that did not succeed, after every attempt that made sense. */
export class ApiError extends Error {
  override readonly name = 'ApiError'
  /** HTTP status; undefined when no answer came. */
  readonly status: number | undefined
  /** Of the system or of TLS, such as `ENOTFOUND`, when no answer came. */
  readonly code: string | undefined
  /** HTTP status of a proxy that did not lead to the server. */
  readonly proxyStatus: number | undefined
  /** Set if the server limits the rate of requests; `waitMs` is for how long, by its own clock, if it reports that. */
  readonly rateLimit: { readonly waitMs: number | undefined } | undefined
  /** @param message of the server or the network */
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
