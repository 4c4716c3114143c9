/**
 * Records real starts, for rules to be replayed on: node bench/noise/record.ts [--busy N] [--seconds N] [--rounds N]
 * [--also PLANT,…] [--output FILE]
 *
 * Each check starts base, its control, a head that differs in a text, heads with one planted change each, and base and head of a
 * dynamic mode, in containers and in random order, as `linkgate check` does, with N busy processes beside it. It adds a `Recording`
 * for each check to the output, a compressed list. Needs a Docker engine.
 */
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { loadavg, tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import type { Start } from '../../src/startup/probe/probe.ts'
import type { Startup } from '../../src/startup/startup.ts'
import { addRecording, type Lane, laneNames, type Recording } from '../timing/recordings.ts'
import { beside } from './live.ts'
import { buildPlants, type Plant, plants } from './plants.ts'
import { importImage, removeImages, startInRounds, variantOf } from './rounds.ts'

const { values } = parseArgs({
  options: {
    busy: { type: 'string', default: '0' },
    seconds: { type: 'string', default: '120' },
    rounds: { type: 'string', default: '200' },
    also: { type: 'string', default: '' },
    output: { type: 'string' },
  },
})
const busy = Number(values.busy)
const recordings = fileURLToPath(new URL('../../.cache/noise/recordings', import.meta.url))
const output = values.output ?? join(recordings, `busy-${busy}.json.gz`)

const also = Object.keys(plants).filter((name) => values.also.split(',').includes(name)) as Plant[]
const recorded: readonly Plant[] = [...laneNames, ...also]

function laneOf(starts: readonly Start[]): Lane {
  const us = (read: (start: Start) => number | undefined) =>
    starts.map((start) => Math.round(1000 * (read(start) ?? Number.NaN)))
  return {
    readyUs: us(({ readyMs }) => readyMs),
    listenUs: us(({ listenMs }) => listenMs),
    cpuUs: us(({ cpuMs }) => cpuMs),
    runDelayUs: us(({ runDelayMs }) => runDelayMs),
    rssBytes: starts.map(({ rssBytes = Number.NaN }) => rssBytes),
  }
}

function lanesOf({ variants }: Startup): Recording['lanes'] {
  const lanes = [...variants].map((one) => {
    if (one.kind !== 'built' || one.startup.kind !== 'started')
      throw new Error(`it did not start: ${JSON.stringify(one)}`)
    return [one.mode.name, laneOf(one.startup.starts)] as const
  })
  return Object.fromEntries(lanes) as Recording['lanes']
}

const temporary = await mkdtemp(join(tmpdir(), 'linkgate-noise-'))
const references: string[] = []
try {
  await mkdir(dirname(output), { recursive: true })
  const roots = await buildPlants(temporary)
  for (const name of recorded) references.push(await importImage(name, roots[name]))
  const variants = await Promise.all(
    recorded.map((name, index) => variantOf(name, roots[name], references[index] ?? '')),
  )
  const until = performance.now() + 1000 * Number(values.seconds)
  await beside(busy, async () => {
    for (let check = 1; performance.now() < until; check++) {
      const since = performance.now()
      const load = loadavg()[0] ?? 0
      const startup = await startInRounds(temporary, variants, Number(values.rounds))
      await addRecording(output, { busy, load, lanes: lanesOf(startup) })
      const seconds = ((performance.now() - since) / 1000).toFixed(1)
      console.log(`check ${check}, ${busy} busy processes: ${startup.rounds} rounds in ${seconds} s`)
    }
  })
} finally {
  await removeImages(references)
  await rm(temporary, { recursive: true, force: true })
}
