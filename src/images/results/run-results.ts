/** The kept results of one run. */
import type { Workspace } from '../../effects/workspace.ts'
import type { World } from '../../effects/world.ts'
import { isProgramName, type KeptPrograms, programsFolder } from './kept-programs.ts'
import { isResultName, type KeptResults, noResults, openResults } from './kept-results.ts'
import { resultsCache } from './results-cache.ts'
import { pruneFolder, resultsFolder } from './results-folder.ts'

/** In bytes, of the results that stay in the directory of a user, and likewise of programs. */
const mostKept = 256 * 1024 * 1024

export interface RunResults {
  readonly results: KeptResults
  /** Absent where results pass through the cache of a job: it would take longer to transfer programs than to link them. */
  readonly programs?: KeptPrograms
  /** To be called when nothing more is computed: logs how many were used, and removes those beyond the limit. */
  close(): Promise<void>
  /** Keeps them for the next run, if that takes a transfer. Rejects with CancelledError alone. */
  save(directory: string): Promise<void>
}

const nothing: RunResults = { results: noResults, close: async () => {}, save: async () => {} }

/** Jobs of these events run with the caches of their own branch or pull request. */
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
