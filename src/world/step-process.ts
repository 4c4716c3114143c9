import { createHash } from 'node:crypto'
import { resolve } from 'node:path'
import type { StepProcess } from '../commands/action/handles.ts'
import { InputError } from '../common/errors.ts'
import { jsonOrUndefined } from '../common/json.ts'
import { maskedLog, maskedStep } from '../effects/masked.ts'
import { boundedText, largestEvent } from '../effects/repository-text.ts'
import { actionsCache } from './cache/store.ts'
import { realFiles } from './files.ts'
import { githubApi } from './github/github.ts'
import { secretsOf, withoutSecrets } from './host.ts'
import { actionsLog, realClock } from './log.ts'
import { openWorld, stopOnSignals } from './open.ts'
import { guardProcess } from './output.ts'
import { resultsHome } from './results-home.ts'
import { actionsStep } from './step.ts'
import { catchAll } from './uncaught.ts'

export interface StepFiles {
  /** Directory of the probe's source. */
  readonly probeSource: string
  /** The file that a separate process runs to use the cache service. */
  readonly cacheScript: string
  /** The file that the worker runs. */
  readonly workerScript: string
}

/** The process of a step of a workflow. */
export function stepProcess(env: NodeJS.ProcessEnv, given: StepFiles): StepProcess {
  const { probeSource, cacheScript, workerScript } = given
  const secrets = secretsOf(env)
  const output = guardProcess(process, secrets)
  const controller = new AbortController()
  const { signal } = controller
  stopOnSignals(controller)
  const uncaught = catchAll(process, () => controller.abort())
  const log = maskedLog(actionsLog(realClock, signal, output), secrets)
  const temporaryRoot = env['RUNNER_TEMP'] ?? '/tmp'
  return {
    step: maskedStep(actionsStep(output), secrets),
    log,
    env: withoutSecrets(env),
    temporaryRoot,
    probeSource,
    readEvent: () => readEvent(env['GITHUB_EVENT_PATH'], temporaryRoot),
    resolve: (path) => resolve(path),
    uncaught,
    digest: (text) => createHash('sha256').update(text).digest('hex').slice(0, 32),
    openWorld: ({ cache, github }) =>
      openWorld({
        env,
        temporaryRoot,
        log,
        signal,
        secrets,
        workerScript,
        ...(cache
          ? { cache: actionsCache({ script: cacheScript, env, signal }), results: resultsHome(cacheScript) }
          : {}),
        ...(github === undefined ? {} : { github: githubApi({ ...github, signal }) }),
      }),
  }
}

async function readEvent(path: string | undefined, temporaryRoot: string): Promise<unknown> {
  if (path === undefined) return undefined
  try {
    const bounds = { name: path, largest: largestEvent }
    return jsonOrUndefined((await boundedText(realFiles(temporaryRoot), path, bounds)) ?? '')
  } catch (error) {
    if (error instanceof InputError) throw error
    return undefined
  }
}
