/**
 * All side effects of linkgate, as small interfaces. `src/world/` has the real implementation of each; tests pass their
 * own. Code that takes a World must not bypass it.
 */
import type { Secrets } from '../common/secrets/secrets.ts'
import type { Archives } from './archives.ts'
import type { CacheStore } from './cache-store.ts'
import type { Clock } from './clock.ts'
import type { Exec } from './exec.ts'
import type { Files } from './files.ts'
import type { GitHub } from './github.ts'
import type { Host } from './host.ts'
import type { Log } from './log.ts'
import type { ResultsHome } from './results-home.ts'
import type { Web } from './web.ts'
import type { Worker } from './worker.ts'

export interface World {
  readonly exec: Exec
  readonly files: Files
  readonly archives: Archives
  readonly worker: Worker
  readonly web: Web
  readonly clock: Clock
  /** Uniform in [0, 1). */
  readonly random: () => number
  readonly log: Log
  readonly host: Host
  /** Secrets to mask in everything that is shown, kept or sent. */
  readonly secrets: Secrets
  /** Aborted when the user or the runner cancels the run. */
  readonly signal: AbortSignal
  /** Absent if nothing can be kept between runs. */
  readonly cache?: CacheStore
  /** Absent if the digest of this program's code is unknown. */
  readonly results?: ResultsHome
  /** Absent without a token. */
  readonly github?: GitHub
}
