/** Opens the caches and results that earlier runs have kept. */
import { relativeTo } from '../../common/paths.ts'
import type { Inputs } from '../../config/inputs.ts'
import type { Workspace } from '../../effects/workspace.ts'
import type { World } from '../../effects/world.ts'
import type { Preflight } from '../../plan/preflight.ts'
import type { GitHubContext } from '../../repository/event.ts'
import { openRunResults, type RunResults } from '../results/run-results.ts'
import { type ModuleCache, restoreModules } from './module-cache.ts'

interface CachesRequest {
  readonly inputs: Pick<Inputs, 'directory' | 'config'>
  readonly context: Pick<GitHubContext, 'eventName'> | undefined
}

/** Results of earlier runs are restored in parallel with the steps that follow. */
export async function restoreCaches(
  world: World,
  workspace: Workspace,
  { settings, go, source }: Preflight,
  { inputs, context }: CachesRequest,
): Promise<{ readonly cache: ModuleCache; readonly kept: RunResults }> {
  const kept = await openRunResults(world, workspace, {
    isOn: settings.config.keepsResults,
    service: [relativeTo(source.root, inputs.directory) ?? '', inputs.config ?? ''],
    event: context?.eventName,
  })
  const modules = await restoreModules(world, go, {
    directory: `${workspace.directory}/cache`,
    checkouts: source.checkouts,
    modules: source.modules,
  })
  const cache: ModuleCache = {
    ...modules,
    async save(directory) {
      await modules.save(`${directory}/modules`)
      await kept.save(`${directory}/results`)
    },
  }
  return { cache, kept }
}
