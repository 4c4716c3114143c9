/**
 * The one comment on a pull request: found again by its marker and its author, written only when it would say something
 * new, and never by a run that a newer one has overtaken.
 *
 * What several runs do at the same time ends as if they had done it one after the other. Whoever creates looks again
 * afterwards: of two that have both seen nothing, the later one to look sees both comments. Whoever changes or removes
 * what is there locks the oldest of our comments (comment-lock.ts), and decides by what it reads while it is locked. A comment of
 * the newest run is then never written over, and it is removed only by a run that has just read a newer one.
 * `__tests__/publish/comment/race.test.ts` goes through all orders of their calls.
 */
import { CancelledError } from '../../common/errors.ts'
import { exitCodeOf } from '../../document/outcome.ts'
import type { Clock } from '../../effects/clock.ts'
import type { GitHub } from '../../effects/github.ts'
import { ApiError } from '../../effects/github.ts'
import type { CommentPolicy } from '../../model/comment-policy.ts'
import type { Verdict } from '../../model/verdict.ts'
import { commentLimit, firstThatFits } from '../truncate.ts'
import { type CommentLock, impossible, lockComment } from './comment-lock.ts'
import { type Marker, withMarker, writeMarker } from './marker.ts'
import { type CommentDecision, decideComment, type OwnComments, readOwnComments } from './own-comments.ts'

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
  /** The workflow run that measured; id 0 when it is not known. */
  readonly run: { readonly id: number; readonly attempt: number }
  readonly policy: CommentPolicy
  readonly verdict: Verdict
  /** Whether head differs from base in what was measured. */
  readonly changed: boolean
}

export interface WrittenComment {
  readonly action: 'created' | 'updated' | 'unchanged'
  readonly url: string
}

export type PublishedComment =
  | WrittenComment
  | { readonly action: 'skipped' | 'superseded'; readonly reason: string }

export interface Commenting {
  readonly github: GitHub
  readonly clock: Clock
}

/** What other runs do can send this one back to the start; more often than this they do not. */
const rounds = 8

/** Rejects with what `github` rejects with; a duplicate that cannot be deleted is left to the next run. */
export async function publishComment(world: Commenting, request: CommentRequest): Promise<PublishedComment> {
  if (request.policy === 'never') return skipped('comments are switched off')
  const mine = markerOf(request)
  const text = commentText(request)
  if (text === undefined) return skipped(`it would have more than ${commentLimit} bytes`)
  const { github } = world
  const viewer = await github.viewer()
  const ignored = new Set<number>()
  const run: Run = {
    ...world,
    request,
    mine,
    body: markerLine(mine) + text,
    read: () => readOwnComments(github, viewer, request, ignored),
    ignored,
    gone: new Set(),
    created: undefined,
    written: undefined,
  }
  for (let round = 0; round < rounds; round++) {
    const end = await takeTurn(run)
    if (end !== undefined) return end
  }
  return run.written ?? skipped('other runs kept changing the comment')
}

interface Run extends Commenting {
  readonly request: CommentRequest
  readonly mine: Marker
  readonly body: string
  /** The comments as they are now. */
  read(): Promise<OwnComments>
  /** Comments that could not be deleted. */
  readonly ignored: Set<number>
  /** Comments that were said not to be there. One that is listed all the same is hidden from what may not write. */
  readonly gone: Set<number>
  /** Id of the comment that this run made. */
  created: number | undefined
  written: WrittenComment | undefined
}

/** Reads the comments and does what follows from them; the end of it, or undefined where it has to look again. */
async function takeTurn(run: Run): Promise<PublishedComment | undefined> {
  const seen = await run.read()
  const step = decideComment(seen, run.mine, run.created)
  const [oldest] = seen.comments
  if (step.do === 'leave') return { action: run.written?.action ?? 'unchanged', url: step.comment.url }
  if (step.do === 'yield' && (oldest === undefined || step.remove.length === 0)) return superseded(step)
  if (step.do === 'create' || oldest === undefined) return create(run)
  return change(run, step, oldest.id)
}

async function create(run: Run): Promise<PublishedComment | undefined> {
  const { github, request, body } = run
  // Made and not listed yet, or deleted by somebody: a second one would be too many.
  if (run.written !== undefined) return run.written
  if (!mayCreate(request)) return skipped(`nothing to say under the policy \`${request.policy}\``)
  const { id, url } = await github.createComment(request.pullRequest, body)
  run.created = id
  run.written = { action: 'created', url }
  return undefined
}

/** @param oldest id of the oldest comment of ours, which is the one to lock */
async function change(
  run: Run,
  step: CommentDecision,
  oldest: number,
): Promise<PublishedComment | undefined> {
  const locking = run.gone.has(oldest) ? impossible : await lockComment(run, oldest)
  switch (locking.kind) {
    case 'gone':
      run.gone.add(oldest)
      return undefined
    case 'impossible':
      // Nobody can be kept from writing at the same time: what is a newer run's is left alone.
      if (step.do === 'yield') return superseded(step)
      run.written = (await carryOut(run, step)) ?? run.written
      return undefined
    case 'locked':
      await changeLocked(run, locking.lock, oldest)
      return undefined
  }
}

async function changeLocked(run: Run, lock: CommentLock, oldest: number): Promise<void> {
  try {
    const now = await run.read()
    if (now.comments[0]?.id !== oldest || !lock.isFresh()) return
    run.written = (await carryOut(run, decideComment(now, run.mine, run.created))) ?? run.written
  } finally {
    await lock.release()
  }
}

/** @returns what was written, if anything: a comment may be gone when its turn comes */
async function carryOut(run: Run, step: CommentDecision): Promise<WrittenComment | undefined> {
  if (step.do !== 'write' && step.do !== 'yield') return undefined
  const writes = step.do === 'write' && step.what !== 'nothing'
  const written = writes ? await update(run, step) : undefined
  if (writes && written === undefined) return undefined
  // The oldest last: it is the one that is locked.
  for (const { id } of step.remove.toReversed()) await remove(run, id)
  return written
}

async function update(
  { github, mine, body, gone }: Run,
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

async function remove({ github, ignored }: Run, id: number): Promise<void> {
  try {
    await github.deleteComment(id)
  } catch (error) {
    if (error instanceof CancelledError) throw error
    ignored.add(id)
  }
}

function skipped(reason: string): PublishedComment {
  return { action: 'skipped', reason }
}

function superseded({ to }: { readonly to: string }): PublishedComment {
  return { action: 'superseded', reason: to }
}

/** What of `bodies` is written below the marker of the comment, or undefined when none of them fits. */
export function commentText(request: CommentRequest): string | undefined {
  return firstThatFits(request.bodies, commentLimit, markerLine(markerOf(request)))
}

function markerLine(marker: Marker): string {
  return `${writeMarker(marker)}\n`
}

function markerOf({ app, fingerprint, headSha, run }: CommentRequest): Marker {
  return { app, fingerprint, head: headSha, run: run.id, attempt: run.attempt }
}

/**
 * Each policy creates in a part of the cases of the one before it: a failing check without a comment would send people
 * to the log. Once there is a comment, all but `never` keep it up to date: what was fixed must not stay red.
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
