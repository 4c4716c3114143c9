import { type Finding, finding } from '../../../findings/finding.ts'
import type { Handles } from '../../../plan/handles.ts'
import type { Plan } from '../../../plan/plan.ts'
import { requiredModules } from '../required-modules.ts'
import type { BuilderCacheUse } from './open.ts'
import { saveBuilderCaches } from './save.ts'
import { type ModuleCounts, takeBuilderCaches } from './take.ts'

/** Caches that were exported from a builder for the next run. */
export interface KeptBuilderCaches {
  /** Saves them, after the result is published. Rejects only with CancelledError. */
  save(): Promise<void>
  /** Removes them from this machine. */
  close(): Promise<void>
}

/** Exports caches that are worth keeping. Must be called after all builds and starts. */
export async function keepBuilderCaches(
  handles: Pick<Handles, 'world' | 'engine' | 'workspace'>,
  plan: Plan,
  use: BuilderCacheUse,
): Promise<{ readonly kept?: KeptBuilderCaches; readonly findings: readonly Finding[] }> {
  const { world } = handles
  const { cache: store } = world
  const { head, base } = plan.source.checkouts
  const checkouts = base === undefined ? [head] : [head, base]
  // before anything is exported, so that a failure leaves nothing to remove
  const required = await requiredModules(world.files, checkouts, plan.source.modules)
  const { kept, modules } = await takeBuilderCaches(handles, plan, use)
  const findings = restoredFinding(use, modules)
  if (findings.length > 0 && modules !== undefined)
    world.log.info(`modules that the builds downloaded: ${modules.downloaded} of ${modules.all}`)
  if (kept === undefined || store === undefined) return { findings }
  return {
    findings,
    kept: {
      save: () => saveBuilderCaches(world, store, kept, required),
      close: () => kept.workspace.close(),
    },
  }
}

function restoredFinding(
  { opened, restoringMs }: BuilderCacheUse,
  modules: ModuleCounts | undefined,
): readonly Finding[] {
  const restored = opened.flatMap(({ before }) => (before.kind === 'restored' ? [before.bytes] : []))
  if (restored.length === 0) return []
  const params = {
    bytes: restored.reduce((sum, bytes) => sum + bytes, 0),
    seconds: Math.round(restoringMs / 100) / 10,
    ...(modules === undefined ? {} : { modules }),
  }
  return [finding('dockerfile/caches-restored', params, { verdict: 'pass' })]
}
