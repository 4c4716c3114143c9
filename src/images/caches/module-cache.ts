import { plural, secondsText } from '../../common/english.ts'
import { fail, type Result, succeed } from '../../common/result.ts'
import {
  type CacheStore,
  mayRestore,
  maySave,
  type RestoreFault,
  storedFolder,
} from '../../effects/cache-store.ts'
import type { Files } from '../../effects/files.ts'
import type { World } from '../../effects/world.ts'
import type { GoCaches } from '../../model/phase.ts'
import type { GoTool } from '../../repository/go/toolchain.ts'
import { type CacheKey, cacheKey, savedKey } from './cache-key.ts'
import { cacheContents, downloadsOf, type ModuleUse } from './contents.ts'
import { faultless } from './faultless.ts'
import { pack, unpack } from './pack.ts'
import { moveInto } from './place.ts'
import { digestOfSums, requiredModules } from './required-modules.ts'
import { keptParts } from './without-secrets.ts'

/** Time limit without progress. */
const patienceMs = 30_000
const savingMs = 60_000
/** Time limit of restoring and saving together. It is less than two minutes, to leave time for ending processes. */
const wholeMs = 115_000
/** Nothing is saved if less time remains. */
const leastMs = 5_000

/** The state of the cache between restoring and saving. */
export interface ModuleCache {
  /** For the report; absent if there is no cache. */
  readonly use?: GoCaches
  /** Saves the caches for the next run, and logs the result. Rejects only with CancelledError. */
  save(directory: string): Promise<void>
}

const nothingToSave: ModuleCache = { save: async () => {} }

export interface RestoreOptions {
  /** A private directory that is empty or does not exist yet. */
  readonly directory: string
  readonly checkouts: { readonly head: string; readonly base?: string | undefined }
  /** Directories of the modules in them. */
  readonly modules: readonly string[]
}

/** Restores the Go modules and the build cache. A failure is only a notice, because it costs nothing but time. */
export async function restoreModules(
  world: World,
  go: GoTool,
  options: RestoreOptions,
): Promise<ModuleCache> {
  const { cache, clock, files, log } = world
  if (cache === undefined) return nothingToSave
  if (await isFilled(files, go)) {
    log.info(
      'Go modules are present (actions/setup-go or this runner caches them): nothing to restore or save',
    )
    return { ...nothingToSave, use: { from: 'machine', saves: false } }
  }
  const [since, began] = [clock.now(), clock.wall()]
  const key = cacheKey(
    world.host.os,
    world.host.arch,
    go.version,
    await digestOfSums(files, options.checkouts.head, options.modules),
  )
  const restored = mayRestore(cache)
    ? await restoreLogged(world, cache, { go, key, directory: options.directory })
    : notAllowed(world, cache)
  const tookMs = clock.now() - since
  const found = restored.ok ? restored.value : undefined
  const from = found === undefined ? 'none' : 'cache'
  if (found?.startsWith(key.beginning) === true)
    return { ...keptAlready(world, found), use: { from, key: found, saves: false } }
  const because = restored.ok ? undefined : restored.problem.because
  if (because === 'no-store') return nothingToSave
  const name = savedKey(key, because === 'damaged' ? clock.wall() : undefined)
  if (!maySave(cache)) {
    const message = `the runner does not allow this job to save caches (ACTIONS_CACHE_MODE=${cache.mode}): nothing was saved`
    return { use: { from, saves: false }, save: async () => log.info(message) }
  }
  const { checkouts, modules } = options
  const { head, base } = checkouts
  const required = await requiredModules(files, base === undefined ? [head] : [head, base], modules)
  const limitMs = wholeMs - tookMs
  const use = { began, required }
  return {
    use: { from, key: name, saves: true },
    save: (directory) => save(world, cache, { go, name, directory, use, limitMs }),
  }
}

function notAllowed({ log }: World, { mode }: CacheStore): Restored {
  log.info(`the runner does not allow this job to restore caches (ACTIONS_CACHE_MODE=${mode}): cold build`)
  return succeed(undefined)
}

async function restoreLogged(world: World, cache: CacheStore, options: CacheRestore): Promise<Restored> {
  const { clock, log } = world
  const since = clock.now()
  log.info(`restoring Go modules and build cache: ${limitText}`)
  const restored = await faultless<string | undefined, RestoreFault>(
    () => restoreInto(world, cache, options),
    (message) => ({ message, because: 'failed' }),
  )
  const took = clock.now() - since
  log[restored.ok ? 'info' : 'notice'](restoredText(restored, options.key, took))
  return restored
}

