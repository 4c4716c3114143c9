/**
 * The state of a repository on the fake GitHub, and the events that change it. It is independent of HTTP: the loopback server uses it,
 * and so does `memory.ts`, which needs no server.
 */

export interface StoredComment {
  readonly id: number
  readonly pullRequest: number
  /** Empty for a deleted account. */
  readonly author: string
  body: string
  readonly createdMs: number
  updatedMs: number
  readonly reactions: StoredReaction[]
}

export interface StoredReaction {
  readonly id: number
  readonly login: string
  readonly content: string
  readonly createdMs: number
}

export interface StoredStatus {
  readonly id: number
  readonly sha: string
  readonly context: string
  readonly state: string
  readonly description: string
  readonly targetUrl: string | undefined
  readonly creator: string
  readonly createdMs: number
}

export interface StoredPullRequest {
  readonly number: number
  state: 'open' | 'closed'
  headSha: string
  readonly headRef: string
  /** `owner/name`; undefined for a deleted fork. */
  readonly headRepository: string | undefined
  readonly baseRef: string
  /** `owner/name` */
  readonly baseRepository: string
  readonly labels: string[]
  readonly timeline: TimelineItem[]
}

/** Items are in chronological order. `actor` is empty for a deleted account. */
export type TimelineItem =
  | {
      readonly event: 'labeled' | 'unlabeled'
      readonly id: number
      readonly label: string
      readonly actor: string
      readonly atMs: number
    }
  | { readonly event: 'committed'; readonly sha: string; readonly atMs: number }
  | {
      readonly event: 'head_ref_force_pushed'
      readonly id: number
      readonly sha: string
      readonly actor: string
      readonly atMs: number
    }

/** An uploaded artifact of a run. */
export interface StoredArtifact {
  readonly id: number
  readonly runId: number
  readonly name: string
  readonly size: number
  /** Address of the content, which is outside the API. */
  readonly url: string
  readonly createdMs: number
}

export interface PullRequestOptions {
  readonly state?: StoredPullRequest['state']
  readonly headRef?: string
  /** `null` for a deleted fork. */
  readonly headRepository?: string | null
  readonly baseRef?: string
  readonly baseRepository?: string
}

/** A team in the form of Gitea's API. */
export interface StoredTeam {
  readonly id: number
  readonly name: string
  readonly permission: string
  readonly units_map: Readonly<Record<string, string>>
  /** Logins; undefined if the token's account may not list them. */
  readonly members?: readonly string[]
}

export interface GitHubStateOptions {
  readonly owner?: string
  readonly repo?: string
  /** The account of the tokens. */
  readonly login?: string
  /** Teams of the organization that owns the repository, on Gitea. */
  readonly teams?: readonly StoredTeam[]
  /** Milliseconds since 1970, by the server's clock. */
  readonly now?: () => number
}

export class GitHubState {
  readonly owner: string
  readonly repo: string
  readonly login: string
  readonly teams: readonly StoredTeam[] | undefined
  readonly now: () => number
  readonly pullRequests = new Map<number, StoredPullRequest>()
  /** In the order of their IDs. */
  readonly comments: StoredComment[] = []
  /** All statuses that were set, in order. */
  readonly statuses: StoredStatus[] = []
  readonly artifacts: StoredArtifact[] = []
  /** By login: `admin`, `maintain`, `write`, `triage` or `read`. */
  readonly collaborators = new Map<string, string>()
  #lastId = 1000

  constructor({
    owner = 'octo',
    repo = 'service',
    login = 'github-actions[bot]',
    teams,
    now = Date.now,
  }: GitHubStateOptions) {
    this.owner = owner
    this.repo = repo
    this.login = login
    this.teams = teams
    this.now = now
  }

  /** `owner/name` */
  get fullName(): string {
    return `${this.owner}/${this.repo}`
  }

