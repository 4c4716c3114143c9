import { storedFolder } from '../../effects/cache-store.ts'
import type { CacheAnswer } from './answer.ts'
import { countTransferred } from './progress.ts'

/** Interval of progress messages to the parent. */
const progressMs = 500

/**
 * Does one transfer with the cache service of GitHub Actions, reports the result to its parent, and ends the process. The client
 * may end the process earlier, or never: the parent must handle both.
 *
 * @param args `restore` or `save`, a directory, the key, and for `restore` prefixes of other keys
 */
export async function transferCache([
  verb,
  directory = '.',
  key = '',
  ...restoreKeys
]: readonly string[]): Promise<void> {
  // the step that would read the result has ended
  process.on('disconnect', () => process.exit(1))
  process.chdir(directory)
  const transferred = countTransferred()
  setInterval(() => process.send?.({ transferred: transferred() } satisfies CacheAnswer), progressMs).unref()
  const { isFeatureAvailable, restoreCache, saveCache } = await import('@actions/cache')
  // relative to GITHUB_WORKSPACE, which is this directory, so the entry has the same paths on every runner
  const paths = [storedFolder]
  if (!isFeatureAvailable()) sendAndExit({ available: false })
  else if (verb === 'restore') sendAndExit({ key: await restoreCache(paths, key, restoreKeys) })
  else sendAndExit({ id: await saveCache(paths, key) })
}

function sendAndExit(answer: CacheAnswer): void {
  // keep-alive connections would keep the process running
  process.send?.(answer, () => process.exit(0))
}
