/** Entry of the packaged action: the only reader of its environment and inputs. */
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import * as core from '@actions/core'
import { CancelledError, CommandError, exitCodes, InputError } from './errors.ts'
import { type CommentPolicy, exitCodeOf, type Report } from './model.ts'
import { type GitHubContext, readContext } from './plan/context.ts'
import { inputsOf, readInputs } from './plan/inputs.ts'
import { annotationsOf } from './publish/annotations.ts'
import { publish } from './publish/publish.ts'
import { fingerprintText, hasChanges } from './report/fingerprint.ts'
import { markdownBodies } from './report/markdown.ts'
import { renderReport } from './report/schema.ts'
import { run } from './run.ts'
import { version } from './version.ts'
import { actionsCache } from './world/cache.ts'
import { githubApi } from './world/github.ts'
import { withoutSecrets } from './world/host.ts'
import { actionsLog, realClock } from './world/log.ts'
import { openWorld, stopSignal } from './world/open.ts'
import { stateNames } from './world/state.ts'
import type { Log } from './world.ts'

async function main(signal: AbortSignal): Promise<number> {
  const env = process.env
  const read = readInputs((name) => core.getInput(name))
  if ('problems' in read) throw new InputError(read.problems)
  const { values } = read
  const context = readContext(withoutSecrets(env), await readEvent(env['GITHUB_EVENT_PATH']))
  const token = values['github-token']
  if (token !== undefined) core.setSecret(token)
  const temporaryRoot = env['RUNNER_TEMP'] ?? '/tmp'
  const world = openWorld({
    env,
    temporaryRoot,
    log: actionsLog(realClock, signal),
    signal,
    ...(values.cache ? { cache: actionsCache } : {}),
    ...(token === undefined || context === undefined
      ? {}
      : { github: githubApi({ token, signal, ...context }) }),
  })
  const inputs = inputsOf(values, resolve(values['working-directory']))
  const report = await run(inputs, context, world, {
    version,
    probeSource: fileURLToPath(new URL('../probe', import.meta.url)),
    onOpen: ({ run: name, directory }) => {
      core.saveState(stateNames.run, name)
      core.saveState(stateNames.directory, directory)
      core.saveState(stateNames.repository, inputs.directory)
    },
  })
  const reportPath = resolve(values.report ?? `${temporaryRoot}/linkgate-report-${report.app}.json`)
  await world.files.write(reportPath, renderReport(report))
  annotate(report, world.log)
  await tell(report, reportPath, context, values.comment, world)
  core.info(`verdict: ${report.verdict}`)
  return exitCodeOf(report.verdict)
}

async function tell(
  report: Report,
  reportPath: string,
  context: GitHubContext | undefined,
  policy: CommentPolicy,
  world: Parameters<typeof publish>[0],
): Promise<void> {
  const bodies = markdownBodies(report)
  await publish(world, context, {
    report,
    reportPath,
    bodies,
    summaries: bodies,
    policy,
    fingerprint: createHash('sha256').update(fingerprintText(report)).digest('hex').slice(0, 32),
    changed: hasChanges(report),
    step: {
      async writeSummary(markdown) {
        await core.summary.addRaw(markdown, true).write()
      },
      setOutput: (name, value) => core.setOutput(name, value),
    },
  })
}

function annotate(report: Report, log: Log): void {
  const { shown, rest } = annotationsOf(report.findings)
  for (const { level, message, ...place } of shown) log[level](message, place)
  if (rest !== undefined) log.info(rest)
}

async function readEvent(path: string | undefined): Promise<unknown> {
  if (path === undefined) return undefined
  try {
    return JSON.parse(await readFile(path, 'utf8'))
  } catch {
    return undefined
  }
}

/** The one place where errors become a failed step. */
function failed(error: unknown): number {
  if (error instanceof InputError) {
    for (const problem of error.problems) core.error(problem)
    core.error(`linkgate did not run: ${error.problems.length} problem(s), see above`)
    return exitCodes.wrongInput
  }
  if (error instanceof CancelledError) {
    core.warning('cancelled: nothing was judged')
    return exitCodes.cancelled
  }
  if (error instanceof CommandError) core.error(error.message)
  else {
    core.error(error instanceof Error ? error.message : String(error))
    core.info(error instanceof Error ? (error.stack ?? '') : '')
  }
  return exitCodes.notMeasured
}

process.exitCode = await main(stopSignal()).catch(failed)
