/** What was computed from bytes alone, and would be computed again. */
import type * as z from 'zod'
import { sha256Of } from '../../common/digest.ts'
import type { World } from '../../effects/world.ts'
import { resultIn, resultText } from './result-text.ts'

export interface ResultRequest<T> {
  readonly kind: 'attribution' | 'chains' | 'compressed-size' | 'linked' | 'other-way' | 'pruned'
  /** Everything that the result depends on, besides the code of linkgate: digests of files, and whatever else. Plain JSON. */
  readonly about: unknown
  readonly schema: z.ZodType<T>
}

export interface KeptResults {
  /** The result of an earlier run, or else that of `compute`. undefined is not kept, and neither is a result with a secret in it. */
  of<T>(request: ResultRequest<T>, compute: () => Promise<T | undefined>): Promise<T | undefined>
  /** How many results are of earlier runs, and how many were computed and kept. */
  readonly counts: { readonly taken: number; readonly added: number }
}

/** Keeps nothing. */
export const noResults: KeptResults = {
  of: (_, compute) => compute(),
  counts: { taken: 0, added: 0 },
}

/** Where results lie, by name. Nothing that goes wrong there is worth more than the time to compute one again. */
export interface ResultStorage {
  read(name: string): Promise<Uint8Array | undefined>
  /** Whether the next run can have it. */
  write(name: string, content: Uint8Array): Promise<boolean>
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
  return {
    counts,
    async of({ kind, about, schema }, compute) {
      const key = await sha256Of(JSON.stringify([form, program, kind, about]))
      const name = `${key}.json`
      const content = await storage.read(name)
      const known = content && (await resultIn(new TextDecoder().decode(content), { key, schema }))
      if (known !== undefined) {
        counts.taken += 1
        return known
      }
      const found = await compute()
      if (found === undefined) return undefined
      const text = await resultText(key, found)
      const bytes = new TextEncoder().encode(text)
      if (bytes.length > largestResult || secrets.areIn(asValues(text))) return found
      if (await storage.write(name, bytes)) counts.added += 1
      return found
    },
  }
}

/** The strings in JSON as they are, for a search of their bytes. */
function asValues(json: string): string {
  return Buffer.from(json.replaceAll(/\\(["\\])/g, '$1')).toString('latin1')
}

export const isResultName = (name: string) => /^[\da-f]{64}\.json$/.test(name)
