/**
 * Records real starts, so that timing rules can be replayed: node bench/noise/record.ts [--busy N] [--seconds N] [--rounds N]
 * [--also PLANT,…] [--output FILE]
 *
 * Each check starts base, its control, a head that differs in a text, heads with one planted change each, and base and head of a
 * dynamic mode, in containers and in random order, as `linkgate check` does, with N busy processes on the machine. It adds a
 * `Recording` for each check to the output, a compressed list. Needs a Docker engine.
 */
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { addRecording, laneNames } from '../timing/recordings.ts'
import { withBusyProcesses } from './live.ts'
import { buildPlants, type Plant, plants } from './plants.ts'
import { recordRounds } from './recording.ts'
import { type Built, importImage, removeImages } from './rounds.ts'

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

const temporary = await mkdtemp(join(tmpdir(), 'linkgate-noise-'))
const built: Built[] = []
try {
  await mkdir(dirname(output), { recursive: true })
  const roots = await buildPlants(temporary)
  for (const name of recorded)
    built.push({ name, root: roots[name], reference: await importImage(name, roots[name]) })
  const until = performance.now() + 1000 * Number(values.seconds)
  await withBusyProcesses(busy, async () => {
    for (let check = 1; performance.now() < until; check++) {
      const since = performance.now()
      await addRecording(
        output,
        await recordRounds(temporary, built, { busy, rounds: Number(values.rounds) }),
      )
      const seconds = ((performance.now() - since) / 1000).toFixed(1)
      console.log(`check ${check}, ${busy} busy processes: ${values.rounds} rounds in ${seconds} s`)
    }
  })
} finally {
  await removeImages(built.map(({ reference }) => reference))
  await rm(temporary, { recursive: true, force: true })
}
