/** The local command: the same run as the action's, the table in the terminal. */
import { tmpdir } from 'node:os'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { CancelledError, exitCodes, InputError, requireInput } from '../common/errors.ts'
import { didYouMean } from '../common/nearest.ts'
import { version } from '../common/version.ts'
import { parseConfig } from '../config/config.ts'
import { defaultRounds, type InputName, inputsOf, readInputs } from '../config/inputs.ts'
import { examine, isWell } from '../doctor/doctor.ts'
import { gather } from '../doctor/facts/gather.ts'
import { contextOf } from '../doctor/facts/local-context.ts'
import { checksJson, checksText } from '../doctor/text.ts'
import { exitCodeOf, outcomeOf } from '../document/outcome.ts'
import type { Report } from '../document/report.ts'
import { openWorkspace } from '../effects/workspace.ts'
import type { World } from '../effects/world.ts'
import { initialise } from '../init/init.ts'
import { initText } from '../init/texts/terminal-text.ts'
import { inspectPath } from '../inspect/inspect-path.ts'
import { judge } from '../judge/judge.ts'
import { inspectionJson, inspectionText } from '../report/inspection.ts'
import { parseReport, renderReport } from '../report/json.ts'
import { markdownBodies } from '../report/markdown/markdown.ts'
import { type TerminalOptions, terminalTable } from '../report/terminal/terminal.ts'
import { run } from '../run.ts'
import { realClock, terminalLog } from '../world/log.ts'
import { openWorld, stopSignal } from '../world/open.ts'

const usage = `linkgate ${version}

  linkgate init [--repo DIR] [--config FILE] [--force] [--dry-run]
      write .github/linkgate.yml and .github/workflows/linkgate.yml from what is found in the repository, and say what
      could not be known; what is there already stays unless --force is given, --dry-run only prints
  linkgate check [--base REF] [--repo DIR] [--config FILE] [--report FILE]
                 [--markdown FILE] [--rounds N] [--json]
      build, measure and judge HEAD, or the working tree if it has changes, against its merge base
  linkgate inspect FILE|ARCHIVE [--base ARCHIVE] [--json]
      how a program is linked; what is in an image archive or OCI layout, and whether its program starts in it;
      --base tells the layers of the image that it is made from apart from its own
  linkgate judge REPORT [--config FILE] [--report FILE] [--markdown FILE] [--json]
      judge an earlier report again, measuring nothing
  linkgate doctor [--repo DIR] [--config FILE] [--report FILE] [--json]
      what is missing or could be better here and in the workflows, with the YAML to add; with an earlier report,
      which budgets are too small for its runner. Exit code 2: linkgate cannot work like this

Exit code 0: pass or warn. 1: a budget is broken. 2: the input is wrong. 3: it could not be measured.
`

const options = {
  base: { type: 'string' },
  repo: { type: 'string' },
  config: { type: 'string' },
  report: { type: 'string' },
  markdown: { type: 'string' },
  rounds: { type: 'string' },
  json: { type: 'boolean' },
  force: { type: 'boolean' },
  'dry-run': { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean' },
} as const

type Values = ReturnType<typeof parseArgs<{ options: typeof options }>>['values']

/** Inputs of the action that the command line gives under the same name or another; the others stay at these. */
function inputOf(values: Values): (name: InputName) => string {
  const given: Readonly<Partial<Record<InputName, string | undefined>>> = {
    phase: 'check',
    combine: 'true',
    config: values.config,
    base: values.base,
    'working-directory': values.repo ?? '.',
    cache: 'false',
    comment: 'never',
    report: values.report,
    rounds: values.rounds ?? String(defaultRounds),
  }
  return (name) => given[name] ?? ''
}

async function check(values: Values, world: World, probeSource: string): Promise<Report> {
  const read = readInputs(inputOf(values))
  if (!read.ok) {
    throw new InputError(
      read.problem.map(({ message }) =>
        message.replace(/^input `working-directory`/, '--repo').replace(/^input `(.*?)`/, '--$1'),
      ),
    )
  }
  const inputs = inputsOf(read.value, resolve(read.value['working-directory']))
  return run(inputs, undefined, world, { version, probeSource })
}

async function inspect(path: string | undefined, values: Values, world: World): Promise<number> {
  if (path === undefined) {
    throw new InputError([
      '`linkgate inspect` needs a program, an image archive or an OCI layout: linkgate inspect app',
    ])
  }
  const workspace = await openWorkspace(world)
  try {
    const inspection = await inspectPath(world, resolve(path), {
      scratch: workspace.directory,
      ...(values.base === undefined ? {} : { base: resolve(values.base) }),
    })
    const render = values.json === true ? inspectionJson : inspectionText
    return print(render(path, inspection), 0)
  } finally {
    await workspace.close()
  }
}

async function init(values: Values, world: World, probeSource: string): Promise<number> {
  const { force = false, 'dry-run': dryRun = false, config } = values
  const directory = await repositoryIn(values, world)
  const done = await initialise(world, { version, probeSource, directory, config, force, dryRun })
  return print(initText(done, { dryRun }, terminal()), 0)
}

async function repositoryIn(values: Values, world: World): Promise<string> {
  const directory = resolve(values.repo ?? '.')
  if ((await world.files.stat(directory))?.kind === 'directory') return directory
  throw new InputError([`--repo is \`${directory}\`, which is no directory`])
}

async function doctor(values: Values, world: World, probeSource: string): Promise<number> {
  const directory = await repositoryIn(values, world)
  const facts = await gather(world, {
    version,
    probeSource,
    directory,
    config: values.config,
    context: await contextOf(world),
    report: values.report === undefined ? undefined : await readReport(values.report, world),
  })
  const checks = examine(facts)
  return print(
    values.json === true ? checksJson(checks) : checksText(checks, terminal()),
    isWell(checks) ? exitCodes.passed : exitCodes.wrongInput,
  )
}

async function judgeAgain(path: string | undefined, values: Values, world: World): Promise<Report> {
  if (path === undefined)
    throw new InputError(['`linkgate judge` needs the report to judge: linkgate judge report.json'])
  const report = await readReport(path, world)
  if (values.config === undefined) return judge(report)
  const source = await world.files.readText(resolve(values.config))
  if (source === undefined) throw new InputError([`configuration file \`${values.config}\` does not exist`])
  return judge(report, requireInput(parseConfig(source, values.config)).budgets)
}

async function readReport(path: string, world: World): Promise<Report> {
  const text = await world.files.readText(resolve(path))
  if (text === undefined) throw new InputError([`report \`${path}\` does not exist`])
  const parsed = parseReport(asJson(text, path))
  if (!parsed.ok) throw new InputError([`report \`${path}\`: ${parsed.problem.message}`])
  return parsed.value
}

function asJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new InputError([`report \`${path}\` is not JSON`])
  }
}

