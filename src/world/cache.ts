import type { CacheStore } from '../world.ts'

/**
 * The cache service of GitHub Actions. @actions/cache brings most of the bundle's bytes with it, so it is loaded when
 * first used.
 */
export const actionsCache: CacheStore = {
  async restore(paths, key, restoreKeys) {
    const { restoreCache } = await import('@actions/cache')
    return restoreCache([...paths], key, [...restoreKeys])
  },
  async save(paths, key) {
    const { saveCache } = await import('@actions/cache')
    await saveCache([...paths], key)
  },
}
