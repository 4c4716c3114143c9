/** Stores what was taken out of a builder. */
import { plural, secondsText } from '../../../common/english.ts'
import { CancelledError } from '../../../common/errors.ts'
import { fail, type Result } from '../../../common/result.ts'
import { type CacheStore, storedFolder } from '../../../effects/cache-store.ts'
import type { World } from '../../../effects/world.ts'
import { formatSize } from '../../../model/quantity.ts'
import { savedKey } from '../cache-key.ts'
import { cacheContents } from '../contents.ts'
import { faultless } from '../faultless.ts'
import { pack, tarFault } from '../pack.ts'
import type { DownloadNames } from '../required-modules.ts'
import { keptParts } from '../without-secrets.ts'
import type { TakenCache, TakenCaches } from './take.ts'

/** Of all of them. */
const wholeMs = 60_000
const leastMs = 5_000
/** Restored files are older, by the clock of the builder, which may differ from this one. */
const newMs = 60 * 60 * 1000

/** Rejects with CancelledError alone. */
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
  /** Of the archive, in bytes. */
  readonly size: number
  readonly outcome: 'saved' | 'exists'
}

async function saveOne(
  world: World,
  store: CacheStore,
  { opened: { cache, key, before }, facts, archive, unpacked }: TakenCache,
  { directory, required, limitMs }: SaveOne,
): Promise<Result<Saved>> {
  const { files, exec, clock, log } = world
  const since = clock.now()
  const replacing = before.kind === 'empty' ? before.replacing : undefined
  // there is something under the key that facts alone replace
  const name = savedKey(key, archive === undefined ? clock.wall() : replacing)
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
  const stored = `${directory}/${storedFolder}`
  const packed = await pack(world, parts, { directory: stored, limitMs, builder: facts })
  if (!packed.ok) return packed
  await files.remove(tree)
  const [part] = parts
  const size = part === undefined ? 0 : ((await files.stat(`${stored}/${part.name}.tar`))?.size ?? 0)
  const leftMs = limitMs - (clock.now() - since)
  if (leftMs < leastMs) return fail('packing them took too long')
  const saved = await store.save({ directory, key: name, limitMs: leftMs })
  return saved.ok ? { ok: true, value: { key: name, size, outcome: saved.value } } : saved
}
