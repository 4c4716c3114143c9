import { CancelledError } from '../../common/errors.ts'
import type { World } from '../../effects/world.ts'
import type { GoTool } from '../../repository/go/toolchain.ts'

/** Raised when what is kept, or where, changes its form. */
const layoutVersion = 1
/** `go build` renews the time of a cache entry at most once in an hour. */
const renewalMs = 60 * 60 * 1000

export interface CacheKey {
  readonly key: string
  /** Older caches that are better than none, best first. */
  readonly restoreKeys: readonly string[]
}

/** Depends on everything that makes the content useless when it changes; `sums` is a digest of every go.sum. */
export function cacheKey(os: string, arch: string, go: string, sums: string): CacheKey {
  // a version may name experiments, with commas, which the cache service does not take
  const version = go.replaceAll(/[^\w.-]+/g, '_')
  const prefix = `linkgate-${layoutVersion}-${os}-${arch}-${version}-`
  return { key: `${prefix}${sums}`, restoreKeys: [prefix] }
}

/** What holds of the cache between restoring and saving. */
export interface ModuleCache {
  /** Keeps what was built for the next run; says what it did. Never fails the run. */
  save(): Promise<void>
}

const nothingToSave: ModuleCache = { save: async () => {} }

/** Restores the Go modules and the build cache. A fault of the cache is a notice and costs time, nothing else. */
export async function restoreModules(
  world: World,
  go: GoTool,
  checkout: string,
  modules: readonly string[],
): Promise<ModuleCache> {
  const { cache, files, log } = world
  if (cache === undefined) return nothingToSave
  if (await isFilled(world, go)) {
    log.info(
      'Go modules are here already (actions/setup-go or this runner keeps them): nothing to restore or save',
    )
    return nothingToSave
  }
  const paths = [go.moduleCache, go.cache]
  const sums: string[] = []
  for (const module of modules) {
    const path = `${checkout}/${module}/go.sum`
    if ((await files.stat(path)) !== undefined) sums.push(await files.sha256(path))
  }
  const { key, restoreKeys } = cacheKey(world.host.os, world.host.arch, go.version, await digest(sums))
  const since = world.clock.now()
  const hit = await faultless(world, 'restored', () => cache.restore(paths, key, restoreKeys))
  const seconds = ((world.clock.now() - since) / 1000).toFixed(1)
  log.info(
    hit === undefined
      ? `no Go modules or build cache were kept under ${key}: everything is built from the start this time`
      : `restored Go modules and build cache from ${hit} in ${seconds} s`,
  )
  return {
    async save() {
      if (hit === key) {
        log.info(`nothing to save: ${key} is kept already`)
        return
      }
      if (hit !== undefined) await trim(world, go.cache)
      const started = world.clock.now()
      const saved = await faultless(world, 'saved', async () => {
        await cache.save(paths, key)
        return true
      })
      if (saved === true) {
        log.info(
          `saved Go modules and build cache as ${key} in ${((world.clock.now() - started) / 1000).toFixed(1)} s`,
        )
      }
    },
  }
}

/** One for all: a key has 512 characters, and a repository may have any number of modules. */
async function digest(sums: readonly string[]): Promise<string> {
  const bytes = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(sums.join('\n')))
  return Buffer.from(bytes).toString('hex').slice(0, 32)
}

async function isFilled(world: World, go: GoTool): Promise<boolean> {
  const downloads = `${go.moduleCache}/cache/download`
  const names = async (directory: string) => (await world.files.list(directory)).map(({ name }) => name)
  // asking for the Go version alone may have fetched a toolchain, which is a module as well
  const found = [
    ...(await names(downloads)).filter((name) => name !== 'golang.org' && name !== 'sumdb'),
    ...(await names(`${downloads}/golang.org`)).filter((name) => name !== 'toolchain'),
  ]
  return found.length > 0
}

async function faultless<T>(world: World, what: string, work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof CancelledError) throw error
    const why = error instanceof Error ? error.message : String(error)
    world.log.notice(`Go modules could not be ${what} (${why}): the build goes on without`)
    return undefined
  }
}

/** Drops what a restored build cache carries along and this run did not use, so that it does not grow for ever. */
async function trim(world: World, directory: string): Promise<void> {
  const { files, clock } = world
  const started = clock.wall() - clock.now()
  const oldest = started - renewalMs
  for (const shard of await files.list(directory)) {
    if (shard.kind !== 'directory' || !/^[0-9a-f]{2}$/.test(shard.name)) continue
    for (const { name } of await files.list(`${directory}/${shard.name}`)) {
      const path = `${directory}/${shard.name}/${name}`
      const found = await files.stat(path)
      if (found?.kind === 'file' && found.modifiedMs < oldest) await files.remove(path)
    }
  }
}
