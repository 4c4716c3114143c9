/** Entry of the packaged action: the only reader of its environment and inputs. */
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import * as core from '@actions/core'
import { CancelledError, CommandError, exitCodes, InputError, requireInput } from './common/errors.ts'
import { succeed } from './common/result.ts'
import { version } from './common/version.ts'
import { type InputValues, inputsOf, readInputs } from './config/inputs.ts'
import { giveHints } from './doctor/hints.ts'
import { exitCodeOf, outcomeOfAll } from './document/outcome.ts'
import type { Report } from './document/report.ts'
import type { Log } from './effects/log.ts'
import type { World } from './effects/world.ts'
import { readAcceptance, type Unread, withAcceptance } from './publish/accept.ts'
import { annotationsOf } from './publish/annotations.ts'
import { commentsOf } from './publish/comment/comments.ts'
import { gatherExternalReports, type Subject } from './publish/external/external-reports.ts'
import { publish } from './publish/publish.ts'
import { summariesOf } from './publish/summary.ts'
import { renderReport } from './report/json.ts'
import { headingText } from './report/markdown/combined.ts'
import { type GitHubContext, labelledPullRequest, readContext } from './repository/event.ts'
import { run } from './run.ts'
import { actionsCache } from './world/cache.ts'
import { githubApi } from './world/github/github.ts'
import { withoutSecrets } from './world/host.ts'
import { actionsLog, realClock } from './world/log.ts'
import { openWorld, stopSignal } from './world/open.ts'
import { stateNames } from './world/state.ts'

async function main(signal: AbortSignal): Promise<number> {
  const env = process.env
  const values = requireInput(readInputs((name) => core.getInput(name)))
  const context = requireInput(readContext(withoutSecrets(env), await readEvent(env['GITHUB_EVENT_PATH'])))
  const token = values['github-token']
  if (token !== undefined) core.setSecret(token)
  const world = openWorld({
    env,
    temporaryRoot: env['RUNNER_TEMP'] ?? '/tmp',
    log: actionsLog(realClock, signal),
    signal,
    ...(values.cache ? { cache: actionsCache } : {}),
    // measuring asks nothing of GitHub
    ...(token === undefined || context === undefined || values.phase === 'measure'
      ? {}
      : { github: githubApi({ token, signal, ...context }) }),
  })
  if (values.phase === 'publish') return publishOthers(world, context, values)
  const hint = (report?: Report) => hintAt(world, context, values, report)
  const written = await measure(world, context, values, env['RUNNER_TEMP'] ?? '/tmp').catch(async (error) => {
    if (error instanceof InputError) await hint()
    throw error
  })
  // measuring, there is no comment and no label: both are for the step with phase publish, which is given this report
  const exitCode = await tell(world, values.phase === 'check' ? context : undefined, values, written)
  await hint(written.report)
  return exitCode
}

const probeSource = fileURLToPath(new URL('../probe', import.meta.url))

async function hintAt(
  world: World,
  context: GitHubContext | undefined,
  values: InputValues,
  report: Report | undefined,
): Promise<void> {
  // outside of a workflow there is no file that could be changed
  if (context === undefined) return
  const directory = resolve(values['working-directory'])
  const { config } = values
  await giveHints(world, {
    version,
    probeSource,
    directory,
    config,
    context: succeed(context),
    report,
    afterRun: report !== undefined,
  })
}

interface Written {
  readonly report: Report
  readonly path: string
  readonly unread?: Unread
}

async function measure(
  world: World,
  context: GitHubContext | undefined,
  values: InputValues,
  temporaryRoot: string,
): Promise<Written> {
  const inputs = inputsOf(values, resolve(values['working-directory']))
  const measured = await run(inputs, context, world, {
    version,
    probeSource,
    onOpen: ({ run: name, directory }) => {
      core.saveState(stateNames.run, name)
      core.saveState(stateNames.directory, directory)
      core.saveState(stateNames.repository, inputs.directory)
    },
  })
  const { reports, ...more } = await accepted(world, context, values, [measured])
  const [only = measured] = reports
  const path = resolve(values.report ?? `${temporaryRoot}/linkgate-report-${measured.app}.json`)
  await world.files.write(path, renderReport(only))
  return { report: only, path, ...more }
}

