/**
 * Measures the cost of a check, compared with a plain script that does the same work and with one `docker build`:
 * npm run bench:check -- [--only a,b,c,d] [--parts build,script,check,readme] [--rounds N] [--warm N]
 *   [--json FILE] [--quick] [--prune]
 *
 * New rounds are added to FILE if it exists, so rounds can be run at different times. Ratios are within one round.
 *
 * It runs whole checks with dist: cold (empty build caches), warm (immediately again, --warm times), and for a README-only change.
 * Checks of a Dockerfile are steps of a workflow with a cache service, and begin with an empty builder even if they are warm. The
 * benchmark empties the build cache of the engine, so it uses the engine that it is started with; --prune lets it use yours. --quick
 * tests the benchmark itself, with a small service and the machine's own Go build cache. If BENCH_LOG is set, it prints the logs of
 * the checks, with the second of each line.
 */
import { execFile } from 'node:child_process'
import { existsSync, rmSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs, promisify } from 'node:util'
import { CacheServer } from '../__tests__/support/cache/server.ts'
import { baseImages } from '../__tests__/support/images/builder-images.ts'
import { builderEnv } from '../__tests__/support/images/builders.ts'
import { type Scenario, stepsText, type Timing, tableOf } from './check/figures.ts'
import { about, type BenchService, benchService, images, type ServiceName } from './check/services.ts'
import { check, emptyBuilder, oneBuild, script, step } from './check/work.ts'

const everything = 'build,script,check,readme'
const { values } = parseArgs({
  options: {
    only: { type: 'string', default: 'a,b,c,d' },
    parts: { type: 'string', default: everything },
    rounds: { type: 'string', default: '3' },
    warm: { type: 'string', default: '1' },
    json: { type: 'string' },
    quick: { type: 'boolean', default: false },
    prune: { type: 'boolean', default: false },
  },
})
const parts = values.parts.split(',')
if (!parts.every((part) => everything.split(',').includes(part)))
  throw new Error(`--parts ${values.parts}: use some of ${everything}`)
const isService = (name: string): name is ServiceName => Object.hasOwn(about, name)
const names = values.only.split(',')
if (!names.every(isService))
  throw new Error(`--only ${values.only}: use some of ${Object.keys(about).join(',')}`)
for (const name of ['rounds', 'warm'] as const)
  if (!(Number(values[name]) >= 1)) throw new Error(`--${name} ${values[name]}: use a whole number from 1 on`)

if (!values.prune && process.env['DOCKER_HOST']?.includes('linkgate-engine-') !== true)
  throw new Error('this empties the build cache of your Docker engine: add --prune if it may')

Object.assign(process.env, await builderEnv('BuildKit'))

// in a directory from which thousands of files were removed, ext4 creates files ten times slower for some minutes, so each
// check and each context gets a new one
const place = await mkdtemp(join(tmpdir(), 'bench-'))
await promisify(execFile)('chattr', ['+T', place]).catch(() => {})
process.on('exit', () => rmSync(place, { recursive: true, force: true }))
process.env['TMPDIR'] = place

async function emptyGoCache(): Promise<string | undefined> {
  return values.quick ? undefined : mkdtemp(join(tmpdir(), 'bench-cache-'))
}

/** Checks of a Dockerfile, each with an empty builder: one cold, the others with the caches that a cache service kept from it. */
async function stepColdAndWarm(
  service: BenchService,
  what: string,
  head: string,
): Promise<readonly Timing[]> {
  await using store = await CacheServer.start()
  const { base } = service
  return await coldAndWarm(async (state, goCache) => {
    await emptyBuilder()
    return step(service, { what, state, base, head, goCache }, store.env)
  })
}

/** Runs once cold and then `--warm` times warm, with separate caches that are empty at first. */
async function coldAndWarm(
  work: (state: Timing['state'], goCache: string | undefined) => Promise<Timing>,
): Promise<readonly Timing[]> {
  const goCache = await emptyGoCache()
  try {
    await emptyBuilder()
    const timings: Timing[] = []
    for (let run = 0; run <= Number(values.warm); run++) {
      const timing = await work(run === 0 ? 'cold' : 'warm', goCache)
      print(timing)
      timings.push(timing)
    }
    return timings
  } finally {
    if (goCache !== undefined) await rm(goCache, { recursive: true, force: true })
  }
}

function print({ what, state, seconds, steps, memory, load }: Timing): void {
  const used = memory === undefined ? '' : ` ${Math.round(memory / 1e6)} MB,`
  console.log(
    `  ${what}, ${state}: ${seconds.toFixed(1)} s,${used} load ${load.toFixed(1)}: ${stepsText(steps)}`,
  )
}

/** One round for each warm run; only the first has the cold runs. */
async function roundsOf(
  service: BenchService,
  hasDockerfile: boolean,
): Promise<readonly (readonly Timing[])[]> {
  const { base, head, readme } = service
  const runs: (readonly Timing[])[] = []
  if (parts.includes('build')) runs.push(await coldAndWarm((state) => oneBuild(service, state)))
  if (parts.includes('script')) runs.push(await coldAndWarm((state) => script(service, state)))
  const checked = (what: string, to: string) =>
    hasDockerfile
      ? stepColdAndWarm(service, what, to)
      : coldAndWarm((state, goCache) => check(service, { what, state, base, head: to, goCache }))
  if (parts.includes('check')) runs.push(await checked('check', head))
  if (parts.includes('readme')) runs.push(await checked('README-only check', readme))
  return Array.from({ length: Number(values.warm) }, (_, round) =>
    runs.flatMap((timings) => timings.slice(round === 0 ? 0 : round + 1, round + 2)),
  )
}

/** All services of the repository in sequence on one machine. */
async function roundOfMany(
  service: BenchService,
  configurations: readonly string[],
): Promise<readonly Timing[]> {
  const { base, head } = service
  const goCache = await emptyGoCache()
  const ordinals = ['first', ...Array(configurations.length - 2).fill('next'), 'tenth']
  const timings: Timing[] = []
  try {
    await emptyBuilder()
    for (const [index, configuration] of configurations.entries()) {
      const state = index === 0 ? 'cold' : 'warm'
      const what = `${ordinals[index]} service`
      const timing = await check(service, { what, state, base, head, goCache, configuration })
      print(timing)
      timings.push(timing)
    }
    return timings
  } finally {
    if (goCache !== undefined) await rm(goCache, { recursive: true, force: true })
  }
}

const file = values.json
const before =
  file === undefined || !existsSync(file) ? [] : (JSON.parse(await readFile(file, 'utf8')) as Scenario[])
const scenarios = new Map(before.map((scenario) => [scenario.name, scenario]))
// checks without a Dockerfile need no base images
const usesImages = names.some((name) => name === 'b' || name === 'c') || /build|script/.test(values.parts)
await using _held = await baseImages(usesImages ? images : [])
for (const name of names) {
  console.log(about[name])
  await using service = await benchService(name, values.quick)
  const rounds: (readonly Timing[])[] = []
  for (let round = 0; round < Number(values.rounds); round++) {
    const { configurations } = service
    const timed =
      configurations === undefined
        ? await roundsOf(service, name === 'b' || name === 'c')
        : [await roundOfMany(service, configurations)]
    rounds.push(...timed)
  }
  const earlier = scenarios.get(about[name])?.rounds ?? []
  scenarios.set(about[name], { name: about[name], rounds: [...earlier, ...rounds] })
}
for (const scenario of scenarios.values()) console.log(`\n${tableOf(scenario)}`)
if (file !== undefined) await writeFile(file, `${JSON.stringify([...scenarios.values()], null, 2)}\n`)
