/** Caches of a builder in one run. They are restored before the first build that uses them, and exported after the last one. */
import { secondsText } from '../../../common/english.ts'
import type { Phases } from '../../../common/phases.ts'
import { settleAll } from '../../../common/settle.ts'
import type { BuilderCache, BuilderCaches } from '../../../effects/builder-caches.ts'
import type { CacheStore } from '../../../effects/cache-store.ts'
import type { World } from '../../../effects/world.ts'
import { formatSize } from '../../../model/quantity.ts'
import type { Handles } from '../../../plan/handles.ts'
import type { Plan } from '../../../plan/plan.ts'
import { builderCacheKey } from '../cache-key.ts'
import { digestOfSums } from '../required-modules.ts'
import { type OpenedCache, restoreBuilderCaches } from './restore.ts'

/** Time limit of all restoring. */
const wholeMs = 45_000
/** Time limit without progress. */
const patienceMs = 25_000
/** Nothing is restored if less time remains. */
const leastMs = 2_000

/** How the caches were used, known when all builds have ended. */
export interface BuilderCacheUse {
  readonly opened: readonly OpenedCache[]
  readonly restoringMs: number
  /** Duration of all builds that used them. */
  readonly buildMs: number
}

export interface OpenBuilderCaches extends BuilderCaches {
  use(): BuilderCacheUse
}

/** @param phases for phases within that of the builds */
export function openBuilderCaches(
  handles: Pick<Handles, 'world' | 'workspace' | 'engine'>,
  plan: Plan,
  phases: Pick<Phases, 'run'>,
): OpenBuilderCaches | undefined {
  const { world } = handles
  const { cache: store } = world
  if (store === undefined) return undefined
  const opening = new Map<string, Promise<OpenedCache>>()
  const opened: OpenedCache[] = []
  let restoringMs = 0
  let buildMs = 0
  let count = 0
  const warm = Promise.withResolvers<boolean>()
  async function restoreNew(unseen: readonly BuilderCache[]): Promise<readonly OpenedCache[]> {
    const named = unseen.map((cache) => ({ ...cache, at: count++ }))
    const limitMs = wholeMs - restoringMs
    const since = world.clock.now()
    const found = await phases.run('restore-caches', () =>
      restore(handles, plan, store as CacheStore, { caches: named, limitMs }),
    )
    restoringMs += world.clock.now() - since
    opened.push(...found)
    const ofBuilds = found.filter(({ cache }) => cache.kind === 'build')
    warm.resolve(ofBuilds.length > 0 && ofBuilds.every(hasContent))
    return found
  }
  return {
    async fill(caches) {
      const unseen = caches.filter(({ id }) => !opening.has(id))
      if (unseen.length > 0) {
        const found = restoreNew(unseen)
        unseen.forEach(({ id }, at) => {
          opening.set(
            id,
            found.then((all) => all[at] as OpenedCache),
          )
        })
      }
      await settleAll(caches.flatMap(({ id }) => opening.get(id) ?? []))
    },
    areWarm: warm.promise,
    built: (milliseconds) => {
      buildMs += milliseconds
    },
    use: () => ({ opened, restoringMs, buildMs }),
  }
}

function hasContent({ before }: OpenedCache): boolean {
  return before.kind === 'restored' || before.kind === 'filled'
}

interface Unopened {
  readonly caches: readonly OpenedCache['cache'][]
  readonly limitMs: number
}

async function restore(
  { world, workspace, engine }: Pick<Handles, 'world' | 'workspace' | 'engine'>,
  { source, target: { platform } }: Plan,
  store: CacheStore,
  { caches, limitMs }: Unopened,
): Promise<readonly OpenedCache[]> {
  const { clock, log, host, files } = world
  const sums = await digestOfSums(files, source.checkouts.head, source.modules)
  const unopened = caches.map((cache) => ({ cache, key: builderCacheKey(host.arch, cache.id, sums) }))
  const empty = unopened.map((one) => ({ ...one, before: { kind: 'empty' } as const }))
  if (limitMs < leastMs) return empty
  const since = clock.now()
  const restored = await restoreBuilderCaches(world, unopened, {
    store,
    engine,
    directory: `${workspace.directory}/builder-caches`,
    platform,
    marker: workspace.run,
    limitMs,
    idleMs: patienceMs,
  })
  const took = secondsText(clock.now() - since)
  if (!restored.ok) {
    log.notice(
      `Compile caches of the builder were not restored (${restored.problem.message}), after ${took}: cold build`,
    )
    return empty
  }
  logRestored(world, restored.value, took)
  return restored.value
}

function logRestored({ log }: Pick<World, 'log'>, opened: readonly OpenedCache[], took: string): void {
  const found = opened.flatMap(({ before }) => (before.kind === 'restored' ? [before] : []))
  const bytes = found.reduce((sum, one) => sum + one.bytes, 0)
  if (found.length > 0)
    log.info(`restored ${formatSize(bytes)} of compile caches into the builder in ${took}`)
  if (opened.every(({ before }) => before.kind === 'empty'))
    log.info(`no compile caches of an earlier run for ${opened.map(({ cache }) => cache.id).join(', ')}`)
  for (const { before } of opened) {
    if (before.kind !== 'unprofitable' || before.facts.unprofitable === undefined) continue
    const { restoring, saved } = before.facts.unprofitable
    const why = `restoring took ${restoring.toFixed(1)} s and saved ${saved.toFixed(1)} s of the builds`
    log.info(`a compile cache of the builder is not restored: ${why}`)
    return
  }
}
