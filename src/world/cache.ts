import type { CacheStore } from '../effects/cache-store.ts'

/**
 * The cache service of GitHub Actions. @actions/cache brings most of the bundle's bytes with it, so it is loaded when
 * first used.
 */
export const actionsCache: CacheStore = {
  async restore(paths, key, restoreKeys) {
    const { restoreCache } = await service()
    return restoreCache([...paths], key, [...restoreKeys])
  },
  async save(paths, key) {
    const { saveCache } = await service()
    await saveCache([...paths], key)
  },
}

/** Without a service, the client would log that nothing was found, or was kept, as if there were one. */
async function service() {
  const client = await import('@actions/cache')
  if (client.isFeatureAvailable()) return client
  throw new Error(
    'this runner has no cache service; one of your own can keep them in the directories GOMODCACHE and GOCACHE',
  )
}
