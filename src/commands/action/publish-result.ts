import { exitCodeOf, outcomeOfAll } from '../../document/outcome.ts'
import type { ShownReport } from '../../document/shown-report.ts'
import { isGitea } from '../../effects/github.ts'
import type { Log } from '../../effects/log.ts'
import type { AcceptedReports } from '../../publish/accepted-reports.ts'
import { type Annotations, annotationsOf } from '../../publish/annotations.ts'
import { commentsOf } from '../../publish/comment/comments.ts'
import type { OutputPaths } from '../../publish/outputs.ts'
import { type PublishRequest, publish } from '../../publish/publish.ts'
import { summaryOf } from '../../publish/summary.ts'
import { headingText } from '../../report/markdown/combined.ts'
import { detailsPlaces } from '../../report/markdown/markdown.ts'
import type { GitHubContext } from '../../repository/event.ts'
import type { StepHandles } from './handles.ts'
import { writeExtras } from './write-extras.ts'

export interface PublishableResult extends AcceptedReports<ShownReport> {
  /** Paths of the written or read reports, one per line. `html` is absent if reports of other jobs are published. */
  readonly paths: Pick<OutputPaths, 'report' | 'html'>
  /** Whether annotations have a file and line. */
  readonly places: boolean
  /** The run that measured, if it is not this one. */
  readonly run?: PublishRequest['run']
  /** The commit that gets a status, if any. */
  readonly statusOn?: string | undefined
}

/**
 * Publishes annotations, status, comment, summary and outputs; returns the exit code for the reports.
 *
 * @param target the run whose pull request gets the comment; undefined for none
 */
export async function publishResult(
  handles: StepHandles,
  target: GitHubContext | undefined,
  result: PublishableResult,
): Promise<number> {
  const { world, step, values, digest, context } = handles
  const { log } = world
  const { reports, paths, places, unread, refused, run, statusOn } = result
  const { status: statusName, combine, comment: policy } = values
  const hasSummaries = context === undefined || !isGitea(context.apiUrl)
  if (refused !== undefined) log.notice(refused)
  annotate(log, annotationsOf(reports, { places }))
  await publish(world, target, {
    reports,
    paths: { ...paths, ...(await writeExtras(handles, reports)) },
    comments: commentsOf(
      reports,
      combine,
      digest,
      hasSummaries ? detailsPlaces.comment : detailsPlaces.withoutSummary,
    ),
    summary: summaryOf(reports),
    policy,
    step,
    ...(unread === undefined ? {} : { unread }),
    ...(run === undefined ? {} : { run }),
    ...(statusName === undefined || statusOn === undefined
      ? {}
      : { status: { sha: statusOn, context: statusName, words: headingText(reports) } }),
  })
  const outcome = outcomeOfAll(reports)
  log.info(`verdict: ${outcome}`)
  return exitCodeOf(outcome)
}

function annotate(log: Log, { shown, rest }: Annotations): void {
  for (const { level, message, ...place } of shown) log[level](message, place)
  if (rest !== undefined) log.info(rest)
}
