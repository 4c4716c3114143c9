/**
 * Measures the reliability of timing verdicts on this machine: npm run bench:noise -- [--only quiet,busy-2,busy-8,copies] [--live N]
 * [--recordings N] [--checks N] [--rounds N] [--output DIRECTORY]
 *
 * In each condition (idle, with two and with eight busy processes), it records rounds of planted changes, runs live start phases of
 * unchanged programs, and replays the recorded rounds through the code of a check. `copies` measures the spread between files with
 * the same bytes: with one file per program, and with several copies of each. Recordings and live checks stay in the output
 * directory, and only missing ones are made, so that an interrupted run can be continued. Exits with 1 if a target is missed.
 */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { printCopies } from './noise/copies.ts'
import { withBusyProcesses } from './noise/live.ts'
import { type LiveCheck, liveCheck, printLive } from './noise/live-check.ts'
import { buildPlants } from './noise/plants.ts'
import { recordRounds } from './noise/recording.ts'
import { type Built, importImage, removeImages } from './noise/rounds.ts'
import { printRates } from './timing/rates.ts'
import { addRecording, laneNames, type Recording, readRecording } from './timing/recordings.ts'

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: 'quiet,busy-2,busy-8,copies' },
    live: { type: 'string', default: '20' },
    recordings: { type: 'string', default: '2' },
    checks: { type: 'string', default: '300' },
    rounds: { type: 'string', default: '200' },
    output: { type: 'string', default: fileURLToPath(new URL('../.cache/noise', import.meta.url)) },
  },
})
const parts = values.only.split(',')
const rounds = Number(values.rounds)
const busyIn = { quiet: 0, 'busy-2': 2, 'busy-8': 8 } as const
type Condition = keyof typeof busyIn
const conditions = (Object.keys(busyIn) as Condition[]).filter((one) => parts.includes(one))

const recordingsOf = (condition: Condition) => join(values.output, `${condition}.json.gz`)
const liveOf = (condition: Condition) => join(values.output, `${condition}-live.json`)

async function readLive(condition: Condition): Promise<readonly LiveCheck[]> {
  const text = await readFile(liveOf(condition), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '[]'
    throw error
  })
  return JSON.parse(text) as readonly LiveCheck[]
}

/** Makes the missing recordings and live checks of a condition. */
async function measure(condition: Condition, built: ReadonlyMap<string, Built>): Promise<void> {
  const busy = busyIn[condition]
  const since = performance.now()
  const say = (what: string) =>
    console.log(`${condition}: ${what}, after ${((performance.now() - since) / 1000).toFixed(0)} s`)
  for (
    let count = (await readRecording(recordingsOf(condition))).length;
    count < Number(values.recordings);
  ) {
    await addRecording(
      recordingsOf(condition),
      await recordRounds(temporary, [...built.values()], { busy, rounds }),
    )
    say(`recording ${++count} of ${values.recordings}`)
  }
  const checks = [...(await readLive(condition))]
  while (checks.length < Number(values.live)) {
    checks.push(await liveCheck(temporary, built))
    await writeFile(liveOf(condition), JSON.stringify(checks))
    say(`live check ${checks.length} of ${values.live}`)
  }
}

const temporary = await mkdtemp(join(tmpdir(), 'linkgate-noise-'))
const built = new Map<string, Built>()
let holds = true
try {
  await mkdir(values.output, { recursive: true })
  if (conditions.length > 0) {
    const roots = await buildPlants(join(temporary, 'plants'))
    for (const name of laneNames)
      built.set(name, { name, root: roots[name], reference: await importImage(name, roots[name]) })
    for (const condition of conditions)
      await withBusyProcesses(busyIn[condition], () => measure(condition, built))
    const recorded = new Map<string, readonly Recording[]>()
    for (const condition of conditions) {
      recorded.set(condition, await readRecording(recordingsOf(condition)))
      holds = printLive(condition, await readLive(condition)) && holds
    }
    holds = (await printRates(Number(values.checks), recorded)) && holds
  }
  if (parts.includes('copies')) await printCopies(join(temporary, 'copies'), rounds, 1)
} finally {
  await removeImages([...built.values()].map(({ reference }) => reference))
  await rm(temporary, { recursive: true, force: true })
}
process.exitCode = holds ? 0 : 1
