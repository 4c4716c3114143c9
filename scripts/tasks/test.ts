// Runs all checks of the repository in sequence, even after a failure. With names of test files, runs only those.
import { spawn } from 'node:child_process'
import { globSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { constants, tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import {
  addCounts,
  type Counts,
  countGoTests,
  countVitest,
  formatCounts,
  type GoEvent,
  NONE,
} from './test-counts.ts'

const args = process.argv.slice(2)
const unit = args.includes('--unit')
const filters = args.filter((arg) => arg !== '--unit')
if (unit) process.env['LINKGATE_TESTS'] = 'quick'
const bin = (name: string) => join('node_modules', '.bin', name)

let received: NodeJS.Signals | undefined
// Every signal also reaches the running step, which cleans up; no further step is started.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(signal, () => {
    received ??= signal
  })

const failed: string[] = []
let counts: Counts = NONE
const temporary = await mkdtemp(join(tmpdir(), 'linkgate-test-'))
try {
  if (filters.length === 0) await everythingElse()
  await step('vitest', vitest)
} finally {
  await rm(temporary, { recursive: true, force: true })
}

console.log()
if (failed.length > 0) console.log(`failed: ${failed.join(', ')}`)
console.log(`tests: ${formatCounts(counts)}`)
if (received) process.exitCode = 128 + constants.signals[received]
else process.exitCode = failed.length > 0 || counts.failed > 0 ? 1 : 0

async function everythingElse(): Promise<void> {
  await step('biome check', () => run(bin('biome'), ['check']))
  // does not check files again that have not changed since the last run
  const incremental = ['--incremental', '--tsBuildInfoFile', '.cache/tsc.json']
  await step('tsc -p .', () => run(bin('tsc'), ['-p', '.', ...incremental]))
  await step('tsc -p page', () => run(bin('tsc'), ['-p', 'page']))
  await step('go vet', () => run('go', ['vet', '-tags=tls', './...'], 'probe'))
  await step('go test', goTest)
  if (!unit) await step('actionlint', actionlint)
}

async function step(title: string, work: () => Promise<boolean>): Promise<void> {
  if (received) return
  console.log(`\n=== ${title}`)
  const start = performance.now()
  const passed = await work()
  if (!passed) failed.push(title)
  console.log(
    `=== ${title}: ${passed ? 'ok' : 'FAILED'}, ${((performance.now() - start) / 1000).toFixed(1)} s`,
  )
}

function run(command: string, parameters: string[], cwd = '.'): Promise<boolean> {
  const child = spawn(command, parameters, { cwd, stdio: ['ignore', 'inherit', 'inherit'] })
  return succeeded(child)
}

function succeeded(child: ReturnType<typeof spawn>): Promise<boolean> {
  return new Promise((resolve) => {
    child.on('error', (error) => {
      console.log(error.message)
      resolve(false)
    })
    child.on('close', (code) => resolve(code === 0))
  })
}

async function goTest(): Promise<boolean> {
  // Without Go's test cache, except in the quick loop: Go does not know that the probe's tests depend on processes of the machine.
  const how = unit ? ['-short'] : ['-count=1']
  const child = spawn('go', ['test', '-tags=tls', ...how, '-json', './...'], {
    cwd: 'probe',
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = succeeded(child)
  const events: GoEvent[] = []
  for await (const line of createInterface({ input: child.stdout })) {
    const event = parseEvent(line)
    if (event) events.push(event)
    else console.log(line)
  }
  const passed = await ended
  const result = countGoTests(events)
  counts = addCounts(counts, result.counts)
  process.stdout.write(passed ? '' : result.output)
  console.log(formatCounts(result.counts))
  return passed
}

function parseEvent(line: string): GoEvent | undefined {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

function actionlint(): Promise<boolean> {
  const files = globSync(['.github/workflows/*.{yml,yaml}', 'example-workflows/*.{yml,yaml}'])
  if (files.length > 0) return run('actionlint', files)
  console.log('no workflows')
  return Promise.resolve(true)
}

async function vitest(): Promise<boolean> {
  const file = join(temporary, 'vitest.json')
  const passed = await run(bin('vitest'), [
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
    ...(unit ? ['--project=unit'] : []),
    ...filters,
  ])
  const report = await readFile(file, 'utf8').catch(() => undefined)
  if (report === undefined) return false
  const result = countVitest(JSON.parse(report))
  counts = addCounts(counts, result)
  return passed && result.failed === 0
}
