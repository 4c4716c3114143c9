/** The commands that are timed: whole checks, and for comparison a script and one plain build. */
import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { stepEnv, stepFolder } from '../../__tests__/support/workflows/step.ts'
import type { Report } from '../../src/document/report.ts'
import { usualStart } from '../noise/usual.ts'
import type { Timing } from './figures.ts'
import { watchMemory } from './memory.ts'
import type { BenchService } from './services.ts'

const run = promisify(execFile)
const cli = fileURLToPath(new URL('../../dist/cli.js', import.meta.url))
const action = fileURLToPath(new URL('../../dist/main.js', import.meta.url))
const starts = 20
const port = 18_080

type Step = Timing['steps'][number]

/** Elapsed seconds, and the result. */
async function timed<T>(work: () => Promise<T>): Promise<readonly [seconds: number, result: T]> {
  const since = performance.now()
  const result = await work()
  return [(performance.now() - since) / 1000, result]
}

const loadNow = () => loadavg()[0] ?? Number.NaN

/** Empties the build cache of the engine. */
export async function emptyBuilder(): Promise<void> {
  await run('docker', ['builder', 'prune', '--all', '--force'])
}

async function build(
  { repository: { directory } }: BenchService,
  text: string,
  { revision, tag }: { readonly revision: string; readonly tag: string },
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-context-'))
  try {
    const context = join(folder, 'context')
    await mkdir(context)
    await run('sh', ['-c', `git archive ${revision} | tar -x -C ${context}`], { cwd: directory })
    await writeFile(join(folder, 'Dockerfile'), text)
    await run('docker', ['build', `--tag=${tag}`, `--file=${join(folder, 'Dockerfile')}`, context], {
      maxBuffer: 1e8,
    })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** One `docker build` of the production image. */
export async function oneBuild(service: BenchService, state: Timing['state']): Promise<Timing> {
  const tag = 'linkgate-bench:one'
  const [seconds] = await timed(() =>
    build(service, service.dockerfiles[0] ?? '', { revision: service.head, tag }),
  )
  await run('docker', ['rmi', '--force', tag])
  return { what: 'one build', state, seconds, steps: [], load: loadNow() }
}

/** The step of a workflow on a new runner, which only has the caches of the cache service. */
export async function step(
  { repository: { directory, temporary } }: Pick<BenchService, 'repository'>,
  { what, state, base, head, goCache }: Omit<CheckOptions, 'configuration'>,
  service: Readonly<Record<string, string>>,
): Promise<Timing> {
  await run('git', ['checkout', '--quiet', head], { cwd: directory })
  const folder = await mkdtemp(join(tmpdir(), 'bench-step-'))
  try {
    await stepFolder(folder)
    const report = join(folder, 'report.json')
    const inputs = { phase: 'measure', base, report }
    const env = {
      ...stepEnv(folder, { directory, temporary }, inputs),
      ...service,
      ...(goCache === undefined ? {} : { GOCACHE: goCache }),
    }
    const [seconds, memory] = await timed(() =>
      ended(spawn(process.execPath, [action], { cwd: directory, stdio: ['ignore', 'pipe', 'pipe'], env })),
    )
    const { phases } = JSON.parse(await readFile(report, 'utf8')) as Report
    return { what, state, seconds, steps: phases, memory, load: loadNow() }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** A script that does the same work: it builds the four images, starts each 20 times, and packs them. */
export async function script(service: BenchService, state: Timing['state']): Promise<Timing> {
  const steps: Step[] = []
  const step = async (name: string, work: () => Promise<unknown>) => {
    const [seconds] = await timed(work)
    steps.push({ name, seconds })
  }
  const four = [service.base, service.head].flatMap((revision, side) =>
    service.dockerfiles.map((text, mode) => ({ revision, text, tag: `linkgate-bench:${side}-${mode}` })),
  )
  const [seconds] = await timed(async () => {
    await step('build', async () => {
      for (const { text, ...one } of four) await build(service, text, one)
    })
    await step('start', async () => {
      for (const { tag } of four) for (let at = 0; at < starts; at++) await usualStart(tag, port)
    })
    await step('save', async () => {
      for (const { tag } of four) await run('sh', ['-c', `docker save ${tag} | gzip | wc -c`])
    })
  })
  await run('docker', ['rmi', '--force', ...four.map(({ tag }) => tag)])
  return { what: 'script', state, seconds, steps, load: loadNow() }
}

export interface CheckOptions {
  readonly what: string
  readonly state: Timing['state']
  readonly base: string
  readonly head: string
  /** GOCACHE; undefined for the machine's own. */
  readonly goCache: string | undefined
  readonly configuration?: string
}

/** The results of earlier runs are next to the Go build cache, so both are cold or warm. */
function cachesIn(goCache: string | undefined): NodeJS.ProcessEnv {
  return goCache === undefined
    ? { LINKGATE_CACHE: 'off' }
    : { GOCACHE: goCache, LINKGATE_CACHE: join(goCache, 'linkgate') }
}

/** A whole `linkgate check`. */
export async function check(
  { repository: { directory } }: Pick<BenchService, 'repository'>,
  { what, state, base, head, goCache, configuration }: CheckOptions,
): Promise<Timing> {
  await run('git', ['checkout', '--quiet', head], { cwd: directory })
  const temporary = await mkdtemp(join(tmpdir(), 'bench-check-'))
  const path = join(temporary, 'report.json')
  const configured = configuration === undefined ? [] : ['--config', configuration]
  const args = [cli, 'check', '--quiet', '--repo', directory, '--base', base, '--report', path, ...configured]
  const [seconds, memory] = await timed(() =>
    ended(
      spawn(process.execPath, args, {
        stdio: ['ignore', 'ignore', 'pipe'],
        env: { ...process.env, TMPDIR: temporary, ...cachesIn(goCache) },
      }),
    ),
  )
  const endedAt = Date.now()
  const afterReport = (endedAt - (await stat(path)).mtimeMs) / 1000
  const { phases } = JSON.parse(await readFile(path, 'utf8')) as Report
  await rm(temporary, { recursive: true })
  return { what, state, seconds, afterReport, steps: phases, memory, load: loadNow() }
}

/** Waits until linkgate ends; returns its largest resident memory in bytes. */
async function ended(child: ChildProcess): Promise<number> {
  const memory = watchMemory(child.pid ?? 0)
  const since = performance.now()
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (data) => {
      const seconds = ((performance.now() - since) / 1000).toFixed(1).padStart(6)
      output += String(data).replaceAll(/^(?=.)/gm, `${seconds} `)
    })
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      child.on('error', reject)
      child.on('close', resolve)
    })
    // 1: a budget is broken, which is a result
    if (code !== 0 && code !== 1) throw new Error(`linkgate ended with ${code}:\n${output}`)
    if (process.env['BENCH_LOG'] !== undefined) console.log(output)
  } finally {
    memory.stop()
  }
  return memory.largest()
}
