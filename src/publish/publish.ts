/**
 * Publishes a result as status, comment, summary and outputs. A failure of any of them only causes a notice and does not
 * change the verdict.
 */

import { CancelledError, messageOf } from '../common/errors.ts'
import type { FittingText } from '../common/fitting.ts'
import { uniqueByValue } from '../common/unique.ts'
import { outcomeOfAll } from '../document/outcome.ts'
import type { Report } from '../document/report.ts'
import type { Step } from '../effects/step.ts'
import type { World } from '../effects/world.ts'
import type { CommentPolicy } from '../model/comment-policy.ts'
import type { GitHubContext } from '../repository/event.ts'
import type { UnreadLabel } from './accept.ts'
import { explainFault, explainNoToken, explainStatusFault } from './api-errors.ts'
import { type CommentRequest, commentText, publishComments } from './comment/comment.ts'
import type { CommentResult, PublishedComment, WrittenComment } from './comment/comment-run.ts'
import { commentLimit, summaryLimit } from './limits.ts'
import { type OutputPaths, outputsOf } from './outputs.ts'
import { publishStatus, type StatusRequest } from './status.ts'

/** A comment about one app, or about all apps. */
export type CommentText = Pick<CommentRequest, 'app' | 'text' | 'fingerprint' | 'verdict' | 'changed'>

export interface PublishRequest {
  readonly reports: readonly Report[]
  /** Paths of written files; `report` has the written or read reports, one per line. */
  readonly paths: OutputPaths
  readonly comments: readonly CommentText[]
  /** The full report in Markdown. */
  readonly summary: FittingText
  readonly policy: CommentPolicy
  /** Set if it is unknown whether broken budgets are accepted. */
  readonly unread?: UnreadLabel
  /** The run that measured, if it is not this one; see CommentRequest. */
  readonly run?: CommentRequest['run']
  /** Absent if this job's own check is on the measured commit. */
  readonly status?: Pick<StatusRequest, 'sha' | 'context' | 'words'>
  readonly step: Pick<Step, 'writeSummary' | 'setOutput'>
}

export type CommentOutcome = PublishedComment | { readonly action: 'failed'; readonly reason: string }

/**
 * @param context undefined outside of a workflow, so that no comment is written
 * @returns the outcome of each comment; rejects only with CancelledError
 */
export async function publish(
  world: Pick<World, 'log' | 'clock' | 'github'>,
  context: GitHubContext | undefined,
  request: PublishRequest,
): Promise<readonly CommentOutcome[]> {
  const { log } = world
  const { unread } = request
  // first, because branch rules wait for it, and retries of later requests must not delay it
  await setStatus(world, context, request)
  const outcomes = await commentOn(world, context, request)
  const isFailed = outcomes.some(({ action }) => action === 'failed')
  if (unread !== undefined && !isFailed) log.notice(`${unread.what}: ${unread.why}`)
  // if one request fails, usually all fail for the same reason, so each reason is logged once
  const first = unread === undefined ? '' : `${unread.what}. `
  for (const comment of uniqueByValue(outcomes)) {
    if (comment.action === 'failed') log.notice(first + comment.reason)
    else log.info(`Comment ${comment.action}: ${isWritten(comment) ? comment.url : comment.reason}`)
  }

  await courtesy(log, 'The summary was not written', () => summarize(log, request))
  const markdown = request.comments.map((text) => {
    const comment = commentRequestOf(context, request, text)
    return (comment === undefined ? text.text(commentLimit) : commentText(comment)) ?? ''
  })
  const outputs = outputsOf(
    request.reports,
    request.paths,
    markdown.join('\n\n'),
    outcomes.flatMap((one) => (isWritten(one) ? [one.url] : [])).join('\n'),
  )
  for (const [name, value] of Object.entries(outputs)) {
    await courtesy(log, `The output \`${name}\` was not set`, () => request.step.setOutput(name, value))
  }
  return outcomes
}

function isWritten(outcome: CommentOutcome): outcome is WrittenComment {
  return outcome.action === 'created' || outcome.action === 'updated' || outcome.action === 'unchanged'
}

async function setStatus(
  { log, github }: Pick<World, 'log' | 'github'>,
  context: GitHubContext | undefined,
  { reports, status, run }: PublishRequest,
): Promise<void> {
  if (context === undefined || github === undefined || status === undefined) return
  const { serverUrl, owner, repo, runId, runAttempt } = context
  try {
    const done = await publishStatus(github, {
      ...status,
      outcome: outcomeOfAll(reports),
      run: run ?? { id: runId, attempt: runAttempt },
      page: `${serverUrl}/${owner}/${repo}/actions/runs/${runId}`,
    })
    log.info(
      `Status ${status.context} ${done.action}: ${done.action === 'superseded' ? done.reason : done.state}`,
    )
  } catch (error) {
    if (error instanceof CancelledError) throw error
    log.notice(explainStatusFault(error, context))
  }
}

async function commentOn(
  { clock, github }: Pick<World, 'clock' | 'github'>,
  context: GitHubContext | undefined,
  request: PublishRequest,
): Promise<readonly CommentOutcome[]> {
  const all = (outcome: CommentOutcome) => request.comments.map(() => outcome)
  const comments = request.comments.flatMap((text) => commentRequestOf(context, request, text) ?? [])
  if (context === undefined || comments.length === 0) {
    return all({ action: 'skipped', reason: 'this run is not for a pull request' })
  }
  if (request.policy === 'never')
    return all({ action: 'skipped', reason: 'comments are disabled (`comment: never`)' })
  if (github === undefined) return all({ action: 'failed', reason: explainNoToken() })
  const results = await publishComments({ github, clock }, comments)
  return results.map((result) => outcomeOfComment(result, context))
}

function outcomeOfComment(result: CommentResult, context: GitHubContext): CommentOutcome {
  return result.ok ? result.value : { action: 'failed', reason: explainFault(result.problem, context) }
}

/** Undefined outside the run of a pull request. */
function commentRequestOf(
  context: GitHubContext | undefined,
  { run, policy }: PublishRequest,
  text: CommentText,
): CommentRequest | undefined {
  if (context?.pullRequest === undefined) return undefined
  const { number, headSha } = context.pullRequest
  const measuredBy = run ?? { id: context.runId, attempt: context.runAttempt }
  return { pullRequest: number, headSha, run: measuredBy, ...text, policy }
}

async function summarize(log: World['log'], { summary, step }: PublishRequest): Promise<void> {
  const markdown = summary(summaryLimit)
  if (markdown === undefined) log.notice('The summary was not written: it is longer than GitHub allows.')
  else await step.writeSummary(markdown)
}

async function courtesy(log: World['log'], what: string, work: () => Promise<void> | void): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (error instanceof CancelledError) throw error
    log.notice(`${what}: ${messageOf(error)}`)
  }
}
