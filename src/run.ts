import { CancelledError } from './common/errors.ts'
import { openPhases } from './common/phases.ts'
import type { Inputs } from './config/inputs.ts'
import type { ShownReport } from './document/shown-report.ts'
import { showingProgress } from './effects/log.ts'
import { timingRuns } from './effects/timed-exec.ts'
import { openWorkspace, type Workspace } from './effects/workspace.ts'
import type { World } from './effects/world.ts'
import { buildPhaseOf } from './images/builder-command.ts'
import { openEngine } from './images/engines/open-engine.ts'
import { openRun } from './images/open-run.ts'
import type { MeasureRequest } from './measure-revisions.ts'
import type { GitHubContext } from './repository/event.ts'

export interface RunOptions<T> extends Pick<MeasureRequest, 'version' | 'probeSource' | 'onBuilt' | 'scans'> {
  /** Called as soon as there is something to clean up: the post step does that if this process is killed. */
  readonly onOpen?: (workspace: Workspace) => void
  /** Called with the report while the rest of the run is cleaned up. */
  readonly deliver: (report: ShownReport) => Promise<T>
}

/**
 * The whole comparison: plan, build, inspect, start, judge, deliver. Leaves nothing behind, even if it fails.
 *
 * @returns the result of `deliver`
 * @throws {InputError | CommandError | CancelledError}
 */
export async function run<T>(
  inputs: Inputs,
  context: GitHubContext | undefined,
  world: World,
  { onOpen, deliver, ...options }: RunOptions<T>,
): Promise<T> {
  const workspace = await openWorkspace(world)
  try {
    onOpen?.(workspace)
    const phases = openPhases(world.clock)
    const building = { ...world, exec: timingRuns(world.exec, phases.within('build'), buildPhaseOf) }
    // most of the code: it loads while git and Docker answer
    const loadRest = () => import('./measure-revisions.ts')
    const open = () =>
      openRun(world, workspace, { inputs, context, beside: loadRest }, () =>
        openEngine(building, inputs.engine, workspace.directory),
      )
    const opened = await phases.run('plan', () =>
      showingProgress(world.log, () => 'reading the repository', open),
    )
    const { measureRevisions, judged } = await loadRest()
    const evidence = await measureRevisions(world, opened, phases, {
      ...options,
      inputs,
      context,
      building,
    })
    // in parallel with judging and delivering, which read no files of the run
    void workspace.close()
    return await deliver(judged(world, evidence, options.scans))
  } catch (error) {
    // on Ctrl-C, the tools fail too, but their errors are not the cause
    throw world.signal.aborted ? new CancelledError() : error
  } finally {
    await showingProgress(
      world.log,
      () => 'cleaning up',
      () => workspace.close(),
    )
  }
}
