/** Caches of BuildKit that outlive its builder: which of them a build reads, and which one writes them. */

import { hasUnmountedRun } from '../../dockerfile/facts/cached-steps.ts'
import type { Dockerfile } from '../../dockerfile/read/parse.ts'
import type { BuildParameters } from '../../dockerfile/read/stages.ts'
import type { CacheBackend, CacheBackends, Engine, UsedCaches } from '../../effects/engine.ts'
import type { Plan } from '../../plan/plan.ts'
import type { ImageBuild } from '../../repository/dockerfiles/image-build.ts'
import { backendOf, fieldsOf } from '../engines/build-cache-entry.ts'

/** What entries in files of a repository may say: other keys name services, credentials, or files of this machine. */
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

  /** Backends of entries that the builder does not have. */
  get unusable(): readonly CacheBackend[] {
    return [...this.#unusable]
  }

  /**
   * @param request `isOwn`: the text is that of the file
   * @param options `mounted`: lines of the RUNs with mounts of linkgate's own
   */
  async of(
    dockerfile: Dockerfile,
    { build, isOwn = false }: CachedRequest,
    { mounted, ...options }: BuildParameters & { readonly mounted: readonly number[] },
  ): Promise<UsedCaches> {
    const { from, to } = this.#configured
    const found = (build.cacheFrom ?? []).filter(isHarmless)
    // what is configured may be filled by linkgate, with the same mounts; what was found is filled by builds without them
    const wanted = from ?? (hasUnmountedRun(dockerfile, mounted, options) ? found : [])
    // a later image would replace what the first one wrote
    const written = isOwn && !this.#isWritten ? to : []
    if (wanted.length + written.length === 0) return { from: [], to: [] }
    const { reads, writes } = await this.#engine.cacheBackends()
    return { from: this.#usable(wanted, reads), to: this.#usable(written, writes).map(withoutFailing) }
  }

  /** Notes that an image was built with these. */
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

/** A cache that cannot be written costs time, nothing else. */
function withoutFailing(entry: string): string {
  return /(?:^|,)ignore-error=/.test(entry) || backendOf(entry) === 'inline'
    ? entry
    : `${entry.includes('=') ? entry : `type=registry,ref=${entry}`},ignore-error=true`
}