async function main(args: readonly string[], probeSource: string): Promise<number> {
  const { values, positionals } = parse(args)
  if (values.version === true) return print(`${version}\n`, 0)
  const [verb, path] = positionals
  if (values.help === true || verb === undefined)
    return print(usage, verb === undefined && values.help !== true ? exitCodes.wrongInput : 0)
  const signal = stopSignal()
  const log = terminalLog(realClock, signal, (text) => process.stderr.write(text))
  const world = openWorld({ env: process.env, temporaryRoot: tmpdir(), log, signal })
  if (verb === 'inspect') return inspect(path, values, world)
  if (verb === 'init') return init(values, world, probeSource)
  if (verb === 'doctor') return doctor(values, world, probeSource)
  const report = await (() => {
    if (verb === 'check') return check(values, world, probeSource)
    if (verb === 'judge') return judgeAgain(path, values, world)
    throw new InputError([
      `there is no command \`${verb}\`: ${didYouMean(verb, ['init', 'check', 'inspect', 'judge', 'doctor'])}`,
    ])
  })()
  if (values.report !== undefined) await world.files.write(resolve(values.report), renderReport(report))
  if (values.markdown !== undefined)
    await world.files.write(resolve(values.markdown), markdownBodies(report)[0] ?? '')
  return print(
    values.json === true ? renderReport(report) : terminalTable(report, terminal()),
    exitCodeOf(outcomeOf(report)),
  )
}

function terminal(): TerminalOptions {
  const { isTTY = false, columns = 100 } = process.stdout
  return { color: isTTY && process.env['NO_COLOR'] === undefined, width: Math.min(columns, 120) }
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true })
  } catch (error) {
    const given = /'(--?[^' ]+)/.exec(String(error))?.[1] ?? ''
    const names = Object.keys(options).map((name) => `--${name}`)
    throw new InputError([
      /Unknown option/.test(String(error))
        ? `there is no option \`${given}\`: ${didYouMean(given, names)}`
        : error instanceof Error
          ? (error.message.split('\n')[0] ?? '')
          : String(error),
    ])
  }
}

function print(text: string, exitCode: number): number {
  process.stdout.write(text)
  return exitCode
}

/** The one place where errors become an exit code. */
function failed(error: unknown): number {
  if (error instanceof InputError) {
    for (const problem of error.problems) process.stderr.write(`linkgate: ${problem}\n`)
    return exitCodes.wrongInput
  }
  if (error instanceof CancelledError) {
    process.stderr.write('linkgate: cancelled\n')
    return exitCodes.cancelled
  }
  process.stderr.write(`linkgate: ${error instanceof Error ? error.message : String(error)}\n`)
  return exitCodes.notMeasured
}

/**
 * Runs the command that the arguments name; its exit code.
 *
 * @param probeSource directory of the probe's source
 */
export function command(args: readonly string[], probeSource: string): Promise<number> {
  return main(args, probeSource).catch(failed)
}
