/** After measuring: report files, publishing, hints. */
import { succeed } from '../../common/result.ts'
import { version } from '../../common/version.ts'
import { giveHints } from '../../doctor/hints.ts'
import type { Report } from '../../document/report.ts'
import type { ShownReport } from '../../document/shown-report.ts'
import { acceptReports } from '../../publish/accepted-reports.ts'
import { reportPage } from '../../report/html/report-page.ts'
import { renderReport } from '../../report/json.ts'
import type { GitHubContext } from '../../repository/event.ts'
import type { StepHandles } from './handles.ts'
import { publishResult } from './publish-result.ts'
import { writeExtra } from './write-extra.ts'

/** Writes the report of a run, publishes it and gives hints; returns the exit code. */
export async function publishMeasured(
  handles: StepHandles,
  target: GitHubContext | undefined,
  measured: ShownReport,
): Promise<number> {
  const { world, values, context, resolve } = handles
  const { github } = world
  const accepted = await acceptReports([measured], { github, context, label: values['accept-label'] })
  const report = accepted.reports[0] ?? measured
  const path = resolve(values.report ?? `${handles.temporaryRoot}/linkgate-report-${measured.app}.json`)
  await world.files.write(path, renderReport(report))
  const beside = `${path.replace(/\.json$/, '')}.html`
  const html = await writeExtra(world, {
    path: resolve(values.html ?? beside),
    name: 'The HTML report',
    write: (to) => world.files.write(to, reportPage(report)),
  })
  const exitCode = await publishResult(handles, target, {
    ...accepted,
    paths: { report: path, html },
    places: true,
  })
  await hint(handles, accepted.reports[0])
  return exitCode
}

/** @param report absent if wrong input prevented one */
export async function hint(
  { world, values, context, probeSource, resolve }: StepHandles,
  report: Report | undefined,
): Promise<void> {
  // outside a workflow, there is no workflow file to change
  if (context === undefined) return
  await giveHints(world, {
    version,
    probeSource,
    directory: resolve(values['working-directory']),
    config: values.config,
    context: succeed(context),
    report,
    afterRun: report !== undefined,
  })
}
