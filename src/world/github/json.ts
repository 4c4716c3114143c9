/** What GitHub's and Gitea's REST APIs answer, as linkgate's own values. */
import type { PullRequest, PullRequestComment, PullRequestEvent, StatusThere } from '../../effects/github.ts'

/** The fields that are read, in all the shapes in which servers write them. */
export interface CommentJson {
  readonly id: number | bigint
  readonly body?: string | null
  readonly user: { readonly login: string } | null
  readonly html_url: string
}

export interface PullRequestJson {
  readonly number: number
  readonly state: string
  readonly head: SideJson
  readonly base: SideJson
  readonly labels: readonly { readonly name?: string | null }[]
}

interface SideJson {
  readonly ref: string
  readonly sha: string
  /** null when the fork is gone. */
  readonly repo: { readonly full_name: string } | null
}

/** An item of a timeline; of the many kinds only few have all of these. */
export interface EventJson {
  readonly event?: string
  readonly actor?: { readonly login: string; readonly type?: string } | null
  readonly label?: { readonly name: string }
  readonly created_at?: string
  readonly sha?: string
  readonly commit_id?: string | null
  readonly committer?: { readonly date: string }
}

export interface StatusJson {
  readonly id: number
  /** Gitea calls it `status`. */
  readonly state?: string
  readonly status?: string
  readonly context: string
  readonly description: string | null
  readonly target_url: string | null
  readonly creator: { readonly login: string } | null
}

export function commentOf({ id, body, user, html_url }: CommentJson): PullRequestComment {
  // An account that was deleted leaves comments without a user.
  return { id: Number(id), body: body ?? '', author: user?.login ?? '', url: html_url }
}

export function pullRequestOf({ number, state, head, base, labels }: PullRequestJson): PullRequest {
  return {
    number,
    state: state === 'open' ? 'open' : 'closed',
    headSha: head.sha,
    headRef: head.ref,
    headRepository: head.repo?.full_name,
    baseRef: base.ref,
    baseRepository: base.repo?.full_name ?? '',
    labels: labels.flatMap(({ name }) => (name ? [name] : [])),
  }
}

export function statusOf(json: StatusJson): StatusThere {
  const state = json.state ?? json.status
  return {
    id: json.id,
    context: json.context,
    state: state === 'success' || state === 'failure' || state === 'error' ? state : 'other',
    description: json.description ?? '',
    url: json.target_url ?? '',
    author: json.creator?.login ?? '',
  }
}

export function eventsOf(item: EventJson): readonly PullRequestEvent[] {
  const { event, actor, label, created_at: at = '', sha, commit_id, committer } = item
  switch (event) {
    case 'labeled':
    case 'unlabeled':
      return label === undefined
        ? []
        : [{ kind: event, label: label.name, by: accountOf(actor), at: utc(at) }]
    case 'committed':
      return [{ kind: 'pushed', sha, at: utc(committer?.date ?? '') }]
    case 'head_ref_force_pushed':
      return [{ kind: 'pushed', sha: commit_id ?? undefined, at: utc(at) }]
    default:
      return []
  }
}

function accountOf(actor: EventJson['actor']): { login: string; bot: boolean } | undefined {
  if (!actor) return undefined
  return { login: actor.login, bot: actor.type === 'Bot' || actor.login.endsWith('[bot]') }
}

/** In one way of writing, so that the later of two is the greater text: Gitea writes the offset of its own time zone. */
export function utc(time: string): string {
  const ms = Date.parse(time)
  return Number.isNaN(ms) ? '' : new Date(ms).toISOString().replace(/\.\d+Z$/, 'Z')
}
