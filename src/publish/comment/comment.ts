/**
 * Writes the one comment of an app on a pull request. It is found by its marker and author, written only if its text changes,
 * and never overwritten by an older run.
 *
 * Concurrent runs have the same result as sequential ones. A run that creates a comment reads the list again afterwards: if
 * two runs both created one, the later reader sees both. A run that changes or removes a comment locks linkgate's oldest comment
 * (comment-lock.ts), and decides by the state that it reads while it holds the lock. So the comment of the newest run is never
 * overwritten, and only a run that has just read a newer one removes it.
 * `__tests__/publish/comment/race.test.ts` tries all orders of their calls.
 *
 * A run with several comments reads the list once for all of them: after it has created all missing ones, and after it has
 * locked a group.
 */
import { CancelledError } from '../../common/errors.ts'
import { bytesOf, type FittingText } from '../../common/fitting.ts'
import { succeed } from '../../common/result.ts'
import { exitCodeOf } from '../../document/outcome.ts'
import { ApiError } from '../../effects/github.ts'
import type { CommentPolicy } from '../../model/comment-policy.ts'
import type { Verdict } from '../../model/verdict.ts'
import { commentLimit } from '../limits.ts'
import type { Locking } from './comment-lock.ts'
import {
  type CommentChange,
  type Commenting,
  type CommentResult,
  type CommentRun,
  changeComment,
  create,
  decisionOf,
  lockFor,
  type PublishedComment,
  superseded,
} from './comment-run.ts'
import { type Marker, writeMarker } from './marker.ts'
import { type OwnComments, ownCommentsReader } from './own-comments.ts'

export interface CommentRequest {
  readonly pullRequest: number
  /** Key of the comment; each app of a pull request has its own. */
  readonly app: string
  /** In Markdown. */
  readonly text: FittingText
  /**
   * Identifies the content that is worth an edit, including the commits, without what varies between two runs of the same
   * commits.
   */
  readonly fingerprint: string
  /** The measured head of the pull request. */
  readonly headSha: string
  /** The workflow run that measured; id 0 if it is unknown. */
  readonly run: { readonly id: number; readonly attempt: number }
  readonly policy: CommentPolicy
  readonly verdict: Verdict
  /** Whether any metric of head differs from base. */
  readonly changed: boolean
}

/** Maximum number of attempts if other runs keep changing the comments. */
const rounds = 8

/** Maximum number of locks at a time, because each must still be fresh when its comment is written. */
const lockedTogether = 4

/**
 * Publishes the comments of one run on one pull request, independently of each other.
 *
 * @param requests one for each app, all with the same pull request, head and run
 * @returns one result for each request. A duplicate comment that cannot be deleted is left to the next run. Rejects only with
 * CancelledError.
 */
export async function publishComments(
  world: Commenting,
  requests: readonly CommentRequest[],
): Promise<readonly CommentResult[]> {
  const runs = requests.map((request) => startRun(world, request))
  const open = () => runs.filter(({ result }) => result === undefined)
  const [first] = requests
  if (first === undefined || open().length === 0) return runs.map(resultOf)
  const { github } = world
  try {
    const read = ownCommentsReader(github, first.pullRequest)
    for (let round = 0; round < rounds && open().length > 0; round++) await takeTurns(open(), read)
  } catch (error) {
    if (error instanceof CancelledError) throw error
    // an error that ends up here applies to all comments
    for (const run of open()) run.result = resultAfter(run, error)
  }
  return runs.map(resultOf)
}

const resultOf = ({ result, written }: CommentRun): CommentResult =>
  result ?? succeed(written ?? skipped('other runs kept changing the comment'))

/** A comment that was written before the rejection counts as published. */
function resultAfter({ written }: CommentRun, problem: unknown): CommentResult {
  return written === undefined ? { ok: false, problem } : succeed(written)
}

function startRun({ github, clock }: Commenting, request: CommentRequest): CommentRun {
  const { app, pullRequest, policy } = request
  const mine = markerOf(request)
  const text = policy === 'never' ? undefined : commentText(request)
  const why =
    policy === 'never'
      ? 'comments are disabled (`comment: never`)'
      : `it would be larger than ${commentLimit} bytes`
  return {
    github,
    clock,
    app,
    pullRequest,
    mine,
    body: markerLine(mine) + (text ?? ''),
    nothingToSay: mayCreate(request) ? undefined : `nothing to report with \`comment: ${policy}\``,
    ignored: new Set(),
    gone: new Set(),
    created: undefined,
    written: undefined,
    result: text === undefined ? succeed(skipped(why)) : undefined,
  }
}

type Read = () => Promise<OwnComments>

/** One attempt for all comments: reads them and acts on them. */
async function takeTurns(runs: readonly CommentRun[], read: Read): Promise<void> {
  const there = await read()
  const changes: CommentChange[] = []
  for (const run of runs) {
    const { seen, step } = decisionOf(run, there)
    const [oldest] = seen
    if (step.do === 'leave')
      run.result = succeed({ action: run.written?.action ?? 'unchanged', url: step.comment.url })
    else if (step.do === 'yield' && (oldest === undefined || step.remove.length === 0))
      run.result = succeed(superseded(step))
    else if (step.do === 'create' || oldest === undefined) await attempt(run, () => create(run))
    else changes.push({ run, oldest: oldest.id })
  }
  // always in the same order, to avoid a deadlock between two runs that hold several locks
  const inOrder = changes.toSorted((a, b) => a.oldest - b.oldest)
  for (let from = 0; from < inOrder.length; from += lockedTogether)
    await changeTogether(inOrder.slice(from, from + lockedTogether), read)
}

type Changeable = Exclude<Locking, { readonly kind: 'gone' }>

/** Locks the comments if possible, then reads them again and changes them. */
async function changeTogether(changes: readonly CommentChange[], read: Read): Promise<void> {
  const locked: { readonly change: CommentChange; readonly locking: Changeable }[] = []
  try {
    for (const change of changes) {
      await attempt(change.run, async () => {
        const locking = await lockFor(change)
        if (locking.kind !== 'gone') locked.push({ change, locking })
      })
    }
    if (locked.length === 0) return
    const there = await read()
    for (const { change, locking } of locked)
      await attempt(change.run, () => changeComment(change, locking, there))
  } finally {
    for (const { locking } of locked) if (locking.kind === 'locked') await locking.lock.release()
  }
}

/** @throws an error that would affect the other comments, too */
async function attempt(run: CommentRun, work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (error instanceof CancelledError || isForAll(error)) throw error
    run.result = resultAfter(run, error)
  }
}

/** Whether the error would affect the next comment, too, such as missing write access or an unreachable server. */
function isForAll(error: unknown): boolean {
  if (!(error instanceof ApiError)) return false
  const { status, rateLimit } = error
  return status === undefined || rateLimit !== undefined || [401, 403, 404].includes(status)
}

function skipped(reason: string): PublishedComment {
  return { action: 'skipped', reason }
}

/** The text below the marker; undefined if even the shortest one is too long. */
export function commentText(request: CommentRequest): string | undefined {
  return request.text(commentLimit - bytesOf(markerLine(markerOf(request))))
}

function markerLine(marker: Marker): string {
  return `${writeMarker(marker)}\n`
}

function markerOf({ app, fingerprint, headSha, run }: CommentRequest): Marker {
  return { app, fingerprint, head: headSha, run: run.id, attempt: run.attempt }
}

/**
 * Each policy creates comments in fewer cases than the previous one. `changes` includes failing checks, because readers would
 * otherwise need the log. If a comment exists, every policy except `never` updates it, so that a fixed problem does not stay red.
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
