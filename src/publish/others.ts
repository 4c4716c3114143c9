/** Telling what other jobs measured: their reports read, verified and brought together. */
import { InputError } from '../errors.ts'
import type { Report } from '../model.ts'
import type { GitHubContext, PullRequestContext } from '../plan/context.ts'
import { mergeReports } from '../report/merge.ts'
import type { World } from '../world.ts'
import type { CommentRequest } from './comment.ts'
import { faultReason } from './faults.ts'
import { readReports } from './reports.ts'
import { verifyPullRequest } from './verify.ts'

export interface ReportsOfOthers {
  /** One for each app. */
  readonly reports: readonly Report[]
  /** The pull request that they are about, once GitHub has said so; else why there is no comment. */
  readonly about: { readonly pullRequest: PullRequestContext } | { readonly silent: string }
  /** The run that measured, where it is not this one. */
  readonly run?: CommentRequest['run']
}

/** Rejects with InputError: a report that cannot be believed is published nowhere. */
export async function gatherReports(
  world: Pick<World, 'files' | 'github'>,
  context: GitHubContext | undefined,
  paths: readonly string[],
): Promise<ReportsOfOthers> {
  const read = await readReports(world.files, paths)
  if ('problems' in read) throw new InputError(read.problems)
  const merged = mergeReports(read.reports)
  if ('problem' in merged) throw new InputError([merged.problem])
  const { workflowRun } = context ?? {}
  return {
    reports: merged.reports,
    about: await subjectOf(world, context, read.reports),
    ...(workflowRun === undefined ? {} : { run: { id: workflowRun.id, attempt: workflowRun.attempt } }),
  }
}

async function subjectOf(
  { github }: Pick<World, 'github'>,
  context: GitHubContext | undefined,
  reports: readonly Report[],
): Promise<ReportsOfOthers['about']> {
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
  if (origin === undefined || claimed === undefined)
    return { silent: 'the reports are about no pull request' }
  if (origin.repository.toLowerCase() !== repository.toLowerCase()) {
    throw new InputError([
      `the reports were made in another repository than ${repository}: publish them where they were made`,
    ])
  }
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
    }
  } catch (error) {
    if (error instanceof InputError) throw error
    return { silent: faultReason(error, context) }
  }
}
