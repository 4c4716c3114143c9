/** The kept results of one run. */
import type { Workspace } from '../../effects/workspace.ts'
import type { World } from '../../effects/world.ts'
import { isProgramName, type KeptPrograms, programsFolder } from './kept-programs.ts'
import { isResultName, type KeptResults, noResults, openResults } from './kept-results.ts'
import { resultsCache } from './results-cache.ts'
import { pruneFolder, resultsFolder } from './results-folder.ts'

/** Maximum size of the results in the user's cache directory in bytes, and of the programs there. */
const mostKept = 256 * 1024 * 1024

export interface RunResults {
  readonly results: KeptResults
  /** Absent if results are kept in the cache service, because transferring programs would take longer than linking them. */
  readonly programs?: KeptPrograms
  /** Must be called when no more results are needed. Logs how many were used, and removes those above the size limit. */
  close(): Promise<void>
  /** Saves the results if they are kept in the cache service. Rejects only with CancelledError. */
  save(directory: string): Promise<void>
}

const nothing: RunResults = { results: noResults, close: async () => {}, save: async () => {} }

/** Jobs of these events use the caches of their own branch or pull request. */
const events = ['pull_request', 'push', 'merge_group', 'schedule', 'workflow_dispatch']

export interface RunResultsOptions {
  /** Whether the configuration allows it. */
  readonly isOn: boolean
  readonly service: readonly string[]
  /** undefined outside of a workflow. */
  readonly event: string | undefined
}

export async function openRunResults(
  world: World,
  workspace: Pick<Workspace, 'directory' | 'onClose'>,
  { isOn, service, event }: RunResultsOptions,
): Promise<RunResults> {
  const { results: home, cache, log } = world
  if (!isOn || home === undefined) return nothing
  const program = await home.program()
  const { directory } = home
  if (directory !== undefined) {
    const results = openResults(world, resultsFolder(world, directory), program)
    const close = async () => {
      report(log, results)
      for (const isOfKind of [isResultName, isProgramName])
        await pruneFolder(world, directory, { isOfKind, most: mostKept }).catch(() => {})
    }
    return { results, programs: programsFolder(world, directory), close, save: nothing.save }
  }
  if (cache === undefined || (event !== undefined && !events.includes(event))) return nothing
  const storage = await resultsCache(world, cache, {
    directory: `${workspace.directory}/results`,
    service,
    program,
  })
  workspace.onClose('results', () => storage.restored)
  const results = openResults(world, storage, program)
  return { results, close: async () => report(log, results), save: storage.save }
}

function report({ info }: World['log'], { counts: { taken, added } }: KeptResults): void {
  if (taken > 0) info(`results of earlier runs: ${taken} used, ${added} new`)
}
