/**
 * Records real starts, for rules to be replayed on: node bench/noise/record.ts [--busy N] [--seconds N] [--rounds N]
 * [--plants NAME,…] [--output FILE]
 *
 * Each check starts base, its control, a head that differs in a text, and heads with one planted change each, in containers and in
 * random order, as `linkgate check` does, with N busy processes beside it. It appends a line of JSON for each check:
 * `busy`, `load`, `placement`, `pressure`, `ms`, and `rounds`, in each of which every variant has one start. Needs a Docker engine. An output that
 * exists grows, so that a long recording can be made in pieces.
 */
import { execFile } from 'node:child_process'
import { appendFile, mkdir, mkdtemp, rm, stat } from 'node:fs/promises'
import { loadavg, tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs, promisify } from 'node:util'
import { goTool, handlesFor, inspectedAs, planWith, setOf } from '../../__tests__/support/world/plan.ts'
import { realWorld } from '../../__tests__/support/world/real.ts'
import { openPhases } from '../../src/common/phases.ts'
import { imageReference } from '../../src/effects/engine.ts'
import { openDocker } from '../../src/images/engines/docker/docker.ts'
import type { InspectedVariant } from '../../src/images/inspect-variants.ts'
import { pressureOf } from '../../src/judge/evidence/pressure.ts'
import type { StartOutcome } from '../../src/startup/measured-variant.ts'
import type { Start } from '../../src/startup/probe/probe.ts'
import { measureStartup, type Startup } from '../../src/startup/startup.ts'
import { realClock } from '../../src/world/log.ts'
import { beside } from './live.ts'
import { buildPlants, type Plant, plants } from './plants.ts'

const execute = promisify(execFile)
const repository = fileURLToPath(new URL('../..', import.meta.url))
const { values } = parseArgs({
  options: {
    busy: { type: 'string', default: '0' },
    seconds: { type: 'string', default: '120' },
    rounds: { type: 'string', default: '200' },
    plants: { type: 'string', default: Object.keys(plants).join(',') },
    output: { type: 'string' },
  },
})
const busy = Number(values.busy)
const output = values.output ?? join(repository, `.cache/noise/recordings/busy-${busy}.jsonl`)
const recorded = Object.keys(plants).filter((name) => values.plants.split(',').includes(name)) as Plant[]
const run = `noise${process.pid}`
const referenceOf = (plant: Plant) => imageReference(run, plant)

/** Base of the one mode there is; every head is a mode of its own. */
async function variantOf(plant: Plant, root: string): Promise<InspectedVariant> {
  const { kind, inspection, ...planned } = inspectedAs(plant === 'base' ? 'base' : 'head', 'static')
  const binary = join(root, 'app/orders')
  return {
    ...planned,
    kind,
    mode: { ...planned.mode, name: plant },
    source: 'shipped',
    image: {
      kind: 'dockerfile',
      binary,
      reference: referenceOf(plant),
      program: '/app/orders',
      dockerfile: { path: 'Dockerfile', changes: [] },
      baseLayers: [],
    },
    inspection: {
      ...inspection,
      binary: { ...inspection.binary, size: (await stat(binary)).size },
      image: { ...inspection.image, id: plant, entrypoint: ['/app/orders'] },
      start: { entrypoint: ['/app/orders'], command: [] },
    },
  }
}

async function importImage(plant: Plant, root: string): Promise<void> {
  const archive = `${root}.tar`
  await execute('tar', ['--create', '--file', archive, '--owner=0', '--group=0', '-C', root, 'app'])
  await execute('docker', ['import', '--change=ENTRYPOINT ["/app/orders"]', archive, referenceOf(plant)])
}

/** One check of a fixed number of rounds. */
async function measure(temporary: string, variants: readonly InspectedVariant[]): Promise<Startup> {
  const world = { ...realWorld(temporary), clock: realClock, random: Math.random }
  const engine = await openDocker(world)
  if (!engine.ok) throw new Error(engine.problem.message)
  const handles = await handlesFor(world, engine.value)
  handles.workspace.onClose('engine', () => engine.value.removeAll(handles.workspace.run))
  try {
    const { stdout } = await execute('go', ['env', 'GOARCH'])
    const go = { ...goTool, cache: join(temporary, 'cache') }
    const plan = planWith({
      platform: `linux/${stdout.trim()}` as 'linux/amd64',
      go,
      yaml: 'startup: { total-timeout: 20 min }',
    })
    return await measureStartup(handles, plan, setOf(...variants), {
      limit: Number(values.rounds),
      interimAnalyses: [],
      openModes: () => ({ undecided: [], broken: [] }),
      probeSource: join(repository, 'probe'),
      phases: openPhases({ now: () => 0 }),
    })
  } finally {
    await handles.workspace.close()
  }
}

function startsOf(outcome: StartOutcome | undefined): readonly Start[] {
  if (outcome?.kind !== 'started') throw new Error(`it did not start: ${JSON.stringify(outcome)}`)
  return outcome.starts
}

/** What rules may want to know of a start. */
const recordOf = ({
  readyMs,
  listenMs,
  cpuMs,
  runDelayMs,
  rssBytes,
  minorFaults,
  majorFaults,
  copy,
}: Start) => ({
  readyMs,
  listenMs,
  cpuMs,
  runDelayMs,
  rss: rssBytes,
  minorFaults,
  majorFaults,
  copy,
})

function roundsOf({ variants, control, rounds }: Startup): readonly object[] {
  const lanes = new Map(
    [...variants].map((one) => [
      one.mode.name,
      one.kind === 'built' && one.startup.kind !== 'as-head' ? startsOf(one.startup) : [],
    ]),
  )
  lanes.set('control', startsOf(control?.outcome))
  return Array.from({ length: rounds }, (_, round) =>
    Object.fromEntries(
      [...lanes].flatMap(([name, starts]) =>
        starts[round] === undefined ? [] : [[name, recordOf(starts[round])]],
      ),
    ),
  )
}

const temporary = await mkdtemp(join(tmpdir(), 'linkgate-noise-'))
try {
  await mkdir(dirname(output), { recursive: true })
  const roots = await buildPlants(temporary)
  for (const plant of recorded) await importImage(plant, roots[plant])
  const variants = await Promise.all(recorded.map((plant) => variantOf(plant, roots[plant])))
  const until = performance.now() + 1000 * Number(values.seconds)
  await beside(busy, async () => {
    for (let check = 1; performance.now() < until; check++) {
      const since = performance.now()
      const load = loadavg()[0]
      const startup = await measure(temporary, variants)
      const { placement } = startup
      const ms = Math.round(performance.now() - since)
      const line = {
        busy,
        load,
        ms,
        placement,
        pressure: pressureOf(startup.variants),
        rounds: roundsOf(startup),
      }
      await appendFile(output, `${JSON.stringify(line)}\n`)
      console.log(
        `check ${check}, ${busy} busy processes: ${startup.rounds} rounds in ${(ms / 1000).toFixed(1)} s`,
      )
    }
  })
} finally {
  await execute('docker', ['rmi', '--force', ...recorded.map(referenceOf)]).catch(() => {})
  await rm(temporary, { recursive: true, force: true })
}
