/** Saves caches that were exported from a builder. */
import { plural, secondsText } from '../../../common/english.ts'
import { CancelledError } from '../../../common/errors.ts'
import { fail, type Result, succeed } from '../../../common/result.ts'
import { type CacheStore, storedFolder } from '../../../effects/cache-store.ts'
import type { World } from '../../../effects/world.ts'
import { formatSize } from '../../../model/quantity.ts'
import { savedKey } from '../cache-key.ts'
import { cacheContents } from '../contents.ts'
import { faultless } from '../faultless.ts'
import { pack, placeArchive, tarFault } from '../pack.ts'
import type { DownloadNames } from '../required-modules.ts'
import { archiveHasSecret, keptParts } from '../without-secrets.ts'
import type { TakenCache, TakenCaches } from './take.ts'

/** Time limit of saving all caches. */
const wholeMs = 60_000
/** Nothing is saved if less time remains. */
const leastMs = 5_000
/** Files of this run are newer than this; restored files are older. The builder's clock may differ from that of this machine. */
const newMs = 60 * 60 * 1000

/** Rejects only with CancelledError. */
export async function saveBuilderCaches(
  world: World,
  store: CacheStore,
  { workspace, caches, takingMs }: TakenCaches,
  required: DownloadNames,
): Promise<void> {
  const { clock, log } = world
  const since = clock.now()
  log.info(`saving compile caches of the builder: at most ${wholeMs / 1000} s`)
  const faults = new Set<string>()
  for (const taken of caches) {
    const limitMs = wholeMs - (clock.now() - since)
    if (limitMs < leastMs) {
      log.notice('Compile caches of the builder were not all saved: it took too long')
      return
    }
    const directory = `${workspace.directory}/${taken.opened.cache.id}`
    const saved = await faultless(
      () => saveOne(world, store, taken, { directory, required, limitMs }),
      (message) => ({ message }),
    )
    if (world.signal.aborted) throw new CancelledError()
    if (!saved.ok) {
      faults.add(saved.problem.message)
      continue
    }
    const { key, size, outcome } = saved.value
    log.info(
      outcome === 'saved'
        ? `saved ${formatSize(size)} of the builder as ${key}`
        : `nothing was saved: ${key} is already in the cache`,
    )
  }
  for (const message of faults) log.notice(`Compile caches of the builder were not saved (${message})`)
  if (faults.size > 0) return
  const [taking, saving] = [takingMs, clock.now() - since].map(secondsText)
  const cold = caches[0]?.facts.coldSeconds
  const without = cold === undefined ? '' : `; builds without them took ${cold.toFixed(1)} s`
  log.info(`compile caches of the builder: taken out in ${taking}, saved in ${saving}${without}`)
}

interface SaveOne {
  readonly directory: string
  readonly required: DownloadNames
  readonly limitMs: number
}

interface Saved {
  readonly key: string
  /** Size of the archive in bytes. */
  readonly size: number
  readonly outcome: 'saved' | 'exists'
}

async function saveOne(
  world: World,
  store: CacheStore,
  taken: TakenCache,
  given: SaveOne,
): Promise<Result<Saved>> {
  const { files, clock } = world
  const until = clock.now() + given.limitMs
  const {
    opened: { cache, key, before },
    archive,
  } = taken
  const replacing = before.kind === 'empty' ? before.replacing : undefined
  // without an archive, facts replace an existing entry, so they need a newer key
  const name = savedKey(key, archive === undefined ? clock.wall() : replacing)
  const stored = `${given.directory}/${storedFolder}`
  const placed = await place(world, taken, { ...given, stored })
  if (!placed.ok) return placed
  const size = (await files.stat(`${stored}/${cache.kind}.tar`))?.size ?? 0
  const leftMs = until - clock.now()
  if (leftMs < leastMs) return fail('packing them took too long')
  const saved = await store.save({ directory: given.directory, key: name, limitMs: leftMs })
  return saved.ok ? { ok: true, value: { key: name, size, outcome: saved.value } } : saved
}

interface Place extends SaveOne {
  /** The directory that is saved. */
  readonly stored: string
}

/**
 * Saves the archive as the builder packed it, if all of it may be kept, because packing it again takes several times as long. A build
 * cache without older files contains only files that this run used.
 */
async function place(world: World, taken: TakenCache, given: Place): Promise<Result<undefined>> {
  const {
    opened: { cache, before },
    facts,
    archive,
    hasOlder,
  } = taken
  const isAllUsed = cache.kind === 'build' && before.kind === 'empty' && !hasOlder
  if (!isAllUsed || archive === undefined) return packAgain(world, taken, given)
  const { clock, files } = world
  const since = clock.now()
  const found = await archiveHasSecret(world, archive, given.limitMs)
  if (!found.ok) return found
  const limitMs = given.limitMs - (clock.now() - since)
  if (found.value) return packAgain(world, taken, { ...given, limitMs })
  await placeArchive(files, archive, { name: cache.kind, directory: given.stored, builder: facts })
  return succeed(undefined)
}

async function packAgain(
  world: World,
  { opened: { cache }, facts, archive, unpacked }: TakenCache,
  { directory, stored, required, limitMs }: Place,
): Promise<Result<undefined>> {
  const { files, exec, clock, log } = world
  const since = clock.now()
  const tree = `${directory}/tree`
  const go = { cache: `${tree}/build`, moduleCache: `${tree}/modules` }
  const target = cache.kind === 'build' ? go.cache : `${go.moduleCache}/cache/download`
  await files.makeDirectory(target)
  if (archive !== undefined) {
    const done = await exec.run(['tar', '-xof', archive, '-C', target], { limitMs })
    if (done.exitCode !== 0) return tarFault('unpack them', done)
    await files.remove(archive)
    for (const path of unpacked) await files.makeDirectory(`${go.moduleCache}/${path}`)
  }
  const began = clock.wall() - newMs
  const contents = await cacheContents(world, go, { began, required })
  const cleaned = await keptParts(world, contents, limitMs - (clock.now() - since))
  if (!cleaned.ok) return cleaned
  const { parts, left } = cleaned.value
  if (left > 0) log.info(`left out ${plural(left, 'file')} with a secret of this job`)
  if (archive !== undefined && parts.length === 0) return fail('there are none')
  const packed = await pack(world, parts, { directory: stored, limitMs, builder: facts })
  if (packed.ok) await files.remove(tree)
  return packed
}
