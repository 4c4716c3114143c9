// `npm run demo` and `npm test` on a machine that has git, Node, npm and Go: fetches what is missing into
// ignored folders of the checkout, then hands over to scripts/<task>.ts under the Node that the action uses.
import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ensureEngine } from './setup/engine.mjs'
import { ensureNode } from './setup/node.mjs'
import { ensurePackages } from './setup/packages.mjs'
import { ask, interruption, SetupError, say } from './setup/process.mjs'
import { ensureGoTool } from './setup/tools.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const [task, ...args] = process.argv.slice(2)
const PATIENCE = 30_000

let received
let work
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, end)
// npm passes a signal on to its shell only, and the shell dies of it.
const parent = process.ppid
if (process.env.npm_lifecycle_event)
  setInterval(() => process.ppid === parent || received || end('SIGTERM'), 200).unref()

function end(signal) {
  // The first asks; a second, from somebody who lost patience, does not.
  const last = received !== undefined
  received ??= signal
  if (!work) return interruption.abort()
  toGroup(last ? 'SIGKILL' : signal)
  setTimeout(() => toGroup('SIGKILL'), PATIENCE).unref()
}

let engine
try {
  if (task !== 'demo' && task !== 'test')
    throw new SetupError('usage: node scripts/bootstrap.mjs <demo|test> [argument …]')
  const needsEngine = !(task === 'test' && args.includes('--unit'))
  for (const program of ['git', 'go'])
    if (!(await ask(program, ['version'])))
      throw new SetupError(`\`${program}\` is not on PATH: please install it.`)
  const setUp = [
    ensureNode(root),
    ensurePackages(root),
    needsEngine && startEngine(),
    task === 'test' && needsEngine && goTools(),
  ]
  // All of them, so that nothing is still at work when the first one's failure is reported.
  const results = await Promise.allSettled(setUp)
  for (const { status, reason } of results) if (status === 'rejected') throw reason
  process.exitCode = await run(results[0].value)
} catch (error) {
  if (!received) {
    say(error instanceof SetupError ? error.message : error.stack)
    process.exitCode = 2
  }
} finally {
  await engine?.stop()
  if (received) process.exitCode = 128 + constants.signals[received]
}

async function startEngine() {
  engine = await ensureEngine(root)
}

async function goTools() {
  await ensureGoTool(root, 'github.com/rhysd/actionlint/cmd/actionlint', 'v1.7.12', 'actionlint')
  await ensureGoTool(root, 'github.com/nektos/act', 'v0.2.89', 'act')
}

function run(node) {
  const env = { ...process.env, ...engine?.env }
  env.PATH = [join(root, '.tools', 'bin'), env.PATH].join(delimiter)
  // A group of its own, so that a signal reaches all of the work, and exactly once: Ctrl-C in a terminal goes to
  // every process of the foreground group, and npm forwards some signals as well.
  work = spawn(node, [join(root, 'scripts', `${task}.ts`), ...args], {
    cwd: root,
    env,
    detached: true,
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  if (work.pid) engine?.serves(work.pid)
  return new Promise((resolve, reject) => {
    work.on('error', reject)
    work.on('exit', (code, signal) => {
      toGroup('SIGKILL')
      resolve(code ?? 128 + constants.signals[signal])
    })
  })
}

function toGroup(signal) {
  try {
    process.kill(-work.pid, signal)
  } catch {
    // Nobody is left.
  }
}
