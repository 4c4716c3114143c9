/** What was computed from bytes alone, and would be computed again. */
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
  /** Everything that the result depends on, besides the code of linkgate: digests of files, and whatever else. Plain JSON. */
  readonly about: unknown
  readonly schema: z.ZodType<T>
}

export interface KeptResults {
  /** The result of an earlier run, or else that of `compute`. undefined is not kept, and neither is a result with a secret in it. */
  of<T>(request: ResultRequest<T>, compute: () => Promise<T | undefined>): Promise<T | undefined>
  /** The result of an earlier run. */
  find<T>(request: ResultRequest<T>): Promise<T | undefined>
  /** Makes a result for later runs, in place of an earlier one. Does nothing where none are kept. */
  keep<T>(request: ResultRequest<T>, make: () => Promise<T>): Promise<void>
  /** Keeps the result of an earlier run for later ones, though this one does not read it. */
  retain(request: Omit<ResultRequest<unknown>, 'schema'>): Promise<void>
  /** How many results are of earlier runs, and how many were computed and kept. */
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

/** Where results lie, by name. Nothing that goes wrong there is worth more than the time to compute one again. */
export interface ResultStorage {
  read(name: string): Promise<Uint8Array | undefined>
  /** Whether the next run can have it. */
  write(name: string, content: Uint8Array): Promise<boolean>
  /** Where only what was read or written stays for the next run: makes another one stay. */
  retain?(name: string): Promise<void>
}

/** In bytes. The functions of the largest programs have names of tens of megabytes. */
export const largestResult = 64 * 1024 * 1024
/** Raised when the form of the files changes. */
const form = 1

/** @param program digest of linkgate's code: what another version computed is not used */
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
