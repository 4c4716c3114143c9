/** What the reports of other jobs are about, and what that means for where they are published. */
import { InputError } from '../../common/errors.ts'
import { isSameName } from '../../common/same-name.ts'
import type { Report } from '../../document/report.ts'
import type { GitHub } from '../../effects/github.ts'
import type { GitHubContext, PullRequestContext } from '../../repository/event.ts'
import type { WorkflowRun } from '../../repository/workflow-run.ts'
import { faultReason } from '../api-errors.ts'
import { type ClaimedPullRequest, verifyPullRequest } from './verify.ts'

/** `statusOn` is the commit that was measured, where the check of this very job is not on it. */
export type Subject =
  | {
      readonly kind: 'pull-request'
      readonly pullRequest: PullRequestContext
      readonly statusOn: string | undefined
    }
  /** A commit that belongs to no pull request, such as that of a merge queue. */
  | { readonly kind: 'commit'; readonly statusOn: string }
  /** Nothing is written on GitHub, for this reason. */
  | { readonly kind: 'none'; readonly reason: string }

const noSubject = (reason: string): Subject => ({ kind: 'none', reason })
const aboutNoPullRequest = noSubject('the reports are not about a pull request')

/**
 * What reports from outside are about, once GitHub has confirmed it. Rejects with InputError if they contradict each
 * other, this run or GitHub: an unverified report is not published.
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

/** @throws {InputError} where the reports claim different pull requests, or different heads of one */
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

/** In the run of a pull request, its event determines what the reports must be about. */
function ownPullRequest(known: PullRequestContext, claimed: ClaimedPullRequest): Subject {
  if (known.number === claimed.number && known.headSha === claimed.headSha) {
    return { kind: 'pull-request', pullRequest: known, statusOn: undefined }
  }
  throw new InputError([
    `the reports are about another commit or pull request than this run, which is for pull request ${known.number} at ${known.headSha}`,
  ])
}

/** Only the event shows which run a report is from, and what that run was started for. */
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
 * For a run that measured a push or a merge queue, GitHub reports the commit. The person who started it may write to this repository;
 * a run of a pull request whose report names none is not believed.
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

/** The run for publishing: the pull request that the reports are about replaces that of the event. */
export function publishingContext(
  context: GitHubContext | undefined,
  subject: Subject,
): GitHubContext | undefined {
  if (context === undefined || subject.kind === 'none') return undefined
  const { pullRequest: _, ...rest } = context
  return subject.kind === 'pull-request' ? { ...rest, pullRequest: subject.pullRequest } : rest
}

/**
 * The run whose pull request's label counts. A measurement in a merge queue is not about a pull request, but the
 * labels of the queued one count; those of a pull request that only the event names do not.
 */
export function acceptanceContext(
  context: GitHubContext | undefined,
  subject: Subject,
): GitHubContext | undefined {
  const published = publishingContext(context, subject)
  if (published !== undefined) return published
  return context?.pullRequest === undefined ? context : undefined
}

/** The commit that gets a status, if one does. */
export function statusCommit(subject: Subject): string | undefined {
  return subject.kind === 'none' ? undefined : subject.statusOn
}

/** Why nothing is written on GitHub, as a notice; undefined where something is. */
export function silenceNotice(context: GitHubContext | undefined, subject: Subject): string | undefined {
  if (subject.kind !== 'none') return undefined
  const what = context?.workflowRun === undefined ? 'No comment was' : 'Neither a comment nor a status was'
  return `${what} written: ${subject.reason}`
}

/** Lines of the reports' annotations mean something only on the commit that was measured: that of this very job. */
export function isOnMeasuredCommit(context: GitHubContext | undefined, subject: Subject): boolean {
  return context?.workflowRun === undefined && statusCommit(subject) === undefined
}
