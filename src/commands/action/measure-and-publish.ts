import { InputError } from '../../common/errors.ts'
import { succeed } from '../../common/result.ts'
import { version } from '../../common/version.ts'
import { inputsOf } from '../../config/inputs.ts'
import { giveHints } from '../../doctor/hints.ts'
import type { Report } from '../../document/report.ts'
import { type AcceptedReports, acceptReports } from '../../publish/accepted-reports.ts'
import { renderReport } from '../../report/json.ts'
import type { GitHubContext } from '../../repository/event.ts'
import { run } from '../../run.ts'
import type { StepHandles } from './handles.ts'
import { publishResult } from './publish-result.ts'

/**
 * Measures, writes the report, publishes it and gives hints, which never change the exit code.
 *
 * @param target the run whose pull request gets the comment; undefined for no comment
 */
export async function measureAndPublish(
  handles: StepHandles,
  target: GitHubContext | undefined,
): Promise<number> {
  const { path, ...accepted } = await measure(handles).catch(async (error) => {
    if (error instanceof InputError) await hint(handles, undefined)
    throw error
  })
  const exitCode = await publishResult(handles, target, { ...accepted, reportPath: path, places: true })
  await hint(handles, accepted.reports[0])
  return exitCode
}

async function measure(handles: StepHandles): Promise<AcceptedReports & { readonly path: string }> {
  const { world, step, values, context, probeSource, resolve } = handles
  const inputs = inputsOf(values, resolve(values['working-directory']))
  const measured = await run(inputs, context, world, {
    version,
    probeSource,
    onOpen: ({ run: name, directory }) => {
      step.saveState('run', name)
      step.saveState('directory', directory)
      step.saveState('repository', inputs.directory)
    },
  })
  const { github } = world
  const accepted = await acceptReports([measured], { github, context, label: values['accept-label'] })
  const path = resolve(values.report ?? `${handles.temporaryRoot}/linkgate-report-${measured.app}.json`)
  await world.files.write(path, renderReport(accepted.reports[0] ?? measured))
  return { ...accepted, path }
}

async function hint(
  { world, values, context, probeSource, resolve }: StepHandles,
  report: Report | undefined,
): Promise<void> {
  // outside of a workflow there is no file that could be changed
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
