/** Checks responses of GitHub's and Gitea's REST APIs, and converts them to linkgate's types. */
import * as z from 'zod'
import {
  ApiError,
  type ExistingStatus,
  type Permission,
  type PullRequest,
  type PullRequestComment,
  type PullRequestEvent,
} from '../../effects/github.ts'

export const account = z.object({ login: z.string() })

const comment = z.object({
  id: z.union([z.number(), z.bigint()]),
  body: z.string().nullish(),
  // comments of a deleted account have no user
  user: account.nullish(),
  html_url: z.string(),
})

const side = z.object({
  ref: z.string(),
  sha: z.string(),
  // null if the fork was deleted
  repo: z.object({ full_name: z.string() }).nullish(),
})

const pullRequest = z.object({
  number: z.number(),
  state: z.string(),
  head: side,
  base: side,
  labels: z.array(z.object({ name: z.string().nullish() })),
})

const status = z.object({
  id: z.number(),
  // Gitea calls it `status`
  state: z.string().optional(),
  status: z.string().optional(),
  context: z.string(),
  description: z.string().nullish(),
  target_url: z.string().nullish(),
  creator: account.nullish(),
})

/** The kinds of timeline items that linkgate reads. */
const event = z.discriminatedUnion('event', [
  z.object({
    event: z.enum(['labeled', 'unlabeled']),
    actor: account.extend({ type: z.string().optional() }).nullish(),
    label: z.object({ name: z.string() }).optional(),
    created_at: z.string().optional(),
  }),
  z.object({
    event: z.literal('committed'),
    sha: z.string().optional(),
    committer: z.object({ date: z.string() }).optional(),
  }),
  z.object({
    event: z.literal('head_ref_force_pushed'),
    commit_id: z.string().nullish(),
    created_at: z.string().optional(),
  }),
])

const kinds = new Set(['labeled', 'unlabeled', 'committed', 'head_ref_force_pushed'])
const anyEvent = z.object({ event: z.string().optional() })

/** @throws {ApiError} if an answer does not match the schema */
export function readAnswer<T>(schema: z.ZodType<T>, json: unknown): T {
  const read = schema.safeParse(json)
  if (read.success) return read.data
  const [issue] = read.error.issues
  const place =
    issue === undefined || issue.path.length === 0 ? '' : ` at \`${issue.path.map(String).join('.')}\``
  throw new ApiError(200, `the answer has an unknown format${place}: ${issue?.message}`)
}

export function commentOf(json: unknown): PullRequestComment {
  const { id, body, user, html_url } = readAnswer(comment, json)
  return { id: Number(id), body: body ?? '', author: user?.login ?? '', url: html_url }
}

export function pullRequestOf(json: unknown): PullRequest {
  const { number, state, head, base, labels } = readAnswer(pullRequest, json)
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

export function statusOf(json: unknown): ExistingStatus {
  const read = readAnswer(status, json)
  const state = read.state ?? read.status
  return {
    id: read.id,
    context: read.context,
    state: state === 'success' || state === 'failure' || state === 'error' ? state : 'other',
    description: read.description ?? '',
    url: read.target_url ?? '',
    author: read.creator?.login ?? '',
  }
}

export function eventsOf(json: unknown): readonly PullRequestEvent[] {
  if (!kinds.has(readAnswer(anyEvent, json).event ?? '')) return []
  const item = readAnswer(event, json)
  switch (item.event) {
    case 'labeled':
    case 'unlabeled':
      return item.label === undefined
        ? []
        : [
            {
              kind: item.event,
              label: item.label.name,
              by: accountOf(item.actor),
              at: utc(item.created_at ?? ''),
            },
          ]
    case 'committed':
      return [{ kind: 'pushed', sha: item.sha, at: utc(item.committer?.date ?? '') }]
    case 'head_ref_force_pushed':
      return [{ kind: 'pushed', sha: item.commit_id ?? undefined, at: utc(item.created_at ?? '') }]
  }
}

interface Actor {
  readonly login: string
  readonly type?: string | undefined
}

function accountOf(actor: Actor | null | undefined): { login: string; bot: boolean } | undefined {
  if (!actor) return undefined
  return { login: actor.login, bot: actor.type === 'Bot' || actor.login.endsWith('[bot]') }
}

const permissionLevel = z.object({ permission: z.string().nullish() })

/** `owner` is Gitea's. */
const permissions: Readonly<Record<string, Permission>> = {
  owner: 'admin',
  admin: 'admin',
  maintain: 'write',
  write: 'write',
  triage: 'read',
  read: 'read',
}

export function permissionIn(json: unknown): Permission {
  return permissions[readAnswer(permissionLevel, json).permission ?? 'none'] ?? 'none'
}

/** Converts a time to UTC, so that a later time is the greater string: Gitea uses the offset of its own time zone. */
export function utc(time: string): string {
  const ms = Date.parse(time)
  return Number.isNaN(ms) ? '' : new Date(ms).toISOString().replace(/\.\d+Z$/, 'Z')
}
