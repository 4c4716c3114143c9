/** Telling what other jobs measured: their reports read, verified and brought together. */
import { InputError } from '../../common/errors.ts'
import type { Report } from '../../document/report.ts'
import type { World } from '../../effects/world.ts'
import { mergeReports } from '../../report/merge.ts'
import type { GitHubContext, PullRequestContext } from '../../repository/event.ts'
import { faultReason } from '../api-errors.ts'
import type { CommentRequest } from '../comment/comment.ts'
import { readReports } from './read-reports.ts'
import { verifyPullRequest } from './verify.ts'

export interface ExternalReports {
  /** One for each app. */
  readonly reports: readonly Report[]
  /** What they are about, once GitHub has said so; else why nothing is told there. */
  readonly about: Subject
  /** The run that measured, where it is not this one. */
  readonly run?: CommentRequest['run']
}

/** `statusOn` is the commit that was measured, where the check of this very job is none of it. */
export type Subject =
  | { readonly pullRequest: PullRequestContext; readonly statusOn?: string }
  /** A commit that belongs to no pull request, such as that of a merge queue. */
  | { readonly statusOn: string }
  | { readonly silent: string }

const aboutNoPullRequest = 'the reports are about no pull request'

/** Rejects with InputError: a report that cannot be believed is published nowhere. */
export async function gatherExternalReports(
  world: Pick<World, 'files' | 'github'>,
  context: GitHubContext | undefined,
  paths: readonly string[],
): Promise<ExternalReports> {
  const read = await readReports(world.files, paths)
  if (!read.ok) throw new InputError(read.problem.map(({ message }) => message))
  const merged = mergeReports(read.value)
  if (!merged.ok) throw new InputError([merged.problem.message])
  const { workflowRun } = context ?? {}
  return {
    reports: merged.value,
    about: await subjectOf(world, context, read.value),
    ...(workflowRun === undefined ? {} : { run: { id: workflowRun.id, attempt: workflowRun.attempt } }),
  }
}

async function subjectOf(
  { github }: Pick<World, 'github'>,
  context: GitHubContext | undefined,
  reports: readonly Report[],
): Promise<Subject> {
  if (context === undefined) return { silent: 'this is not a workflow' }
  const repository = `${context.owner}/${context.repo}`
  const claims = new Map(
    reports.map(({ origin }) => [`${origin?.pullRequest?.number} ${origin?.pullRequest?.headSha}`, origin]),
  )
  const [origin, ...others] = claims.values()
  if (others.length > 0) {
    throw new InputError(['the reports are about different pull requests: publish those of one run together'])
  }
  const claimed = origin?.pullRequest
  if (origin === undefined) return { silent: aboutNoPullRequest }
  if (origin.repository.toLowerCase() !== repository.toLowerCase()) {
    throw new InputError([
      `the reports were made in another repository than ${repository}: publish them where they were made`,
    ])
  }
  if (claimed === undefined) return subjectWithoutPullRequest(context, reports)
  const { pullRequest: known } = context
  if (known !== undefined && context.workflowRun === undefined) {
    if (known.number === claimed.number && known.headSha === claimed.headSha) return { pullRequest: known }
    throw new InputError([
      `the reports are about another commit or pull request than this run, which is for pull request ${known.number} at ${known.headSha}`,
    ])
  }
  if (github === undefined)
    return { silent: 'without a token nobody can tell whether the reports say the truth' }
  try {
    const verified = await verifyPullRequest(github, repository, claimed, context.workflowRun)
    if (verified.state === 'refused')
      throw new InputError([`the reports are not published: ${verified.reason}`])
    if (verified.state === 'superseded') return { silent: verified.reason }
    const { number, headSha, headRef, baseRef, headRepository } = verified.pullRequest
    return {
      pullRequest: {
        number,
        headSha,
        headRef,
        baseRef,
        baseSha: reports[0]?.base?.sha ?? '',
        fromFork: headRepository?.toLowerCase() !== repository.toLowerCase(),
      },
      ...(context.workflowRun === undefined && headSha === context.sha ? {} : { statusOn: headSha }),
    }
  } catch (error) {
    if (error instanceof InputError) throw error
    return { silent: faultReason(error, context) }
  }
}

/**
 * Of a run that measured a push or a merge queue, GitHub says the commit. Whoever started it may write to this repository;
 * a run of a pull request whose report names none is not believed.
 */
function subjectWithoutPullRequest(
  { owner, repo, workflowRun: run }: GitHubContext,
  reports: readonly Report[],
): Subject {
  const silent = { silent: aboutNoPullRequest }
  if (run === undefined || (run.event !== 'push' && run.event !== 'merge_group')) return silent
  if (run.headRepository?.toLowerCase() !== `${owner}/${repo}`.toLowerCase()) return silent
  const other = reports.find(({ head }) => head.sha !== run.headSha)
  if (other === undefined) return { statusOn: run.headSha }
  return { silent: `the reports are about another commit than ${run.headSha}, which they were made for` }
}
