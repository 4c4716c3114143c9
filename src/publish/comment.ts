/**
 * The one comment on a pull request: found again by its marker and its author, written only when it would say something
 * new, and never by a run that a newer push has overtaken.
 */
import { CancelledError } from '../errors.ts'
import { type CommentPolicy, exitCodeOf, type Verdict } from '../model.ts'
import type { GitHub, PullRequestComment } from '../world.ts'
import { commentLimit, firstThatFits } from './fit.ts'
import { readMarker, writeMarker } from './marker.ts'

export interface CommentRequest {
  readonly pullRequest: number
  /** Key of the comment: each app of a pull request has one of its own. */
  readonly app: string
  /** The same content in Markdown, from the fullest to the shortest; the first that fits is used. */
  readonly bodies: readonly string[]
  /**
   * Stands for all that is worth an edit, the commits included; without what varies between two runs of the same
   * commits.
   */
  readonly fingerprint: string
  /** Head of the pull request that was measured. */
  readonly headSha: string
  readonly policy: CommentPolicy
  readonly verdict: Verdict
  /** Whether head differs from base in what was measured. */
  readonly changed: boolean
}

export type Published =
  | { readonly action: 'created' | 'updated' | 'unchanged'; readonly url: string }
  | { readonly action: 'skipped' | 'superseded'; readonly reason: string }

/** Rejects with what `github` rejects with; a duplicate that cannot be deleted is left to the next run. */
export async function publishComment(github: GitHub, request: CommentRequest): Promise<Published> {
  if (request.policy === 'never') return { action: 'skipped', reason: 'comments are switched off' }
  const [existing, ...duplicates] = await ownComments(github, request)
  if (existing === undefined && !mayCreate(request)) {
    return { action: 'skipped', reason: `nothing to say under the policy \`${request.policy}\`` }
  }
  const same = existing !== undefined && readMarker(existing.body)?.fingerprint === request.fingerprint
  if (same && duplicates.length === 0) return { action: 'unchanged', url: existing.url }

  const marker = `${writeMarker({ app: request.app, fingerprint: request.fingerprint, head: request.headSha })}\n`
  const body = firstThatFits(request.bodies, commentLimit, marker)
  if (body === undefined)
    return { action: 'skipped', reason: `it would have more than ${commentLimit} bytes` }

  // Asked last, just before the first write: the shorter the gap, the less an older run can overwrite.
  const head = await github.headOf(request.pullRequest)
  if (head !== request.headSha) {
    return {
      action: 'superseded',
      reason: `the pull request is at ${head} now and ${request.headSha} was measured; the run of the newer push comments`,
    }
  }
  const published = await write(github, request.pullRequest, marker + body, same, existing)
  await removeAll(github, duplicates)
  return published
}

async function write(
  github: GitHub,
  pullRequest: number,
  body: string,
  same: boolean,
  existing: PullRequestComment | undefined,
): Promise<Published> {
  if (existing === undefined) {
    return { action: 'created', url: (await github.createComment(pullRequest, body)).url }
  }
  if (same) return { action: 'unchanged', url: existing.url }
  return { action: 'updated', url: (await github.updateComment(existing.id, body)).url }
}

/** Comments of this app that are ours to change, oldest first: the oldest is the one that people have linked to. */
async function ownComments(github: GitHub, request: CommentRequest): Promise<readonly PullRequestComment[]> {
  const viewer = await github.viewer()
  const comments = await github.comments(request.pullRequest)
  return comments
    .filter(({ author, body }) => isOwn(author, viewer) && readMarker(body)?.app === request.app)
    .sort((a, b) => a.id - b.id)
}

/**
 * Anybody can paste the marker into a comment of theirs, and a token that may write can edit it. Where the server does
 * not tell who writes, bots alone are believed: a workflow's own token always is one, and people cannot have a login
 * with brackets.
 */
function isOwn(author: string, viewer: string | undefined): boolean {
  return viewer === undefined ? author.endsWith('[bot]') : author === viewer
}

/**
 * Each policy creates in a part of the cases of the one before it: a failing check without a comment would send people
 * to the log. Once there is a comment, all but `never` keep it up to date: what was mended must not stay red.
 */
function mayCreate({ policy, verdict, changed }: CommentRequest): boolean {
  const failing = exitCodeOf(verdict) !== 0
  switch (policy) {
    case 'always':
      return true
    case 'changes':
      return changed || failing
    case 'failures':
      return failing
    case 'never':
      return false
  }
}

async function removeAll(github: GitHub, duplicates: readonly PullRequestComment[]): Promise<void> {
  for (const { id } of duplicates) {
    try {
      await github.deleteComment(id)
    } catch (error) {
      // Another run may be healing the same duplicates: the comment that counts is written already.
      if (error instanceof CancelledError) throw error
    }
  }
}
