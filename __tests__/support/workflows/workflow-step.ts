/** Runs a step of a workflow from its event to its end, and reports its outputs and what it leaves behind. */
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Report } from '../../../src/document/report.ts'
import { imageReference, runLabel } from '../../../src/effects/engine.ts'
import { gitEnv } from '../repositories/git.ts'
import { type Finished, start } from '../runs/linkgate.ts'
import { output } from '../world/temporary.ts'
import { outputsIn, stateEnv, stepEnv, stepFolder } from './step.ts'

export interface WorkflowStep {
  /** An existing, separate directory for everything that the runner keeps. */
  readonly folder: string
  /** The checkout. */
  readonly directory: string
  readonly event: { readonly name: string; readonly payload: unknown; readonly ref?: string }
  /** Address of GitHub's API. */
  readonly api: string
  readonly inputs: Readonly<Record<string, string>>
  readonly env?: Readonly<Record<string, string>>
  /** Factor by which the clock of the step is faster. */
  readonly haste?: number
}

export interface StepEnd extends Finished {
  /** Undefined if none was written. */
  readonly report: Report | undefined
  readonly outputs: Readonly<Record<string, string>>
  readonly summary: string
  readonly notices: readonly string[]
  /** Everything that the step left behind, except the report. */
  readonly left: readonly string[]
}

/** Variables of this machine that the step does not get. */
const proxies = ['http_proxy', 'https_proxy', 'no_proxy']

export async function runStep(step: WorkflowStep): Promise<StepEnd> {
  const { folder, directory, event } = step
  const temporary = join(folder, 'temporary')
  const reportPath = join(folder, 'report.json')
  const eventPath = join(folder, 'event.json')
  await output(['mkdir', temporary])
  await stepFolder(folder)
  await writeFile(eventPath, JSON.stringify(event.payload))
  const before = await traces(step, temporary)
  const env = {
    ...stepEnv(
      folder,
      { directory, temporary },
      { cache: 'false', rounds: '7', report: reportPath, ...step.inputs },
    ),
    ...gitEnv,
    ...Object.fromEntries(
      proxies.flatMap((name) => [
        [name, ''],
        [name.toUpperCase(), ''],
      ]),
    ),
    GITHUB_REPOSITORY: 'octo/service',
    GITHUB_EVENT_NAME: event.name,
    GITHUB_EVENT_PATH: eventPath,
    GITHUB_REF: event.ref ?? '',
    GITHUB_API_URL: step.api,
    GITHUB_RUN_ID: '30',
    GITHUB_RUN_ATTEMPT: '1',
    ...step.env,
  }
  const done = await start('main.js', { env, node: step.haste === undefined ? [] : hurried(step.haste) })
    .finished
  const report = await readFile(reportPath, 'utf8').catch(() => undefined)
  const after = await traces(step, temporary)
  return {
    ...done,
    report: report === undefined ? undefined : (JSON.parse(report) as Report),
    outputs: await outputsIn(folder),
    summary: await readFile(join(folder, 'summary'), 'utf8'),
    notices: [...done.stdout.matchAll(/^::notice[^:]*::(.*)$/gm)].map(([, text = '']) => text),
    left: after.filter((line) => !before.includes(line)),
  }
}

/** Options of Node with which timers run faster. The speed of the network is unchanged. */
function hurried(times: number): readonly string[] {
  const script = `
    import { syncBuiltinESMExports } from 'node:module'
    import timers from 'node:timers/promises'
    const [sleep, timeout, now] = [timers.setTimeout, AbortSignal.timeout, performance.now.bind(performance)]
    timers.setTimeout = (ms, ...rest) => sleep(ms / ${times}, ...rest)
    AbortSignal.timeout = (ms) => timeout.call(AbortSignal, Number.isInteger(ms) ? Math.ceil(ms / ${times}) : ms)
    performance.now = () => now() * ${times}
    syncBuiltinESMExports()`
  return ['--import', `data:text/javascript,${encodeURIComponent(script)}`]
}

/** Traces of this run only, because others may use the same engine. */
async function traces({ folder, directory }: WorkflowStep, temporary: string): Promise<readonly string[]> {
  const run = stateEnv(await readFile(join(folder, 'state'), 'utf8'))['STATE_run'] ?? 'none yet'
  // without a checkout, there are no worktrees
  const git = (...args: string[]) => output(['git', '-C', directory, ...args]).catch(() => '')
  const said = await Promise.all([
    output(['ls', '--almost-all', temporary]),
    git('worktree', 'list'),
    git('status', '--porcelain'),
    git('for-each-ref'),
    git('rev-parse', 'HEAD'),
    output(['docker', 'ps', '--all', `--filter=label=${runLabel}=${run}`, '--format={{.Names}}']),
    output(['docker', 'images', `--filter=reference=${imageReference(run, '*')}`, '--format={{.Tag}}']),
  ])
  return said.flatMap((text) => text.split('\n').filter((line) => line !== ''))
}
