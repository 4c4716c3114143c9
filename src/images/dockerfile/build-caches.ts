/** External caches of BuildKit, which still exist when its builder is removed: which of them a build reads and writes. */

import { hasUnmountedRun } from '../../dockerfile/facts/cached-steps.ts'
import type { Dockerfile } from '../../dockerfile/read/parse.ts'
import type { BuildParameters } from '../../dockerfile/read/stages.ts'
import type { CacheBackend, CacheBackends, Engine, UsedCaches } from '../../effects/engine.ts'
import type { Plan } from '../../plan/plan.ts'
import type { ImageBuild } from '../../repository/dockerfiles/image-build.ts'
import { backendOf, fieldsOf } from '../engines/build-cache-entry.ts'

/** Keys that entries in files of a repository may have. Others are for services, credentials, or files of this machine. */
const harmlessKeys: ReadonlyMap<CacheBackend, readonly string[]> = new Map([
  ['gha', ['type', 'scope', 'timeout']],
  ['registry', ['type', 'ref']],
])

function isHarmless(entry: string): boolean {
  if (!entry.includes('=')) return /^[\w./:@-]+$/.test(entry)
  const keys = harmlessKeys.get(backendOf(entry)) ?? []
  return !entry.includes('"') && [...fieldsOf(entry).keys()].every((key) => keys.includes(key))
}

interface CachedRequest {
  readonly build: Pick<ImageBuild, 'cacheFrom'>
  readonly isOwn?: boolean
}

export class BuildCaches {
  readonly #engine: Pick<Engine, 'cacheBackends'>
  readonly #configured: Plan['settings']['config']['buildCaches']
  readonly #unusable = new Set<CacheBackend>()
  #isWritten = false

  constructor(engine: Pick<Engine, 'cacheBackends'>, { settings }: Pick<Plan, 'settings'>) {
    this.#engine = engine
    this.#configured = settings.config.buildCaches
  }

  /** Backends of entries that the builder does not support. */
  get unusable(): readonly CacheBackend[] {
    return [...this.#unusable]
  }

  /**
   * The caches of one build.
   *
   * @param request `isOwn`: whether the Dockerfile is built unchanged
   * @param options `mounted`: lines of RUN instructions to which linkgate added cache mounts
   */
  async of(
    dockerfile: Dockerfile,
    { build, isOwn = false }: CachedRequest,
    { mounted, ...options }: BuildParameters & { readonly mounted: readonly number[] },
  ): Promise<UsedCaches> {
    const { from, to } = this.#configured
    const found = (build.cacheFrom ?? []).filter(isHarmless)
    // linkgate may have filled configured caches with the same mounts; caches in other files are filled by builds without them
    const wanted = from ?? (hasUnmountedRun(dockerfile, mounted, options) ? found : [])
    // only the first image is written, because a later one would replace it
    const written = isOwn && !this.#isWritten ? to : []
    if (wanted.length + written.length === 0) return { from: [], to: [] }
    const { reads, writes } = await this.#engine.cacheBackends()
    return { from: this.#usable(wanted, reads), to: this.#usable(written, writes).map(withoutFailing) }
  }

  /** Must be called when an image was built with these caches. */
  built({ to }: UsedCaches): void {
    this.#isWritten ||= to.length > 0
  }

  #usable(entries: readonly string[], backends: CacheBackends['reads']): readonly string[] {
    return entries.filter((entry) => {
      const backend = backendOf(entry)
      if (backends === 'all' || backends.includes(backend)) return true
      this.#unusable.add(backend)
      return false
    })
  }
}

/** The entry with an option that makes a failure to write the cache not fail the build. */
function withoutFailing(entry: string): string {
  return /(?:^|,)ignore-error=/.test(entry) || backendOf(entry) === 'inline'
    ? entry
    : `${entry.includes('=') ? entry : `type=registry,ref=${entry}`},ignore-error=true`
}
