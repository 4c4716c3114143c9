/** Restores caches that an earlier run saved into a builder that has none. */
import { fail, type Result, succeed } from '../../../common/result.ts'
import { settleAll } from '../../../common/settle.ts'
import type { BuilderCache } from '../../../effects/builder-caches.ts'
import { type CacheStore, mayRestore, type RestoreFault, storedFolder } from '../../../effects/cache-store.ts'
import type { Engine } from '../../../effects/engine.ts'
import type { World } from '../../../effects/world.ts'
import type { CacheKey } from '../cache-key.ts'
import { faultless } from '../faultless.ts'
import { type BuilderCacheFacts, wholeArchives } from '../pack.ts'
import { type NumberedCache, restoringDockerfile } from './steps.ts'

/** A cache of this run, and its state before the first build. */
export interface OpenedCache {
  readonly cache: NumberedCache
  readonly key: CacheKey
  readonly before: CacheBefore
}

export type CacheBefore =
  /** The builder still has it from earlier runs. */
  | { readonly kind: 'filled' }
  /** `replacing`: set if a stored cache cannot be read, to the time when that was found, in milliseconds. */
  | { readonly kind: 'empty'; readonly replacing?: number }
  | StoredCache

export interface StoredCache {
  readonly kind: 'restored' | 'unprofitable'
  /** Its key in the store. */
  readonly from: string
  readonly facts: BuilderCacheFacts
  /** Size of the archive. */
  readonly bytes: number
}

interface Restoring {
  readonly store: CacheStore
  readonly engine: Pick<Engine, 'runCacheSteps'>
  /** A private directory that does not exist yet. */
  readonly directory: string
  readonly platform: string
  /** Identifies the steps of this run. */
  readonly marker: string
  readonly limitMs: number
  readonly idleMs: number
}

/** Restores the caches that the store has. It can only fail for all of them, and then no cache is partially restored. */
export async function restoreBuilderCaches(
  world: World,
  opened: readonly Omit<OpenedCache, 'before'>[],
  how: Restoring,
): Promise<Result<readonly OpenedCache[]>> {
  const { clock, log } = world
  const until = clock.now() + how.limitMs
  // a set, because all transfers report the same if the service does not respond
  const faults = new Set<string>()
  const fetched = await settleAll(
    opened.map(
      async (one): Promise<OpenedCache> => ({ ...one, before: await fetch(world, one, { ...how, faults }) }),
    ),
  )
  for (const message of faults)
    log.notice(`Compile caches of the builder were not restored (${message}): cold build`)
  const found = fetched.filter(({ before }) => before.kind === 'restored')
  if (found.length === 0) return succeed(fetched)
  const limitMs = until - clock.now()
  if (limitMs <= 0) return fail('there was no time left for the builder')
  const written = await faultless(
    () => writeMounts(world, found, { ...how, limitMs }),
    (message) => ({ message }),
  )
  if (!written.ok) return written
  const filled = written.value
  if (filled.size > 0) log.info('the builder has compile caches of its own: they stay as they are')
  return succeed(
    fetched.map((one) => (filled.has(one.cache.id) ? { ...one, before: { kind: 'filled' } as const } : one)),
  )
}

const archiveOf = ({ kind }: Pick<BuilderCache, 'kind'>) => `${kind}.tar`
const folderOf = ({ directory }: Restoring, { id }: Pick<BuilderCache, 'id'>) => `${directory}/${id}`

async function fetch(
  world: World,
  { cache, key }: Omit<OpenedCache, 'before'>,
  how: Restoring & { readonly faults: Set<string> },
): Promise<CacheBefore> {
  const { files, clock } = world
  if (!mayRestore(how.store)) return { kind: 'empty' }
  const { limitMs, idleMs } = how
  const found = await faultless<Omit<StoredCache, 'kind'> | undefined, RestoreFault>(
    async () => {
      const directory = folderOf(how, cache)
      await files.makeDirectory(directory)
      const request = { directory, key: key.beginning, restoreKeys: key.restoreKeys, limitMs, idleMs }
      const restored = await how.store.restore(request)
      if (!restored.ok) return restored
      if (restored.value === undefined) return succeed(undefined)
      const stored = await readStored(files, `${directory}/${storedFolder}`, cache)
      return stored.ok
        ? succeed({ ...stored.value, from: restored.value })
        : damaged(`${restored.value} is damaged: ${stored.problem.message}`)
    },
    (message) => ({ message, because: 'failed' }),
  )
  if (!found.ok) {
    const { because, message } = found.problem
    if (because !== 'no-store') how.faults.add(message)
    return because === 'damaged' ? { kind: 'empty', replacing: clock.wall() } : { kind: 'empty' }
  }
  const stored = found.value
  // with other modules, restoring may be profitable again
  const isStale = stored?.facts.unprofitable !== undefined && !stored.from.startsWith(key.beginning)
  if (stored === undefined || isStale) return { kind: 'empty' }
  return { kind: stored.facts.unprofitable === undefined ? 'restored' : 'unprofitable', ...stored }
}

const damaged = (message: string) => ({ ok: false, problem: { message, because: 'damaged' } }) as const

async function readStored(
  files: World['files'],
  directory: string,
  cache: BuilderCache,
): Promise<Result<Pick<StoredCache, 'facts' | 'bytes'>>> {
  const whole = await wholeArchives(files, directory)
  if (!whole.ok) return whole
  const { names, builder: facts } = whole.value
  if (facts?.id !== cache.id) return fail('it is of another cache')
  const hasArchive = names.length === 1 && names[0] === cache.kind
  if (!hasArchive && facts.unprofitable === undefined) return fail(`it lacks ${archiveOf(cache)}`)
  const bytes = hasArchive ? ((await files.stat(`${directory}/${archiveOf(cache)}`))?.size ?? 0) : 0
  return succeed({ facts, bytes })
}

/** Writes the archives into the cache mounts. Returns the IDs of caches that were not empty, which stay unchanged. */
async function writeMounts(
  { files }: World,
  found: readonly Pick<OpenedCache, 'cache'>[],
  how: Restoring,
): Promise<Result<ReadonlySet<string>>> {
  const caches = found.map(({ cache }) => cache)
  const [first] = caches
  const steps = `${how.directory}/steps-${first?.at}`
  const [context, output, dockerfile] = [`${steps}/context`, `${steps}/output`, `${steps}/Dockerfile`]
  await files.makeDirectory(context)
  for (const cache of caches)
    await files.move(
      `${folderOf(how, cache)}/${storedFolder}/${archiveOf(cache)}`,
      `${context}/${cache.at}.tar`,
    )
  await files.write(dockerfile, restoringDockerfile(caches, how.marker))
  const { platform, marker, limitMs } = how
  const done = await how.engine.runCacheSteps({ context, dockerfile, platform, marker, output, limitMs })
  if (!done.ok) return done
  const filled = new Set<string>()
  for (const { id, at } of caches)
    if ((await files.readText(`${output}/${at}`))?.trim() === 'filled') filled.add(id)
  await files.remove(steps)
  return succeed(filled)
}
