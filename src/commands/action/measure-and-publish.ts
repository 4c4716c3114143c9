import { CancelledError, InputError } from '../../common/errors.ts'
import { succeed } from '../../common/result.ts'
import { version } from '../../common/version.ts'
import { inputsOf } from '../../config/inputs.ts'
import { giveHints } from '../../doctor/hints.ts'
import type { Report } from '../../document/report.ts'
import type { ShownReport } from '../../document/shown-report.ts'
import { openWorkspace, type Workspace } from '../../effects/workspace.ts'
import type { KeptForNextRun } from '../../images/caches/kept-for-next-run.ts'
import { type AcceptedReports, acceptReports } from '../../publish/accepted-reports.ts'
import { reportPage } from '../../report/html/report-page.ts'
import { renderReport } from '../../report/json.ts'
import type { GitHubContext } from '../../repository/event.ts'
import { run } from '../../run.ts'
import { readScanComparisons } from '../../vulnerabilities/scans/read-scans.ts'
import { withScans } from '../with-scans.ts'
import type { StepHandles } from './handles.ts'
import { publishResult } from './publish-result.ts'
import { writeExtra } from './write-extra.ts'

/**
 * Measures, writes the report, publishes it and gives hints, which never change the exit code.
 *
 * @param target the run whose pull request gets the comment; undefined for no comment
 */
export async function measureAndPublish(
  handles: StepHandles,
  target: GitHubContext | undefined,
): Promise<number> {
  let kept: KeptForNextRun | undefined
  const keep = (built: KeptForNextRun) => {
    kept = built
  }
  try {
    const exitCode = await measureAndReport(handles, target, keep)
    if (kept !== undefined) await save(handles, kept)
    return exitCode
  } finally {
    await kept?.close()
  }
}

async function measureAndReport(
  handles: StepHandles,
  target: GitHubContext | undefined,
  keep: (built: KeptForNextRun) => void,
): Promise<number> {
  const { path, html, ...accepted } = await measure(handles, keep).catch(async (error) => {
    if (error instanceof InputError) await hint(handles, undefined)
    throw error
  })
  const exitCode = await publishResult(handles, target, {
    ...accepted,
    paths: { report: path, html },
    places: true,
  })
  await hint(handles, accepted.reports[0])
  return exitCode
}

async function measure(
  handles: StepHandles,
  onBuilt: (kept: KeptForNextRun) => void,
): Promise<AcceptedReports<ShownReport> & { readonly path: string; readonly html: string | undefined }> {
  const { world, step, values, context, probeSource, resolve } = handles
  const inputs = inputsOf(values, resolve(values['working-directory']))
  const scans = await readScanComparisons(world.files, values.scans, resolve)
  const found = await run(inputs, context, world, {
    version,
    probeSource,
    onBuilt,
    onOpen: (workspace) => {
      announce(step, workspace)
      step.saveState('repository', inputs.directory)
    },
  })
  const measured = withScans(found, scans, world)
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
  return { ...accepted, path, html }
}

/** For the post step, should this one be killed. */
function announce(step: StepHandles['step'], { run: name, directory }: Workspace): void {
  step.saveState('run', name)
  step.saveState('directory', directory)
}

/** What the next run finds. The result is out: being cancelled here changes nothing about it. */
async function save({ world, step }: StepHandles, kept: KeptForNextRun): Promise<void> {
  const workspace = await openWorkspace(world)
  announce(step, workspace)
  try {
    await kept.save(`${workspace.directory}/cache`)
  } catch (error) {
    if (!(error instanceof CancelledError)) throw error
    world.log.notice('Go modules were not saved: the run was cancelled')
  } finally {
    await workspace.close()
  }
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
