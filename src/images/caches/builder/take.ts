/** Exports caches that the builds of a run have filled in their builder. */
import { secondsText } from '../../../common/english.ts'
import type { Result } from '../../../common/result.ts'
import { settleAll } from '../../../common/settle.ts'
import { maySave } from '../../../effects/cache-store.ts'
import { openWorkspace, type Workspace } from '../../../effects/workspace.ts'
import type { World } from '../../../effects/world.ts'
import type { Handles } from '../../../plan/handles.ts'
import type { Plan } from '../../../plan/plan.ts'
import { faultless } from '../faultless.ts'
import type { BuilderCacheFacts } from '../pack.ts'
import type { BuilderCacheUse } from './open.ts'
import type { OpenedCache } from './restore.ts'
import { takingDockerfile } from './steps.ts'

/** If all builds take less, keeping their caches would cost more than it saves. */
const leastBuildMs = 5_000
const limitMs = 60_000
/** If restoring takes less, its cost is smaller than the normal variation of builds. */
const leastRestoringMs = 3_000

/** Exported caches, in a directory that still exists after the run has been cleaned up. */
export interface TakenCaches {
  readonly workspace: Workspace
  readonly caches: readonly TakenCache[]
  readonly takingMs: number
}

export interface TakenCache {
  readonly opened: OpenedCache
  readonly facts: BuilderCacheFacts
  /** Path of the archive; absent if only the facts are kept. */
  readonly archive?: string
  /** Directories of modules that Go has unpacked, relative to GOMODCACHE. */
  readonly unpacked: readonly string[]
  /** Whether the archive has files from before this run, although nothing was restored. */
  readonly hasOlder: boolean
}

/** Number of modules in all caches of the run. */
export interface ModuleCounts {
  readonly downloaded: number
  readonly all: number
}

export interface Taken {
  readonly kept?: TakenCaches
  /** Absent if no build had a module cache that was empty or restored, or if its image could not count the modules. */
  readonly modules?: ModuleCounts
}

/** Must be called after all builds. Failures are logged. */
export async function takeBuilderCaches(
  handles: Pick<Handles, 'world' | 'engine' | 'workspace'>,
  plan: Plan,
  use: BuilderCacheUse,
): Promise<Taken> {
  const { world } = handles
  const stayEmpty = emptyCaches(use)
  const opened = use.opened.filter(
    ({ cache, before }) =>
      (before.kind === 'empty' && !stayEmpty.has(cache.id)) || before.kind === 'restored',
  )
  const wanted = wantedCaches(world, { ...use, opened })
  const losses = lossesOf(world, use)
  const counted = opened.filter(({ cache }) => cache.kind === 'modules')
  if (wanted.length + counted.length + losses.length === 0) return {}
  const workspace = await openWorkspace(world)
  const since = world.clock.now()
  const taken = await faultless(
    () => takeInto(handles, plan, { opened: [...new Set([...wanted, ...counted])], wanted, workspace }),
    (message) => ({ message }),
  ).catch(async (error: unknown) => {
    await workspace.close()
    throw error
  })
  const takingMs = world.clock.now() - since
  if (!taken.ok) {
    await workspace.close()
    world.log.info(
      `compile caches could not be taken out of the builder (${taken.problem.message}), after ${secondsText(takingMs)}`,
    )
    return {}
  }
  const { archives, modules, empty } = taken.value
  if (archives.length + empty.length < wanted.length)
    world.log.info('a compile cache of the builder is not kept: it is empty, or larger than 2 GB')
  const caches = [...losses, ...worthwhile(world, taken.value, { ...use, takingMs })]
  if (caches.length === 0) await workspace.close()
  return {
    ...(caches.length === 0 ? {} : { kept: { workspace, caches, takingMs } }),
    ...(counted.length === 0 || modules === undefined ? {} : { modules }),
  }
}

/** IDs of caches that stayed empty in an earlier run with the same modules, so they need not be counted or kept. */
function emptyCaches({ opened }: BuilderCacheUse): ReadonlySet<string> {
  return new Set(
    opened.flatMap(({ key, before }) =>
      before.kind === 'restored' && before.from.startsWith(key.beginning) ? (before.facts.empty ?? []) : [],
    ),
  )
}

/** The caches that the store lacks for these modules. */
function wantedCaches(
  { cache: store, log }: World,
  { opened, buildMs }: BuilderCacheUse,
): readonly OpenedCache[] {
  const missing = opened.filter(
    ({ key, before }) => before.kind !== 'restored' || !before.from.startsWith(key.beginning),
  )
  if (store === undefined || missing.length === 0) return []
  if (!maySave(store)) {
    log.info(`the runner does not allow this job to save caches (ACTIONS_CACHE_MODE=${store.mode})`)
    return []
  }
  const isCold = opened.every(({ before }) => before.kind === 'empty')
  if (isCold && buildMs < leastBuildMs) {
    log.info(`compile caches of the builder are not kept: all builds took ${secondsText(buildMs)}`)
    return []
  }
  return missing
}

