/**
 * Which pull request a report from another run belongs to. A report may come from a fork, and what it says of itself is
 * untrusted: without this, anybody could have a comment written on any pull request. Believed is what GitHub says of the
 * run and of the pull request.
 */
import type { GitHub, PullRequest, PullRequestEvent } from '../../effects/github.ts'
import { ApiError } from '../../effects/github.ts'

/** What the report says. */
export interface ClaimedPullRequest {
  readonly number: number
  /** Head of the pull request that was measured. */
  readonly headSha: string
}

/** What GitHub says of the run that measured: `workflow_run` of the event. */
export interface MeasuringRun {
  readonly headSha: string
  /** `owner/name`; undefined when the fork is gone. */
  readonly headRepository: string | undefined
  readonly headRef: string
}

export type Verification =
  | { readonly kind: 'current'; readonly pullRequest: PullRequest }
  /** It was the head, and is no longer: the run of the newer push has something to say. */
  | { readonly kind: 'superseded'; readonly pullRequest: PullRequest; readonly reason: string }
  | { readonly kind: 'refused'; readonly reason: string }

/**
 * @param repository `owner/name` of the one that publishes
 * @param history of the pull request; without a run it tells what its head was before
 */
export function verifyClaim(
  claimed: ClaimedPullRequest,
  pullRequest: PullRequest,
  repository: string,
  { run, history = [] }: { readonly run?: MeasuringRun; readonly history?: readonly PullRequestEvent[] } = {},
): Verification {
  const { number, headSha } = claimed
  if (!isCommit(headSha)) return refused('the report does not name the commit that was measured')
  if (number !== pullRequest.number || !isSame(pullRequest.baseRepository, repository)) {
    return refused(`pull request ${number} does not belong to ${repository}`)
  }
  if (run !== undefined && run.headSha !== headSha) {
    return refused(`the report is about ${headSha}, and the run that made it was started for ${run.headSha}`)
  }
  if (run !== undefined && !isBranchOf(run, pullRequest)) {
    return refused(`the run that made the report was started for another branch than pull request ${number}`)
  }
  if (pullRequest.headSha === headSha) return { kind: 'current', pullRequest }
  const wasHead =
    run !== undefined || history.some((event) => event.kind === 'pushed' && event.sha === headSha)
  if (!wasHead) return refused(`${headSha} is not, and has not been, the head of pull request ${number}`)
  return {
    kind: 'superseded',
    pullRequest,
    reason: `pull request ${number} is at ${pullRequest.headSha} now, and ${headSha} was measured`,
  }
}

/** Verifies the pull request that a report claims. Rejects with what `github` rejects with. */
export async function verifyPullRequest(
  github: GitHub,
  repository: string,
  claimed: ClaimedPullRequest,
  run?: MeasuringRun,
): Promise<Verification> {
  if (!Number.isSafeInteger(claimed.number)) return refused('the report does not name a pull request')
  const pullRequest = await existing(github, claimed.number)
  if (pullRequest === undefined) return refused(`there is no pull request ${claimed.number} in ${repository}`)
  if (run !== undefined || pullRequest.headSha === claimed.headSha) {
    return verifyClaim(claimed, pullRequest, repository, run === undefined ? {} : { run })
  }
  return verifyClaim(claimed, pullRequest, repository, { history: await github.history(claimed.number) })
}

/**
 * Finds the pull request of a run where neither the event nor a report names it: GitHub leaves `pull_requests` empty for
 * forks. By its branch first; the commit is known to GitHub only when it is in this repository. Rejects with what `github`
 * rejects with.
 */
export async function findPullRequest(
  github: GitHub,
  repository: string,
  run: MeasuringRun,
): Promise<Verification> {
  const owner = run.headRepository?.split('/')[0]
  const ofBranch = owner === undefined ? [] : await github.pullRequestsFrom(owner, run.headRef)
  const candidates = ofBranch.filter((one) => isSame(one.baseRepository, repository) && isBranchOf(run, one))
  const found =
    candidates.length > 0
      ? candidates
      : (await github.pullRequestsWith(run.headSha)).filter(
          (one) => one.state === 'open' && one.headSha === run.headSha && isBranchOf(run, one),
        )
  const [only, ...others] = found
  if (only === undefined) {
    return refused(`no open pull request of ${repository} is from the branch that was measured`)
  }
  if (others.length > 0) {
    // One branch can be asked to be merged into several: each has a base, and so a measurement, of its own.
    const numbers = found.map(({ number }) => number).join(' and ')
    return refused(
      `pull requests ${numbers} are from the branch that was measured, and the report names none`,
    )
  }
  return verifyClaim({ number: only.number, headSha: run.headSha }, only, repository, { run })
}

async function existing(github: GitHub, number: number): Promise<PullRequest | undefined> {
  try {
    return await github.pullRequest(number)
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return undefined
    throw error
  }
}

/** Of a fork that is gone, the commit alone is left to go by. */
function isBranchOf(run: MeasuringRun, { headRepository, headRef, headSha }: PullRequest): boolean {
  if (headRepository === undefined || run.headRepository === undefined) {
    return headRepository === run.headRepository && headSha === run.headSha
  }
  return isSame(headRepository, run.headRepository) && headRef === run.headRef
}

/** What a report says is printed: nothing but digits may pass. */
function isCommit(sha: string): boolean {
  return /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/.test(sha)
}

/** As GitHub compares the names of repositories. */
function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase()
}

function refused(reason: string): Verification {
  return { kind: 'refused', reason }
}
