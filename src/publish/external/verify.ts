/**
 * Verifies which pull request a report from another run belongs to. A report can come from a fork, so its claims are
 * untrusted: without this check, anybody could make linkgate comment on any pull request. Only GitHub's information about the
 * run and the pull request is trusted.
 */
import { isSameName } from '../../common/same-name.ts'
import { ApiError, type GitHub, type PullRequest } from '../../effects/github.ts'
import type { WorkflowRun } from '../../repository/workflow-run.ts'

/** The claims of the report. */
export interface ClaimedPullRequest {
  readonly number: number
  /** The measured head of the pull request. */
  readonly headSha: string
}

/** What the server reports about the run that measured. */
export type MeasuringRun = Pick<WorkflowRun, 'headSha' | 'startedFor'>

export type Verification =
  | { readonly kind: 'current'; readonly pullRequest: PullRequest }
  /** The commit is no longer the head, so the run of the newer push reports instead. */
  | { readonly kind: 'superseded'; readonly pullRequest: PullRequest; readonly reason: string }
  | { readonly kind: 'refused'; readonly reason: string }

/** @param repository `owner/name` of the publishing repository */
export function verifyClaim(
  { number, headSha }: ClaimedPullRequest,
  pullRequest: PullRequest,
  repository: string,
  run: MeasuringRun,
): Verification {
  if (!isCommit(headSha)) return refused('the report lacks the measured commit')
  if (number !== pullRequest.number || !isSameName(pullRequest.baseRepository, repository)) {
    return refused(`pull request ${number} does not belong to ${repository}`)
  }
  if (run.headSha !== headSha) {
    return refused(`the report is about ${headSha}, but its run was started for ${run.headSha}`)
  }
  const other = otherSource(run, pullRequest)
  if (other !== undefined) return refused(`the run of the report was started for ${other}`)
  if (pullRequest.headSha === headSha) return { kind: 'current', pullRequest }
  return {
    kind: 'superseded',
    pullRequest,
    reason: `pull request ${number} is now at ${pullRequest.headSha}, but the report is about ${headSha}`,
  }
}

/** Verifies the pull request that a report claims. Rejects with the errors of `github`. */
export async function verifyPullRequest(
  github: GitHub,
  repository: string,
  claimed: ClaimedPullRequest,
  run: MeasuringRun,
): Promise<Verification> {
  if (!Number.isSafeInteger(claimed.number)) return refused('the report lacks a pull request')
  const pullRequest = await existing(github, claimed.number)
  return pullRequest === undefined
    ? refused(`there is no pull request ${claimed.number} in ${repository}`)
    : verifyClaim(claimed, pullRequest, repository, run)
}

async function existing(github: GitHub, number: number): Promise<PullRequest | undefined> {
  try {
    return await github.pullRequest(number)
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return undefined
    throw error
  }
}

/** What the run was started for, if not for this pull request. */
function otherSource({ startedFor, headSha }: MeasuringRun, pullRequest: PullRequest): string | undefined {
  if (startedFor.kind === 'pull-request') {
    return startedFor.number === pullRequest.number
      ? undefined
      : `pull request ${startedFor.number}, but the report is about pull request ${pullRequest.number}`
  }
  const { ref, repository } = startedFor
  const { headRepository, headRef } = pullRequest
  const isSource =
    headRepository === undefined || repository === undefined
      ? // of a fork that is gone, the commit alone is left to go by
        headRepository === repository && pullRequest.headSha === headSha
      : isSameName(headRepository, repository) && headRef === ref
  return isSource ? undefined : `another branch than that of pull request ${pullRequest.number}`
}

/** The value of an untrusted report is printed, so only hexadecimal digits are allowed. */
function isCommit(sha: string): boolean {
  return /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/.test(sha)
}

function refused(reason: string): Verification {
  return { kind: 'refused', reason }
}
