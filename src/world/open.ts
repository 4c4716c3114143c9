import type { Secrets } from '../common/secrets/secrets.ts'
import type { CacheStore } from '../effects/cache-store.ts'
import type { GitHub } from '../effects/github.ts'
import type { Log } from '../effects/log.ts'
import { learningFiles, maskedGitHub } from '../effects/masked.ts'
import type { ResultsHome } from '../effects/results-home.ts'
import { inThisProcess } from '../effects/worker.ts'
import type { World } from '../effects/world.ts'
import { realArchives } from './archives/archives.ts'
import { realExec } from './exec.ts'
import { realFiles } from './files.ts'
import { realHost } from './host.ts'
import { realClock } from './log.ts'
import { realWeb } from './web.ts'
import { workerProcess } from './worker-process.ts'

export interface WorldOptions {
  readonly env: NodeJS.ProcessEnv
  readonly temporaryRoot: string
  /** Must mask secrets. */
  readonly log: Log
  readonly signal: AbortSignal
  readonly secrets: Secrets
  readonly cache?: CacheStore
  readonly github?: GitHub
  readonly results?: ResultsHome | undefined
  /** The file that the worker runs. Without it, tasks run in this process. */
  readonly workerScript?: string
}

/** This machine. */
export function openWorld(options: WorldOptions): World {
  const { env, temporaryRoot, log, signal, secrets, cache, github, results, workerScript: script } = options
  const host = realHost(env)
  const files = realFiles(temporaryRoot)
  return {
    exec: realExec(host.env, signal),
    files: learningFiles(files, secrets),
    worker: script === undefined ? inThisProcess(files) : workerProcess({ script, env, signal }),
    web: realWeb(signal),
    archives: realArchives,
    clock: realClock,
    random: Math.random,
    log,
    host,
    secrets,
    signal,
    ...(cache === undefined ? {} : { cache }),
    ...(results === undefined ? {} : { results }),
    ...(github === undefined ? {} : { github: maskedGitHub(github, secrets) }),
  }
}

/** The first signal aborts the run; later ones do not interrupt the cleanup. */
export function stopOnSignals(controller: AbortController): void {
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(name, () => controller.abort())
  }
}
