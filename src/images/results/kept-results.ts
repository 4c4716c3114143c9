/** Results that depend only on known inputs, kept so that later runs need not compute them again. */
import type * as z from 'zod'
import { sha256Of } from '../../common/digest.ts'
import { portionsOf } from '../../common/secrets/portions.ts'
import type { World } from '../../effects/world.ts'
import { resultBytes, resultIn } from './result-bytes.ts'

export interface ResultRequest<T> {
  readonly kind:
    | 'attribution'
    | 'chains'
    | 'comparison'
    | 'compressed-size'
    | 'linked'
    | 'other-way'
    | 'pruned'
    | 'run'
    | 'vulnerabilities'
  /** Everything that the result depends on in addition to linkgate's code, such as digests of files. Plain JSON. */
  readonly about: unknown
  readonly schema: z.ZodType<T>
}

export interface KeptResults {
  /** The result of an earlier run, or else that of `compute`. Neither undefined nor a result that contains a secret is kept. */
  of<T>(request: ResultRequest<T>, compute: () => Promise<T | undefined>): Promise<T | undefined>
  /** The result of an earlier run. */
  find<T>(request: ResultRequest<T>): Promise<T | undefined>
  /** Makes a result for later runs, which replaces an earlier one. Does nothing if no results are kept. */
  keep<T>(request: ResultRequest<T>, make: () => Promise<T>): Promise<void>
  /** Keeps the result of an earlier run for later ones, although this run does not use it. */
  retain(request: Omit<ResultRequest<unknown>, 'schema'>): Promise<void>
  /** Number of results that were taken from earlier runs, and number of those that were computed and kept. */
  readonly counts: { readonly taken: number; readonly added: number }
}

/** Keeps nothing. */
export const noResults: KeptResults = {
  of: (_, compute) => compute(),
  find: async () => undefined,
  keep: async () => {},
  retain: async () => {},
  counts: { taken: 0, added: 0 },
}

/** Stores results by name. It does not report errors, because they only cost the time to compute a result again. */
export interface ResultStorage {
  read(name: string): Promise<Uint8Array | undefined>
  /** Returns whether the next run can read it. */
  write(name: string, content: Uint8Array): Promise<boolean>
  /** For a storage that only keeps what was read or written in this run: keeps another result. */
  retain?(name: string): Promise<void>
}

/** In bytes. The names of all functions in the largest programs have tens of megabytes. */
export const largestResult = 64 * 1024 * 1024
/** Increased when the format of the files changes. */
const form = 1

/** @param program digest of linkgate's code, because results of another version are not used */
export function openResults(
  { secrets }: Pick<World, 'secrets'>,
  storage: ResultStorage,
  program: string,
): KeptResults {
  const counts = { taken: 0, added: 0 }
  const keyOf = ({ kind, about }: Pick<ResultRequest<unknown>, 'kind' | 'about'>) =>
    sha256Of(JSON.stringify([form, program, kind, about]))
  const nameOf = (key: string) => `${key}.json`
  async function find<T>(request: ResultRequest<T>): Promise<T | undefined> {
    const { schema } = request
    const key = await keyOf(request)
    const content = await storage.read(nameOf(key))
    const known = content && (await resultIn(content, { key, schema }))
    if (known !== undefined) counts.taken += 1
    return known
  }
  async function write<T>(request: ResultRequest<T>, value: T): Promise<void> {
    const key = await keyOf(request)
    const bytes = await resultBytes(key, value)
    if (bytes.length > largestResult || hasSecret(secrets, bytes)) return
    if (await storage.write(nameOf(key), bytes)) counts.added += 1
  }
  return {
    counts,
    find,
    keep: async (request, make) => write(request, await make()),
    retain: async (request) => storage.retain?.(nameOf(await keyOf(request))),
    async of(request, compute) {
      const known = await find(request)
      if (known !== undefined) return known
      const found = await compute()
      if (found !== undefined) await write(request, found)
      return found
    },
  }
}

/** In bytes: a copy of all of it as text would be large. */
const searchedPortion = 1 << 20

function hasSecret(secrets: Pick<World['secrets'], 'areIn' | 'longestIn'>, json: Uint8Array): boolean {
  const bytes = Buffer.from(json.buffer, json.byteOffset, json.length)
  for (const { at, length } of portionsOf(bytes.length, secrets, searchedPortion)) {
    if (secrets.areIn(bytes.toString('latin1', at, at + length))) return true
  }
  return false
}

export const isResultName = (name: string) => /^[\da-f]{64}\.json$/.test(name)
