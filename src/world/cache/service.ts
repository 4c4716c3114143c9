import { storedFolder } from '../../effects/cache-store.ts'
import type { CacheAnswer } from './answer.ts'
import { countTransferred } from './progress.ts'

/** How often the parent hears how far the transfer is. */
const progressMs = 500

/**
 * Does one transfer with the cache service of GitHub Actions, reports the result to its parent, and ends the process. The
 * client of the service may end it before, or never: whoever starts this sees to both.
 *
 * @param args `restore` or `save`, a directory, the key, and to restore the beginnings of others
 */
export async function transferCache([
  verb,
  directory = '.',
  key = '',
  ...restoreKeys
]: readonly string[]): Promise<void> {
  // the step that would read the answer is gone
  process.on('disconnect', () => process.exit(1))
  process.chdir(directory)
  const transferred = countTransferred()
  setInterval(() => process.send?.({ transferred: transferred() } satisfies CacheAnswer), progressMs).unref()
  const { isFeatureAvailable, restoreCache, saveCache } = await import('@actions/cache')
  // relative to GITHUB_WORKSPACE, which is this directory: the same name on every runner
  const paths = [storedFolder]
  if (!isFeatureAvailable()) tell({ available: false })
  else if (verb === 'restore') tell({ key: await restoreCache(paths, key, restoreKeys) })
  else tell({ id: await saveCache(paths, key) })
}

function tell(answer: CacheAnswer): void {
  // connections that are kept alive would keep the process
  process.send?.(answer, () => process.exit(0))
}
