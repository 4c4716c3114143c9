/**
 * Sets up what a task needs, runs tasks/<task>.ts and undoes the set-up: `node scripts/run-task.ts <bench-check|bench-engines|bench-explain|bench-noise|bench-platforms|bench-start-phase|demo|pictures|test> [argument …]`.
 * Its exit code is that of the task, 2 if the set-up fails, and 128 plus the signal's number if a signal ends it.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { constants } from 'node:os'
import { delimiter, join } from 'node:path'
import { type Engine, ensureEngine } from './engine/engine.ts'
import { ensureGoTool, type GoTool } from './tools/go-tools.ts'
import { ensurePackages } from './tools/npm-packages.ts'
import { ask, interruption, SetupError, say } from './tools/process.ts'
import { installPrograms, type Program, programs } from './tools/programs.ts'

const root = join(import.meta.dirname, '..')
const [task = '', ...args] = process.argv.slice(2)

interface Needs {
  readonly wanted: readonly Program[]
  /** `if-possible`: without Docker, linkgate uses its embedded engine. */
  readonly runsEngine: boolean | 'if-possible'
  readonly goTools: boolean
}

const [first] = args
const isEmbedded = args.join(' ').includes('--engine embedded') || args.includes('--engine=embedded')
const needs: Needs | undefined = {
  'bench-engines': { wanted: programs.demo, runsEngine: true, goTools: false },
  'bench-explain': { wanted: programs.demo, runsEngine: true, goTools: false },
  'bench-platforms': { wanted: programs.demo, runsEngine: true, goTools: false },
  'bench-start-phase': { wanted: programs.demo, runsEngine: true, goTools: false },
  'bench-noise': { wanted: programs.demo, runsEngine: true, goTools: false },
  'bench-check': { wanted: programs.allTests, runsEngine: true, goTools: false },
  demo: { wanted: programs.demo, runsEngine: isEmbedded ? false : ('if-possible' as const), goTools: false },
  pictures: {
    wanted: first === '--measure' ? [...programs.demo, ...programs.pictures] : programs.pictures,
    runsEngine: first === '--measure',
    goTools: false,
  },
  test: args.includes('--unit')
    ? { wanted: programs.unitTests, runsEngine: false, goTools: false }
    : { wanted: programs.allTests, runsEngine: true, goTools: true },
}[task]

const actionlint: GoTool = {
  package: 'github.com/rhysd/actionlint/cmd/actionlint',
  version: 'v1.7.12',
  binary: 'actionlint',
}
const act: GoTool = { package: 'github.com/nektos/act', version: 'v0.2.89', binary: 'act' }

const PATIENCE = 30_000
/** Milliseconds within which one signal may arrive twice: sent to the whole process group, and forwarded by npm. */
const TWICE = 1_000

// Set-up and task both use the Node and the Go programs that the set-up installs.
process.env['PATH'] = [join(root, '.tools', 'bin'), process.env['PATH']].join(delimiter)

let received: NodeJS.Signals | undefined
let receivedAt = Number.NEGATIVE_INFINITY
let work: ChildProcess | undefined
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end)
// npm forwards signals only to its shell, which this process has replaced. So also stop if npm itself is gone.
const parent = process.ppid
if (process.env['npm_lifecycle_event'])
  setInterval(() => {
    if (process.ppid !== parent && received === undefined) end('SIGTERM')
  }, 200).unref()

function end(signal: NodeJS.Signals): void {
  if (performance.now() - receivedAt < TWICE) return
  // The first signal is passed on; the second kills.
  const last = received !== undefined
  received ??= signal
  receivedAt = performance.now()
  if (work === undefined) {
    interruption.abort()
    return
  }
  toGroup(last ? 'SIGKILL' : signal)
  setTimeout(() => toGroup('SIGKILL'), PATIENCE).unref()
}

let engine: Engine | undefined
try {
  if (needs === undefined)
    throw new SetupError(
      'usage: node scripts/run-task.ts <bench-check|bench-engines|bench-explain|bench-noise|bench-platforms|bench-start-phase|demo|pictures|test> [argument …]',
    )
  for (const program of ['git', 'go'])
    if ((await ask(program, ['version'])) === undefined)
      throw new SetupError(`\`${program}\` is not on PATH: install it and try again.`)
  const results = await Promise.allSettled([
    ensurePackages(root),
    fromDistribution(needs),
    needs.goTools ? goTools() : undefined,
  ])
  // Wait for all, so that nothing is still running when the first failure is reported.
  for (const result of results) if (result.status === 'rejected') throw result.reason
  interruption.signal.throwIfAborted()
  process.exitCode = await run()
} catch (error) {
  if (received === undefined) {
    say(error instanceof SetupError ? error.message : ((error as Error).stack ?? String(error)))
    process.exitCode = 2
  }
} finally {
  await engine?.stop()
  if (received !== undefined) process.exitCode = 128 + constants.signals[received]
}

// In sequence, because the packages that the engine lacks are only known when nothing is being installed.
async function fromDistribution({ wanted, runsEngine }: Needs): Promise<void> {
  await installPrograms(wanted)
  if (runsEngine === false) return
  try {
    engine = await ensureEngine(root)
  } catch (error) {
    if (runsEngine === true || !(error instanceof SetupError)) throw error
    say(`${error.message.split(':')[0]}: using linkgate's embedded engine.`)
  }
}

async function goTools(): Promise<void> {
  await ensureGoTool(root, actionlint)
  await ensureGoTool(root, act)
}

function run(): Promise<number> {
  // In a separate process group, so that a signal reaches each process of the task exactly once: Ctrl-C in a terminal goes to the
  // whole foreground group, and npm forwards some signals, too.
  const child = spawn(process.execPath, [join(import.meta.dirname, 'tasks', `${task}.ts`), ...args], {
    cwd: root,
    env: { ...process.env, ...engine?.env },
    detached: true,
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  work = child
  if (child.pid !== undefined) engine?.serves(child.pid)
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('exit', (code, signal) => {
      toGroup('SIGKILL')
      resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal]))
    })
  })
}

function toGroup(signal: NodeJS.Signals): void {
  if (work?.pid === undefined) return
  try {
    process.kill(-work.pid, signal)
  } catch {
    // The group has already ended.
  }
}
