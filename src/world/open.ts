import type { CacheStore } from '../effects/cache-store.ts'
import type { GitHub } from '../effects/github.ts'
import type { Log } from '../effects/log.ts'
import type { World } from '../effects/world.ts'
import { realArchives } from './archives/archives.ts'
import { realExec } from './exec.ts'
import { realFiles } from './files.ts'
import { realHost } from './host.ts'
import { realClock } from './log.ts'

export interface WorldOptions {
  readonly env: NodeJS.ProcessEnv
  readonly temporaryRoot: string
  readonly log: Log
  readonly signal: AbortSignal
  readonly cache?: CacheStore
  readonly github?: GitHub
}

/** This machine. */
export function openWorld(options: WorldOptions): World {
  const { env, temporaryRoot, log, signal, cache, github } = options
  const host = realHost(env)
  return {
    exec: realExec(host.env, signal),
    files: realFiles(temporaryRoot),
    archives: realArchives,
    clock: realClock,
    random: Math.random,
    log,
    host,
    signal,
    ...(cache === undefined ? {} : { cache }),
    ...(github === undefined ? {} : { github }),
  }
}

/** Aborted by the first request to stop; later ones do not interrupt the cleaning up. */
export function stopSignal(): AbortSignal {
  const controller = new AbortController()
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(name, () => controller.abort())
  }
  return controller.signal
}