  openPullRequest(number: number, headSha: string, options: PullRequestOptions = {}): StoredPullRequest {
    const { headRepository = this.fullName } = options
    const opened: StoredPullRequest = {
      number,
      headSha,
      state: options.state ?? 'open',
      headRef: options.headRef ?? 'topic',
      headRepository: headRepository ?? undefined,
      baseRef: options.baseRef ?? 'main',
      baseRepository: options.baseRepository ?? this.fullName,
      labels: [],
      timeline: [{ event: 'committed', sha: headSha, atMs: this.now() }],
    }
    this.pullRequests.set(number, opened)
    return opened
  }

  /** Moves the head. A force push is a separate event in GitHub's timeline, without a commit. */
  push(number: number, sha: string, { force = false, by = 'author' } = {}): void {
    const pullRequest = this.pullRequest(number)
    pullRequest.headSha = sha
    pullRequest.timeline.push(
      force
        ? { event: 'head_ref_force_pushed', id: this.nextId(), sha, actor: by, atMs: this.now() }
        : { event: 'committed', sha, atMs: this.now() },
    )
  }

  label(number: number, label: string, by: string): void {
    const { labels, timeline } = this.pullRequest(number)
    if (!labels.includes(label)) labels.push(label)
    timeline.push({ event: 'labeled', id: this.nextId(), label, actor: by, atMs: this.now() })
  }

  unlabel(number: number, label: string, by: string): void {
    const { labels, timeline } = this.pullRequest(number)
    labels.splice(labels.indexOf(label), 1)
    timeline.push({ event: 'unlabeled', id: this.nextId(), label, actor: by, atMs: this.now() })
  }

  addArtifact(artifact: Omit<StoredArtifact, 'id' | 'createdMs'>): void {
    this.artifacts.push({ ...artifact, id: this.nextId(), createdMs: this.now() })
  }

  addComment(pullRequest: number, body: string, author = this.login): StoredComment {
    const createdMs = this.now()
    const id = this.nextId()
    const comment = { id, pullRequest, author, body, createdMs, updatedMs: createdMs, reactions: [] }
    this.comments.push(comment)
    return comment
  }

  commentsOf(pullRequest: number): readonly StoredComment[] {
    return this.comments.filter((comment) => comment.pullRequest === pullRequest)
  }

  comment(id: number): StoredComment | undefined {
    return this.comments.find((one) => one.id === id)
  }

  updateComment(comment: StoredComment, body: string): void {
    comment.body = body
    comment.updatedMs = this.now()
  }

  deleteComment(comment: StoredComment): void {
    this.comments.splice(this.comments.indexOf(comment), 1)
  }

  /** An account can have one reaction of each kind. `created` is false if it already existed. */
  react(
    comment: StoredComment,
    content: string,
  ): { readonly reaction: StoredReaction; readonly created: boolean } {
    const there = comment.reactions.find((one) => one.login === this.login && one.content === content)
    if (there !== undefined) return { reaction: there, created: false }
    const reaction = { id: this.nextId(), login: this.login, content, createdMs: this.now() }
    comment.reactions.push(reaction)
    return { reaction, created: true }
  }

  /** Returns false if there is no such reaction. */
  unreact(comment: StoredComment, fits: (reaction: StoredReaction) => boolean): boolean {
    const index = comment.reactions.findIndex(fits)
    if (index < 0) return false
    comment.reactions.splice(index, 1)
    return true
  }

  setStatus(
    sha: string,
    given: Omit<StoredStatus, 'id' | 'sha' | 'creator' | 'createdMs'>,
    creator = this.login,
  ): StoredStatus {
    const status = { ...given, id: this.nextId(), sha, creator, createdMs: this.now() }
    this.statuses.push(status)
    return status
  }

  /** The status that was set last, which is the one that branch rules use. */
  statusOf(sha: string, context: string): StoredStatus | undefined {
    return this.statuses.findLast((one) => one.sha === sha && one.context === context)
  }

  nextId(): number {
    this.#lastId += 1
    return this.#lastId
  }

  private pullRequest(number: number): StoredPullRequest {
    const found = this.pullRequests.get(number)
    if (found === undefined) throw new Error(`the test has opened no pull request ${number}`)
    return found
  }
}
