/** Reads, verifies and merges the reports of other jobs. */
import { requireInput } from '../../common/errors.ts'
import { type ShownReport, shownReport } from '../../document/shown-report.ts'
import type { World } from '../../effects/world.ts'
import { mergeReports } from '../../report/merge.ts'
import type { GitHubContext } from '../../repository/event.ts'
import type { CommentRequest } from '../comment/comment.ts'
import { readReports } from './read-reports.ts'
import { confirmedSubject, type Subject } from './subject.ts'

export interface ExternalReports {
  /** One report for each app. */
  readonly reports: readonly ShownReport[]
  readonly subject: Subject
  /** The run that measured, if it is not this one. */
  readonly run?: CommentRequest['run']
}

/**
 * Rejects with InputError if a report cannot be verified, because it must not be published then.
 *
 * @param paths absolute paths of files, or of directories that are searched
 */
export async function gatherExternalReports(
  world: Pick<World, 'files' | 'github' | 'secrets'>,
  context: GitHubContext | undefined,
  paths: readonly string[],
): Promise<ExternalReports> {
  const read = requireInput(await readReports(world.files, paths))
  const { workflowRun } = context ?? {}
  return {
    reports: requireInput(mergeReports(read)).map((report) => shownReport(report, world.secrets)),
    subject: await confirmedSubject(world.github, context, read),
    ...(workflowRun === undefined ? {} : { run: { id: workflowRun.id, attempt: workflowRun.attempt } }),
  }
}
