/** Reads entries of `--cache-from` and `--cache-to` like buildx. */
import type { CacheBackend } from '../../effects/engine.ts'

/** Keys and values. If a key occurs twice, the last value counts. */
export function fieldsOf(entry: string): ReadonlyMap<string, string> {
  const fields = entry.replaceAll('"', '').split(',')
  return new Map(
    fields.map((field) => {
      const [key = '', ...value] = field.split('=')
      return [key.trim().toLowerCase(), value.join('=').trim()]
    }),
  )
}

/** A bare reference means a cache in a registry. */
export function backendOf(entry: string): CacheBackend {
  return fieldsOf(entry).get('type') ?? 'registry'
}
