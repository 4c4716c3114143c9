/** Determines the pull request or commit that the reports of other jobs are about, and so where they are published. */
import { InputError } from '../../common/errors.ts'
import { isSameName } from '../../common/same-name.ts'
import type { Report } from '../../document/report.ts'
import type { GitHub } from '../../effects/github.ts'
import type { GitHubContext, PullRequestContext } from '../../repository/event.ts'
import type { WorkflowRun } from '../../repository/workflow-run.ts'
import { faultReason } from '../api-errors.ts'
import { type ClaimedPullRequest, verifyPullRequest } from './verify.ts'

/** `statusOn` is the measured commit, if this job's own check is on another one. */
export type Subject =
  | {
      readonly kind: 'pull-request'
      readonly pullRequest: PullRequestContext
      readonly statusOn: string | undefined
    }
  /** A commit without a pull request, for example in a merge queue. */
  | { readonly kind: 'commit'; readonly statusOn: string }
  /** Nothing is written on GitHub; `reason` explains why. */
  | { readonly kind: 'none'; readonly reason: string }

const noSubject = (reason: string): Subject => ({ kind: 'none', reason })
const aboutNoPullRequest = noSubject('the reports are not about a pull request')

/**
 * The subject of untrusted reports, confirmed by GitHub. Rejects with InputError if they contradict each other, this run or
 * GitHub, because an unverified report must not be published.
 */
export async function confirmedSubject(
  github: GitHub | undefined,
  context: GitHubContext | undefined,
  reports: readonly Report[],
): Promise<Subject> {
  if (context === undefined) return noSubject('this is not a workflow run')
  const origin = commonOrigin(reports)
  if (origin === undefined) return aboutNoPullRequest
  const repository = `${context.owner}/${context.repo}`
  if (!isSameName(origin.repository, repository)) {
    throw new InputError([`the reports are from another repository than ${repository}: publish them there`])
  }
  const { pullRequest: claimed } = origin
  if (claimed === undefined) return subjectWithoutPullRequest(context, reports)
  const { pullRequest: known, workflowRun: run } = context
  if (run === undefined) {
    return known === undefined ? unprovable(context, claimed) : ownPullRequest(known, claimed)
  }
  if (github === undefined) return noSubject('the reports cannot be verified without a token')
  try {
    return await verifiedSubject(github, { context, run }, claimed, reports[0]?.base?.sha ?? '')
  } catch (error) {
    if (error instanceof InputError) throw error
    return noSubject(faultReason(error, context))
  }
}

/** @throws {InputError} if the reports claim different pull requests or heads */
function commonOrigin(reports: readonly Report[]): Report['origin'] {
  const claims = new Map(
    reports.map(({ origin }) => [`${origin?.pullRequest?.number} ${origin?.pullRequest?.headSha}`, origin]),
  )
  const [origin, ...others] = claims.values()
  if (others.length === 0) return origin
  throw new InputError([
    'the reports are about different pull requests: publish only reports of one run together',
  ])
}

/** In a run of a pull request, the reports must be about the pull request of the event. */
function ownPullRequest(known: PullRequestContext, claimed: ClaimedPullRequest): Subject {
  if (known.number === claimed.number && known.headSha === claimed.headSha) {
    return { kind: 'pull-request', pullRequest: known, statusOn: undefined }
  }
  throw new InputError([
    `the reports are about another commit or pull request than this run, which is for pull request ${known.number} at ${known.headSha}`,
  ])
}

/** Other events do not show which run a report is from, so its claim cannot be verified. */
function unprovable({ eventName }: GitHubContext, { number }: ClaimedPullRequest): Subject {
  return noSubject(
    `the reports are about pull request ${number}, but a \`${eventName}\` event cannot verify that; publish them in the run of the pull request, or on \`workflow_run\``,
  )
}

async function verifiedSubject(
  github: GitHub,
  { context: { owner, repo }, run }: { readonly context: GitHubContext; readonly run: WorkflowRun },
  claimed: ClaimedPullRequest,
  baseSha: string,
): Promise<Subject> {
  const repository = `${owner}/${repo}`
  const verified = await verifyPullRequest(github, repository, claimed, run)
  switch (verified.kind) {
    case 'refused':
      throw new InputError([`the reports are not published: ${verified.reason}`])
    case 'superseded':
      return noSubject(verified.reason)
    case 'current': {
      const { number, headSha, headRef, baseRef, headRepository } = verified.pullRequest
      const fromFork = headRepository === undefined || !isSameName(headRepository, repository)
      return {
        kind: 'pull-request',
        pullRequest: { number, headSha, headRef, baseRef, baseSha, fromFork },
        statusOn: headSha,
      }
    }
  }
}

/**
 * For a run on a push or in a merge queue, GitHub reports the commit, and whoever started it has write access. A report
 * without a pull request from a run of a pull request is rejected.
 */
function subjectWithoutPullRequest(
  { owner, repo, workflowRun: run }: GitHubContext,
  reports: readonly Report[],
): Subject {
  if (run === undefined || (run.event !== 'push' && run.event !== 'merge_group')) return aboutNoPullRequest
  const { startedFor: from } = run
  if (from.kind !== 'branch' || from.repository === undefined) return aboutNoPullRequest
  if (!isSameName(from.repository, `${owner}/${repo}`)) return aboutNoPullRequest
  const other = reports.find(({ head }) => head.sha !== run.headSha)
  if (other === undefined) return { kind: 'commit', statusOn: run.headSha }
  return noSubject(`the reports are not about ${run.headSha}, the commit of the run that created them`)
}

/** The context for publishing, with the pull request of the reports instead of that of the event. */
export function publishingContext(
  context: GitHubContext | undefined,
  subject: Subject,
): GitHubContext | undefined {
  if (context === undefined || subject.kind === 'none') return undefined
  const { pullRequest: _, ...rest } = context
  return subject.kind === 'pull-request' ? { ...rest, pullRequest: subject.pullRequest } : rest
}

/**
 * The context for reading the label. In a merge queue, the labels of the queued pull request count. Otherwise only those of
 * the pull request that the reports are about count, not those of the event's.
 */
export function acceptanceContext(
  context: GitHubContext | undefined,
  subject: Subject,
): GitHubContext | undefined {
  const published = publishingContext(context, subject)
  if (published !== undefined) return published
  return context?.pullRequest === undefined ? context : undefined
}

/** The commit that gets a status, if any. */
export function statusCommit(subject: Subject): string | undefined {
  return subject.kind === 'none' ? undefined : subject.statusOn
}

/** A notice that explains why nothing is written on GitHub; undefined if something is. */
export function unpublishedNotice(context: GitHubContext | undefined, subject: Subject): string | undefined {
  if (subject.kind !== 'none') return undefined
  const what = context?.workflowRun === undefined ? 'No comment was' : 'Neither a comment nor a status was'
  return `${what} written: ${subject.reason}`
}

/** Whether this job's check is on the measured commit. Only then are the lines of annotations correct. */
export function isOnMeasuredCommit(context: GitHubContext | undefined, subject: Subject): boolean {
  return context?.workflowRun === undefined && statusCommit(subject) === undefined
}
