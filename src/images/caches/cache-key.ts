/** Raised when what is stored, or how, changes its form. */
const layoutVersion = 2

export interface CacheKey {
  /** What all caches of the same content begin with. None has exactly this name. */
  readonly beginning: string
  /** Older caches that are better than none, best first. */
  readonly restoreKeys: readonly string[]
}

/** Depends on everything that makes the content useless when it changes; `sums` is a digest of every go.sum. */
export function cacheKey(os: string, arch: string, go: string, sums: string): CacheKey {
  // a version may name experiments, with commas, which the cache service does not take
  const version = go.replaceAll(/[^\w.-]+/g, '_')
  const prefix = `linkgate-${layoutVersion}-${os}-${arch}-${version}-`
  const beginning = `${prefix}${sums}-`
  // some services take the key itself for the beginning of one, others do not
  return { beginning, restoreKeys: [beginning, prefix] }
}

/**
 * Of a cache mount of a builder.
 *
 * @param id of the mount: it has everything that decides who may use the content
 */
export function builderCacheKey(arch: string, id: string, sums: string): CacheKey {
  const prefix = `linkgate-${layoutVersion}-builder-${arch}-${id}-`
  const beginning = `${prefix}${sums}-`
  return { beginning, restoreKeys: [beginning, prefix] }
}

/**
 * The key to save under. Nothing can be stored again under the same one: a cache that cannot be read would stay for ever.
 *
 * @param replacing at what time, in milliseconds, one was found that cannot be read; it is newer, and so preferred
 */
export function savedKey({ beginning }: CacheKey, replacing?: number): string {
  return `${beginning}${replacing === undefined ? 0 : Math.floor(replacing / 1000).toString(36)}`
}
