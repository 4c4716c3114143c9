/** Increased when the content or format of entries changes. */
const layoutVersion = 2

export interface CacheKey {
  /** Prefix of the keys of all entries with the same content. No entry has exactly this key. */
  readonly beginning: string
  /** Prefixes of older entries that are better than none, best first. */
  readonly restoreKeys: readonly string[]
}

/** The key depends on everything without which the content is useless. `sums` is a digest of all go.sum files. */
export function cacheKey(os: string, arch: string, go: string, sums: string): CacheKey {
  // a version may contain experiments, with commas, which the cache service rejects
  const version = go.replaceAll(/[^\w.-]+/g, '_')
  const prefix = `linkgate-${layoutVersion}-${os}-${arch}-${version}-`
  const beginning = `${prefix}${sums}-`
  // only some services treat the key itself as a prefix
  return { beginning, restoreKeys: [beginning, prefix] }
}

/**
 * The key of a builder's cache mount.
 *
 * @param id of the mount, which depends on everything that determines which builds may use the content
 */
export function builderCacheKey(arch: string, id: string, sums: string): CacheKey {
  const prefix = `linkgate-${layoutVersion}-builder-${arch}-${id}-`
  const beginning = `${prefix}${sums}-`
  return { beginning, restoreKeys: [beginning, prefix] }
}

/**
 * The key of a new entry. An entry cannot be overwritten, so an unreadable one is replaced by one with another key.
 *
 * @param replacing when an unreadable entry was found, in milliseconds; the service prefers the newer entry
 */
export function savedKey({ beginning }: CacheKey, replacing?: number): string {
  return `${beginning}${replacing === undefined ? 0 : Math.floor(replacing / 1000).toString(36)}`
}
