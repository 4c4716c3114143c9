/**
 * Records real starts, for rules to be replayed on: node bench/noise/record.ts [--busy N] [--seconds N] [--rounds N]
 * [--plants NAME,…] [--output FILE]
 *
 * Each check starts base, its control, a head that differs in a text, and heads with one planted change each, in containers and in
 * random order, as `linkgate check` does, with N busy processes beside it. It appends a line of JSON for each check:
 * `busy`, `load`, `placement`, `pressure`, `ms`, and `rounds`, in each of which every variant has one start. Needs a Docker engine. An output that
 * exists grows, so that a long recording can be made in pieces.
 */
import { appendFile, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { loadavg, tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { pressureOf } from '../../src/judge/evidence/pressure.ts'
import type { StartOutcome } from '../../src/startup/measured-variant.ts'
import type { Start } from '../../src/startup/probe/probe.ts'
import { controlEvery } from '../../src/startup/sampling/sampling.ts'
import type { Startup } from '../../src/startup/startup.ts'
import { beside } from './live.ts'
import { buildPlants, type Plant, plants } from './plants.ts'
import { importImage, removeImages, startInRounds, variantOf } from './rounds.ts'

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
const recordings = fileURLToPath(new URL('../../.cache/noise/recordings', import.meta.url))
const output = values.output ?? join(recordings, `busy-${busy}.jsonl`)
const recorded = Object.keys(plants).filter((name) => values.plants.split(',').includes(name)) as Plant[]

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
  const lanes = new Map<string, readonly (Start | undefined)[]>(
    [...variants].map((one) => [
      one.mode.name,
      one.kind === 'built' && one.startup.kind !== 'as-head' ? startsOf(one.startup) : [],
    ]),
  )
  const copy = startsOf(control?.outcome)
  const inRound = (round: number) => (round % controlEvery === 0 ? copy[round / controlEvery] : undefined)
  lanes.set(
    'control',
    Array.from({ length: rounds }, (_, round) => inRound(round)),
  )
  return Array.from({ length: rounds }, (_, round) =>
    Object.fromEntries(
      [...lanes].flatMap(([name, starts]) =>
        starts[round] === undefined ? [] : [[name, recordOf(starts[round])]],
      ),
    ),
  )
}

const temporary = await mkdtemp(join(tmpdir(), 'linkgate-noise-'))
const references: string[] = []
try {
  await mkdir(dirname(output), { recursive: true })
  const roots = await buildPlants(temporary)
  for (const plant of recorded) references.push(await importImage(plant, roots[plant]))
  const variants = await Promise.all(
    recorded.map((plant, index) => variantOf(plant, roots[plant], references[index] ?? '')),
  )
  const until = performance.now() + 1000 * Number(values.seconds)
  await beside(busy, async () => {
    for (let check = 1; performance.now() < until; check++) {
      const since = performance.now()
      const load = loadavg()[0]
      const startup = await startInRounds(temporary, variants, Number(values.rounds))
      const { placement } = startup
      const ms = Math.round(performance.now() - since)
      const pressure = pressureOf(startup.variants)
      const line = { busy, load, ms, placement, pressure, rounds: roundsOf(startup) }
      await appendFile(output, `${JSON.stringify(line)}\n`)
      console.log(
        `check ${check}, ${busy} busy processes: ${startup.rounds} rounds in ${(ms / 1000).toFixed(1)} s`,
      )
    }
  })
} finally {
  await removeImages(references)
  await rm(temporary, { recursive: true, force: true })
}
