/**
 * Only one run at a time may change an existing comment.
 *
 * GitHub has no conditional updates. If a newer run writes a comment between the read and the write of an older run, its text is
 * lost. So a run announces itself with a reaction before it reads. A reaction notifies nobody, needs no other permission than
 * the comment, and GitHub answers whether it is new (201) or existed before (200). A killed run leaves its reaction behind. After
 * `leaseMs` by the server's clock, another run deletes it by its id, which only one run can do.
 */
import { CancelledError } from '../../common/errors.ts'
import type { Clock } from '../../effects/clock.ts'
import type { Claim, GitHub } from '../../effects/github.ts'
import { ApiError } from '../../effects/github.ts'

/** Longer than an active run can hold it: `freshMs`, and a minute of retries of its last requests. */
export const leaseMs = 90_000
const freshMs = 15_000
const pollMs = 2000

export interface CommentLock {
  /** Whether the lock is certainly still held for the next write. */
  isFresh(): boolean
  release(): Promise<void>
}

export type Locking =
  | { readonly kind: 'locked'; readonly lock: CommentLock }
  /** The comment does not exist. */
  | { readonly kind: 'gone' }
  /** The token may not set reactions, or another run does not release its lock. */
  | { readonly kind: 'impossible' }

export const impossible = { kind: 'impossible' } as const satisfies Locking

/** Waits until no other run has locked the comment. */
export async function lockComment(
  { github, clock }: { readonly github: GitHub; readonly clock: Clock },
  commentId: number,
): Promise<Locking> {
  // Slightly longer than the lease, so that a server whose clock does not advance cannot block forever.
  for (let waitedMs = 0; waitedMs < leaseMs + 10_000; waitedMs += pollMs) {
    const since = clock.now()
    const claiming = await tryToClaim(github, commentId)
    if (claiming.kind !== 'claim') return claiming
    const { claim } = claiming
    if (claim.ours) {
      const lock: CommentLock = {
        isFresh: () => clock.now() - since < freshMs,
        release: () => quietly(() => github.release(claim)),
      }
      return { kind: 'locked', lock }
    }
    if (claim.ageMs > leaseMs) await quietly(() => github.release(claim))
    else await clock.sleep(pollMs)
  }
  return impossible
}

type Claiming =
  | Exclude<Locking, { readonly kind: 'locked' }>
  | { readonly kind: 'claim'; readonly claim: Claim }

async function tryToClaim(github: GitHub, commentId: number): Promise<Claiming> {
  try {
    return { kind: 'claim', claim: await github.claim(commentId) }
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    return error.status === 404 ? { kind: 'gone' } : impossible
  }
}

/** If the reaction stays, the next run deletes it. */
async function quietly(work: () => Promise<unknown>): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (error instanceof CancelledError) throw error
  }
}