async function tell(
  world: World,
  context: GitHubContext | undefined,
  values: InputValues,
  { report, path, ...more }: Written,
): Promise<number> {
  annotate(world.log, [report])
  await publish(world, context, {
    ...texts([report], values),
    ...more,
    reportPath: path,
  })
  return gate([report])
}

async function publishOthers(
  world: World,
  context: GitHubContext | undefined,
  values: InputValues,
): Promise<number> {
  const paths = (values.report ?? '')
    .split('\n')
    .map((path) => path.trim())
    .filter((path) => path !== '')
  if (paths.length === 0) {
    throw new InputError(['input `report` is empty: in phase publish it names the reports, files or folders'])
  }
  const others = await gatherExternalReports(
    world,
    context,
    paths.map((path) => resolve(path)),
  )
  const { about } = others
  if ('silent' in about) {
    const what = context?.workflowRun === undefined ? 'No comment is' : 'Neither a comment nor a status is'
    world.log.notice(`${what} written: ${about.silent}`)
  }
  const found = contextOf(context, about)
  const { reports, ...more } = await accepted(world, found ?? queued(context), values, others.reports)
  const { status: name } = values
  const sha = 'statusOn' in about ? about.statusOn : undefined
  annotate(world.log, reports, context?.workflowRun === undefined && sha === undefined)
  await publish(world, found, {
    ...texts(reports, values),
    ...more,
    reportPath: paths.join('\n'),
    ...(others.run === undefined ? {} : { run: others.run }),
    ...(name === undefined || sha === undefined
      ? {}
      : { status: { sha, context: name, words: headingText(reports) } }),
  })
  return gate(reports)
}

/** What the event says of a pull request gives way to what the reports turned out to be about. */
function contextOf(context: GitHubContext | undefined, about: Subject): GitHubContext | undefined {
  if (context === undefined || 'silent' in about) return undefined
  const { pullRequest: _, ...rest } = context
  return 'pullRequest' in about ? { ...rest, pullRequest: about.pullRequest } : rest
}

/** What is measured in a merge queue is about no one pull request, and yet one that has its labels. */
function queued(context: GitHubContext | undefined): GitHubContext | undefined {
  return context?.pullRequest === undefined ? context : undefined
}

/** Marks the reports of a pull request whose broken budgets somebody has accepted. */
async function accepted(
  { github, log }: World,
  context: GitHubContext | undefined,
  values: InputValues,
  reports: readonly Report[],
): Promise<{ readonly reports: readonly Report[]; readonly unread?: Unread }> {
  const label = values['accept-label']
  const isBroken = reports.some(({ verdict }) => verdict === 'fail')
  // what was accepted in a pull request is not broken anew in the merge queue
  const number = context && labelledPullRequest(context)
  if (!isBroken || github === undefined || context === undefined || label === undefined) return { reports }
  if (number === undefined) return { reports }
  const acceptance = await readAcceptance(github, context, number, { label })
  if (acceptance.accepted) {
    return {
      reports: reports.map((report) =>
        report.verdict === 'fail' ? withAcceptance(report, acceptance, label) : report,
      ),
    }
  }
  // the comment will most likely fail for the same reason, which is then said once
  if ('unread' in acceptance) return { reports, unread: acceptance.unread }
  if (acceptance.reason !== undefined) log.notice(acceptance.reason)
  return { reports }
}

function texts(reports: readonly Report[], values: InputValues) {
  const digest = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 32)
  return {
    reports,
    comments: commentsOf(reports, values.combine, digest),
    summaries: summariesOf(reports),
    policy: values.comment,
    step: {
      async writeSummary(markdown: string) {
        await core.summary.addRaw(markdown, true).write()
      },
      setOutput: (name: string, value: string) => core.setOutput(name, value),
    },
  }
}

function gate(reports: readonly Report[]): number {
  const outcome = outcomeOfAll(reports)
  core.info(`verdict: ${outcome}`)
  return exitCodeOf(outcome)
}

function annotate(log: Log, reports: readonly Report[], places = true): void {
  const { shown, rest } = annotationsOf(reports, { places })
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
