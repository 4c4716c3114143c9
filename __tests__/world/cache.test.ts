import { expect, test, vi } from 'vitest'
import { actionsCache } from '../../src/world/cache.ts'

test('a runner without a cache service is told from one that holds nothing', async () => {
  for (const name of ['ACTIONS_RESULTS_URL', 'ACTIONS_CACHE_URL']) vi.stubEnv(name, '')
  try {
    await expect(actionsCache.restore(['/modules'], 'key', [])).rejects.toThrow(
      /no cache service.*GOMODCACHE/,
    )
    await expect(actionsCache.save(['/modules'], 'key')).rejects.toThrow(/no cache service/)
  } finally {
    vi.unstubAllEnvs()
  }
})
