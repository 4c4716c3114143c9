import { InputError } from '../../common/errors.ts'
import { acceptReports } from '../../publish/accepted-reports.ts'
import { gatherExternalReports } from '../../publish/external/external-reports.ts'
import {
  acceptanceContext,
  isOnMeasuredCommit,
  publishingContext,
  statusCommit,
  unpublishedNotice,
} from '../../publish/external/subject.ts'
import type { PhaseCommand } from './handles.ts'
import { publishResult } from './publish-result.ts'

/** Phase `publish`: publishes the reports of other jobs. */
export const publishPhase: PhaseCommand = async (handles) => {
  const { world, values, context, resolve } = handles
  const paths = pathsIn(values.report)
  const external = await gatherExternalReports(
    world,
    context,
    paths.map((path) => resolve(path)),
  )
  const { subject, run } = external
  const notice = unpublishedNotice(context, subject)
  if (notice !== undefined) world.log.notice(notice)
  const accepted = await acceptReports(external.reports, {
    github: world.github,
    context: acceptanceContext(context, subject),
    label: values['accept-label'],
  })
  return publishResult(handles, publishingContext(context, subject), {
    ...accepted,
    paths: { report: paths.join('\n') },
    places: isOnMeasuredCommit(context, subject),
    run,
    statusOn: statusCommit(subject),
  })
}

/** @throws {InputError} if the input is empty */
function pathsIn(given = ''): readonly string[] {
  const paths = given
    .split('\n')
    .map((path) => path.trim())
    .filter((path) => path !== '')
  if (paths.length > 0) return paths
  throw new InputError([
    'input `report` is empty: phase publish needs the paths of the reports (files or directories)',
  ])
}
