import { CancelledError, InputError } from '../../common/errors.ts'
import { version } from '../../common/version.ts'
import { inputsOf } from '../../config/inputs.ts'
import type { ShownReport } from '../../document/shown-report.ts'
import { openWorkspace, type Workspace } from '../../effects/workspace.ts'
import type { KeptForNextRun } from '../../images/caches/kept-for-next-run.ts'
import type { GitHubContext } from '../../repository/event.ts'
import { run } from '../../run.ts'
import { readScanComparisons } from '../../vulnerabilities/scans/read-scans.ts'
import type { StepHandles } from './handles.ts'

// loaded later, so that it does not delay reading the revisions
const publishing = () => import('./publish-measured.ts')

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
  const report = await measure(handles, keep).catch(async (error) => {
    if (error instanceof InputError) await (await publishing()).hint(handles, undefined)
    throw error
  })
  return (await publishing()).publishMeasured(handles, target, report)
}

async function measure(
  { world, step, values, context, probeSource, resolve }: StepHandles,
  onBuilt: (kept: KeptForNextRun) => void,
): Promise<ShownReport> {
  const inputs = inputsOf(values, resolve(values['working-directory']))
  return run(inputs, context, world, {
    version,
    probeSource,
    scans: await readScanComparisons(world.files, values.scans, resolve),
    onBuilt,
    deliver: async (report) => report,
    onOpen: (workspace) => {
      announce(step, workspace)
      step.saveState('repository', inputs.directory)
    },
  })
}

/** For the post step, in case this one is killed. */
function announce(step: StepHandles['step'], { run: name, directory }: Workspace): void {
  step.saveState('run', name)
  step.saveState('directory', directory)
}

/** Saves caches for the next run. The result is already published, so a cancellation here does not change it. */
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
