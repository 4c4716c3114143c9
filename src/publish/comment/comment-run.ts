/** The actions of one run on one comment; comment.ts reads the comments and decides the order. */
import { CancelledError } from '../../common/errors.ts'
import type { Result } from '../../common/result.ts'
import { succeed } from '../../common/result.ts'
import type { Clock } from '../../effects/clock.ts'
import type { GitHub } from '../../effects/github.ts'
import { ApiError } from '../../effects/github.ts'
import { impossible, type Locking, lockComment } from './comment-lock.ts'
import { type Marker, withMarker } from './marker.ts'
import {
  type CommentDecision,
  commentsOfApp,
  decideComment,
  type OwnComment,
  type OwnComments,
} from './own-comments.ts'

export interface WrittenComment {
  readonly action: 'created' | 'updated' | 'unchanged'
  readonly url: string
}

export type PublishedComment =
  | WrittenComment
  | { readonly action: 'skipped' | 'superseded'; readonly reason: string }

/** The problem is the rejection of a request to GitHub. */
export type CommentResult = Result<PublishedComment, unknown>

export interface Commenting {
  readonly github: GitHub
  readonly clock: Clock
}

export interface CommentRun extends Commenting {
  /** Key of the comment. */
  readonly app: string
  readonly pullRequest: number
  readonly mine: Marker
  readonly body: string
  /** Why a missing comment is not created. */
  readonly nothingToSay: string | undefined
  /** Comments that could not be deleted. */
  readonly ignored: Set<number>
  /** Comments for which the server answered 404. If such a comment is still listed, the token lacks write access. */
  readonly gone: Set<number>
  /** Id of the comment that this run created. */
  created: number | undefined
  written: WrittenComment | undefined
  /** Set when the run is done with this comment. */
  result: CommentResult | undefined
}

export interface Decided {
  /** linkgate's comments about the app, oldest first. */
  readonly seen: readonly OwnComment[]
  readonly step: CommentDecision
}

export function decisionOf({ app, ignored, mine, created }: CommentRun, there: OwnComments): Decided {
  const own = commentsOfApp(there, app, ignored)
  return { seen: own.comments, step: decideComment(own, mine, created) }
}

export async function create(run: CommentRun): Promise<void> {
  const { github, pullRequest, body, nothingToSay } = run
  // It was created but is not listed yet, or a person deleted it: do not create a second one.
  if (run.written !== undefined) run.result = succeed(run.written)
  else if (nothingToSay !== undefined) run.result = succeed({ action: 'skipped', reason: nothingToSay })
  else {
    const { id, url } = await github.createComment(pullRequest, body)
    run.created = id
    run.written = { action: 'created', url }
  }
}

export interface CommentChange {
  readonly run: CommentRun
  /** Id of linkgate's oldest comment, which is the one that is locked. */
  readonly oldest: number
}

/** Locks the oldest comment, and remembers it if it is gone. */
export async function lockFor({ run, oldest }: CommentChange): Promise<Locking> {
  const locking = run.gone.has(oldest) ? impossible : await lockComment(run, oldest)
  if (locking.kind === 'gone') run.gone.add(oldest)
  return locking
}

/** @param there the comments, read after the attempt to lock */
export async function changeComment(
  { run, oldest }: CommentChange,
  locking: Exclude<Locking, { readonly kind: 'gone' }>,
  there: OwnComments,
): Promise<void> {
  const { seen, step } = decisionOf(run, there)
  if (seen[0]?.id !== oldest) return
  if (locking.kind === 'locked' && !locking.lock.isFresh()) return
  // Without the lock, another run may be writing, so the comment of a newer run is not changed.
  if (locking.kind === 'impossible' && step.do === 'yield') run.result = succeed(superseded(step))
  else run.written = (await carryOut(run, step)) ?? run.written
}

/** @returns the written comment; undefined if nothing was written, for example because the comment is gone */
async function carryOut(run: CommentRun, step: CommentDecision): Promise<WrittenComment | undefined> {
  if (step.do !== 'write' && step.do !== 'yield') return undefined
  const writes = step.do === 'write' && step.what !== 'nothing'
  const written = writes ? await update(run, step) : undefined
  if (writes && written === undefined) return undefined
  // The oldest one is deleted last, because it carries the lock.
  for (const { id } of step.remove.toReversed()) await remove(run, id)
  return written
}

async function update(
  { github, mine, body, gone }: CommentRun,
  { to, what }: CommentDecision & { readonly do: 'write' },
): Promise<WrittenComment | undefined> {
  try {
    const { url } = await github.updateComment(to.id, what === 'marker' ? withMarker(to.body, mine) : body)
    return { action: what === 'marker' ? 'unchanged' : 'updated', url }
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 404 || gone.has(to.id)) throw error
    gone.add(to.id)
    return undefined
  }
}

async function remove({ github, ignored }: CommentRun, id: number): Promise<void> {
  try {
    await github.deleteComment(id)
  } catch (error) {
    if (error instanceof CancelledError) throw error
    ignored.add(id)
  }
}

export function superseded({ to }: { readonly to: string }): PublishedComment {
  return { action: 'superseded', reason: to }
}