/** Facts for the next run about caches that are not worth restoring. */
function lossesOf(
  { cache: store, log }: World,
  { opened, restoringMs, buildMs }: BuilderCacheUse,
): readonly TakenCache[] {
  if (store === undefined || !maySave(store) || restoringMs < leastRestoringMs) return []
  // if a cache was missing, the builds do not show how much the others saved
  if (opened.some(({ before }) => before.kind !== 'restored')) return []
  const restored = opened.flatMap(({ before, ...one }) =>
    before.kind === 'restored' && before.from.startsWith(one.key.beginning) ? [{ ...one, before }] : [],
  )
  return restored.flatMap((one): TakenCache[] => {
    const { coldSeconds } = one.before.facts
    if (coldSeconds === undefined) return []
    const saved = coldSeconds - buildMs / 1000
    const restoring = restoringMs / 1000
    if (restoring < saved) return []
    log.info(
      `restoring compile caches does not pay: it took ${secondsText(restoringMs)}, and the builds ${secondsText(buildMs)} instead of ${coldSeconds.toFixed(1)} s`,
    )
    const facts = { ...one.before.facts, unprofitable: { restoring, saved: Math.max(0, saved) } }
    return [{ opened: one, facts, unpacked: [], hasOlder: false }]
  })
}

interface Archives {
  readonly archives: readonly Omit<TakenCache, 'facts'>[]
  /** IDs of empty module caches. */
  readonly empty: readonly string[]
  readonly modules?: ModuleCounts
}

async function takeInto(
  { world: { files }, engine, workspace: { run: marker } }: Pick<Handles, 'world' | 'engine' | 'workspace'>,
  { target: { platform } }: Plan,
  {
    opened,
    wanted,
    workspace: { directory },
  }: {
    readonly opened: readonly OpenedCache[]
    readonly wanted: readonly OpenedCache[]
    readonly workspace: Workspace
  },
): Promise<Result<Archives>> {
  if (opened.length === 0) return { ok: true, value: { archives: [], empty: [] } }
  const [context, output, dockerfile] = [
    `${directory}/context`,
    `${directory}/output`,
    `${directory}/Dockerfile`,
  ]
  const caches = opened.map(({ cache }) => cache)
  const ids = new Set(wanted.map(({ cache }) => cache.id))
  await files.makeDirectory(context)
  await files.write(dockerfile, takingDockerfile(caches, ids, marker))
  const done = await engine.runCacheSteps({ context, dockerfile, platform, marker, output, limitMs })
  if (!done.ok) return done
  const textOf = async ({ cache }: OpenedCache, ending: string) =>
    (await files.readText(`${output}/${cache.at}.${ending}`)) ?? ''
  const sum = async (ending: string) =>
    (await settleAll(opened.map((one) => textOf(one, ending)))).reduce((all, text) => all + Number(text), 0)
  const archives = await settleAll(
    wanted.map(async (one) => {
      const archive = `${output}/${one.cache.at}.tar`
      const unpacked = (await textOf(one, 'unpacked')).split('\n').filter(isModulePath)
      const hasOlder = (await textOf(one, 'old')) !== ''
      return (await files.stat(archive)) === undefined ? [] : [{ opened: one, archive, unpacked, hasOlder }]
    }),
  )
  const modules = { downloaded: await sum('new'), all: await sum('all') }
  // programs of the image have counted the modules, so the output is untrusted
  const areCounts = Object.values(modules).every((count) => Number.isSafeInteger(count) && count >= 0)
  const isEmpty = await settleAll(
    wanted.map(async (one) => one.cache.kind === 'modules' && (await textOf(one, 'all')) === ''),
  )
  const empty = wanted.flatMap(({ cache }, at) => (isEmpty[at] === true ? [cache.id] : []))
  return { ok: true, value: { archives: archives.flat(), empty, ...(areCounts ? { modules } : {}) } }
}

/** Builds may create paths of any form in their caches. */
function isModulePath(path: string): boolean {
  return /^\.\/(?!cache\/)[\w./@!~+-]+$/.test(path) && !path.includes('..')
}

function worthwhile(
  { log }: World,
  { archives, empty }: Pick<Archives, 'archives' | 'empty'>,
  { opened, buildMs, takingMs }: BuilderCacheUse & { readonly takingMs: number },
): readonly TakenCache[] {
  const isCold = opened.every(({ before }) => before.kind === 'empty')
  if (archives.length > 0 && isCold && takingMs >= buildMs) {
    log.info(
      `compile caches of the builder are not kept: taking them out took ${secondsText(takingMs)}, all builds ${secondsText(buildMs)}`,
    )
    return []
  }
  return archives.map((one) => {
    const { cache, before } = one.opened
    const known = before.kind === 'restored' ? before.facts.coldSeconds : undefined
    const coldSeconds = isCold ? buildMs / 1000 : known
    const facts = {
      id: cache.id,
      ...(coldSeconds === undefined ? {} : { coldSeconds }),
      ...(cache.kind === 'build' && empty.length > 0 ? { empty } : {}),
    }
    return { ...one, facts }
  })
}
