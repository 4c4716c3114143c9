/** Entries of `--cache-from` and `--cache-to`, read as buildx reads them. */
import type { CacheBackend } from '../../effects/engine.ts'

/** Keys and values: of a key that is given twice the last value. */
export function fieldsOf(entry: string): ReadonlyMap<string, string> {
  const fields = entry.replaceAll('"', '').split(',')
  return new Map(
    fields.map((field) => {
      const [key = '', ...value] = field.split('=')
      return [key.trim().toLowerCase(), value.join('=').trim()]
    }),
  )
}

/** A reference alone is of a registry. */
export function backendOf(entry: string): CacheBackend {
  return fieldsOf(entry).get('type') ?? 'registry'
}