const limitText = `at most ${wholeMs / 1000} s, and ${patienceMs / 1000} s without progress`

function restoredText(restored: Restored, key: CacheKey, tookMs: number): string {
  if (!restored.ok) {
    return `Go modules could not be restored (${restored.problem.message}) after ${secondsText(tookMs)}: cold build`
  }
  return restored.value === undefined
    ? `no cache for ${key.beginning}: cold build`
    : `restored Go modules and build cache from ${restored.value} in ${secondsText(tookMs)}`
}

function keptAlready({ log }: World, name: string): ModuleCache {
  return { save: async () => log.info(`nothing to save: ${name} is already in the cache`) }
}

type Restored = Result<string | undefined, RestoreFault>

interface CacheRestore {
  readonly go: GoTool
  readonly key: CacheKey
  readonly directory: string
}

/** Restores into a private directory first. Files are moved into Go's caches only after their checksums were verified. */
async function restoreInto(
  world: World,
  cache: CacheStore,
  { go, key, directory }: CacheRestore,
): Promise<Restored> {
  const { files } = world
  try {
    await files.makeDirectory(directory)
    const request = { directory, key: key.beginning, restoreKeys: key.restoreKeys }
    const found = await cache.restore({ ...request, limitMs: wholeMs, idleMs: patienceMs })
    if (!found.ok || found.value === undefined) return found
    const unpacked = await unpack(world, `${directory}/${storedFolder}`, `${directory}/unpacked`)
    if (!unpacked.ok) {
      const message = `${found.value} is damaged: ${unpacked.problem.message}`
      return { ok: false, problem: { message, because: 'damaged' } }
    }
    const targets = { modules: downloadsOf(go), build: go.cache }
    for (const name of unpacked.value) await moveInto(files, `${directory}/unpacked/${name}`, targets[name])
    return found
  } finally {
    await files.remove(directory)
  }
}

interface SaveOptions {
  readonly go: GoTool
  /** The key. */
  readonly name: string
  readonly directory: string
  readonly use: ModuleUse
  /** Remaining time limit of the cache. */
  readonly limitMs: number
}

async function save(world: World, cache: CacheStore, options: SaveOptions): Promise<void> {
  const { log, clock } = world
  const limitMs = Math.min(options.limitMs, savingMs)
  if (limitMs < leastMs) {
    log.notice('Go modules were not saved: restoring them took the whole time limit')
    return
  }
  const since = clock.now()
  log.info(`saving Go modules and build cache: at most ${secondsText(limitMs)}`)
  const saved = await faultless(
    () => store(world, cache, { ...options, limitMs }),
    (message) => ({ message }),
  )
  const took = secondsText(clock.now() - since)
  if (!saved.ok) log.notice(`Go modules could not be saved (${saved.problem.message}), after ${took}`)
  else if (saved.value === 'exists') log.info(`nothing was saved: ${options.name} is already in the cache`)
  else log.info(`saved Go modules and build cache as ${options.name} in ${took}`)
}

async function store(
  world: World,
  cache: CacheStore,
  { go, name, directory, use, limitMs }: SaveOptions,
): Promise<Result<'saved' | 'exists'>> {
  const { clock } = world
  const since = clock.now()
  const cleaned = await keptParts(world, await cacheContents(world, go, use), limitMs)
  if (!cleaned.ok) return cleaned
  const { parts, left } = cleaned.value
  if (left > 0) world.log.info(`left out ${plural(left, 'file')} with a secret of this job`)
  if (parts.length === 0) return fail('there are none')
  const packed = await pack(world, parts, { directory: `${directory}/${storedFolder}`, limitMs })
  if (!packed.ok) return packed
  const leftMs = limitMs - (clock.now() - since)
  if (leftMs < leastMs) return fail('packing them took too long')
  return cache.save({ directory, key: name, limitMs: leftMs })
}

async function isFilled(files: Files, go: GoTool): Promise<boolean> {
  const downloads = downloadsOf(go)
  const names = async (directory: string) => (await files.list(directory)).map(({ name }) => name)
  // `go version` may already have downloaded a toolchain, which is a module as well
  const found = [
    ...(await names(downloads)).filter((name) => name !== 'golang.org' && name !== 'sumdb'),
    ...(await names(`${downloads}/golang.org`)).filter((name) => name !== 'toolchain'),
  ]
  return found.length > 0
}
