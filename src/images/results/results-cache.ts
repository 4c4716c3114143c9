/** Kept results of a job. They are restored from the cache service in parallel with other work, and saved after publishing. */
import { sha256Of } from '../../common/digest.ts'
import { plural, secondsText } from '../../common/english.ts'
import { CancelledError, messageOf } from '../../common/errors.ts'
import { type CacheStore, mayRestore, maySave, storedFolder } from '../../effects/cache-store.ts'
import type { World } from '../../effects/world.ts'
import type { ResultStorage } from './kept-results.ts'
import { readResult } from './results-folder.ts'

/** Time limit of restoring, and of saving. */
const limitMs = 20_000
/** Maximum size of saved results in bytes, because every job restores them. */
const mostSaved = 64 * 1024 * 1024

export interface CachedResults extends ResultStorage {
  /** Resolves when restoring has ended. */
  readonly restored: Promise<void>
  /** Saves the results that this run used and added, if it added any. Rejects only with CancelledError. */
  save(directory: string): Promise<void>
}

export interface ResultsCacheOptions {
  /** A private directory of the run that does not exist yet. */
  readonly directory: string
  /** Identifies the service in a repository with several, so that it does not restore the results of another. */
  readonly service: readonly string[]
  /** Digest of linkgate's code. */
  readonly program: string
}

/** Restoring begins immediately, and reading waits for it. */
export async function resultsCache(
  world: World,
  cache: CacheStore,
  { directory, service, program }: ResultsCacheOptions,
): Promise<CachedResults> {
  const { files, host } = world
  const name = (await sha256Of(JSON.stringify([program, ...service]))).slice(0, 32)
  const prefix = `linkgate-results-${host.os}-${host.arch}-${name}-`
  const used = new Map<string, Uint8Array>()
  let isNew = false
  const isReachable = restoreResults(world, cache, { directory, prefix }).catch(() => false)
  const restored = isReachable.then(() => undefined)
  const isSaved = async () => (await isReachable) && maySave(cache)
  const read = async (file: string) => {
    await restored
    const content = used.get(file) ?? (await readResult(files, `${directory}/${storedFolder}/${file}`))
    if (content !== undefined) used.set(file, content)
    return content
  }
  return {
    restored,
    read,
    retain: async (file) => {
      await read(file)
    },
    async write(file, content) {
      used.set(file, content)
      isNew = true
      return isSaved()
    },
    async save(to) {
      if (isNew && (await isSaved())) await saveResults(world, cache, { directory: to, prefix, used })
    },
  }
}

interface Transfer {
  readonly directory: string
  /** Prefix of the keys of this service. */
  readonly prefix: string
}

/** Restores the results. Returns whether saving makes sense, because there is a store that responds. */
async function restoreResults(
  { files, log, clock }: World,
  cache: CacheStore,
  { directory, prefix }: Transfer,
): Promise<boolean> {
  if (!mayRestore(cache)) return true
  const since = clock.now()
  await files.makeDirectory(directory)
  const request = { directory, key: prefix, restoreKeys: [prefix] }
  const found = await cache.restore({ ...request, limitMs, idleMs: limitMs })
  const took = secondsText(clock.now() - since)
  if (found.ok) {
    if (found.value !== undefined) log.info(`restored results of earlier runs in ${took}`)
    return true
  }
  const { because, message } = found.problem
  if (because !== 'no-store')
    log.info(`results of earlier runs were not restored (${message}), after ${took}`)
  return because === 'damaged'
}

async function saveResults(
  { files, log, clock }: World,
  cache: CacheStore,
  { directory, prefix, used }: Transfer & { readonly used: ReadonlyMap<string, Uint8Array> },
): Promise<void> {
  try {
    let [size, count] = [0, 0]
    // the newest results are the last ones, so they are saved first
    for (const [name, content] of [...used].toReversed()) {
      size += content.length
      if (size > mostSaved) break
      await files.write(`${directory}/${storedFolder}/${name}`, content)
      count += 1
    }
    // an entry cannot be replaced, even if it is damaged, so each has its own key; the newest one is restored
    const key = `${prefix}${Math.floor(clock.wall() / 1000).toString(36)}`
    const saved = await cache.save({ directory, key, limitMs })
    if (saved.ok) log.info(`kept ${plural(count, 'result')} for the next run`)
    else log.info(`results were not kept for the next run: ${saved.problem.message}`)
  } catch (error) {
    if (error instanceof CancelledError) throw error
    log.info(`results were not kept for the next run: ${messageOf(error)}`)
  }
}
