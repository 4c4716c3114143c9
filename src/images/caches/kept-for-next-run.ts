import type { Phases } from '../../common/phases.ts'
import type { Finding } from '../../findings/finding.ts'
import type { RunPhase } from '../../model/phase.ts'
import type { Handles } from '../../plan/handles.ts'
import type { Plan } from '../../plan/plan.ts'
import type { RunResults } from '../results/run-results.ts'
import { type KeptBuilderCaches, keepBuilderCaches } from './builder/keep.ts'
import type { OpenBuilderCaches } from './builder/open.ts'
import type { ModuleCache } from './module-cache.ts'

/** Caches for the next run that are not saved yet. */
export interface KeptForNextRun {
  /** Saves them, and logs the result. Rejects only with CancelledError. */
  save(directory: string): Promise<void>
  /** Removes files that are not in the directory of `save`. */
  close(): Promise<void>
}

export function keptForNextRun(
  caches: Pick<ModuleCache, 'save'>,
  builder: KeptBuilderCaches | undefined,
): KeptForNextRun {
  return {
    async save(directory) {
      await caches.save(directory)
      await builder?.save()
    },
    close: async () => builder?.close(),
  }
}

/** Must be called after all starts, so that nothing runs in parallel with a timed one. */
export async function keepFromBuilder(
  handles: Handles,
  plan: Plan,
  caches: OpenBuilderCaches | undefined,
  phases: Pick<Phases, 'run'>,
): Promise<{ readonly kept?: KeptBuilderCaches; readonly findings: readonly Finding[] }> {
  const use = caches?.use()
  if (use === undefined || use.opened.length === 0) return { findings: [] }
  return phases.run('keep-caches', () => keepBuilderCaches(handles, plan, use))
}

/** @param cache `isSaved`: whether the caches are saved after this run */
export function withCaches(
  phases: Phases['done'],
  { use, isSaved }: Pick<ModuleCache, 'use'> & { readonly isSaved: boolean },
  { results: { counts } }: Pick<RunResults, 'results'>,
): readonly RunPhase[] {
  return phases.map((phase) => {
    if (phase.name === 'restore' && use !== undefined)
      return { ...phase, goCaches: { ...use, saves: use.saves && isSaved } }
    const hasResults = phase.name === 'inspect' && counts.taken + counts.added > 0
    return hasResults ? { ...phase, results: { ...counts } } : phase
  })
}
