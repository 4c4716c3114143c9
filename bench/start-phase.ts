/**
 * How long the start phase of a check takes, against another version: node bench/start-phase.ts OTHER [TURNS]
 *
 * OTHER is a checkout of that version, with its `dist`. Whole checks of an unchanged program by both, in turn; the seconds are those
 * of the report's phase `starts`. Needs a Docker engine.
 */
import { join } from 'node:path'
import { median } from '../src/startup/statistics.ts'
import { liveRun } from './noise/live.ts'

const [other = '', turns = '10'] = process.argv.slice(2)
if (other === '') throw new Error('usage: node bench/start-phase.ts OTHER [TURNS]')

async function secondsOf(name: string, cli?: string): Promise<number> {
  const { phases } = await liveRun(name, { delayMs: 0, ...(cli === undefined ? {} : { cli }) })
  return phases.find((one) => one.name === 'starts')?.seconds ?? Number.NaN
}

const ratios: number[] = []
// what every check compiles is in the build cache after the first
await liveRun('warm', { delayMs: 0, rounds: 7 })
for (let turn = 1; turn <= Number(turns); turn++) {
  const before = await secondsOf(`before-${turn}`, join(other, 'dist/cli.js'))
  const now = await secondsOf(`now-${turn}`)
  ratios.push(now / before)
  console.log(`turn ${turn}: ${before.toFixed(1)} s by the other version, ${now.toFixed(1)} s by this one`)
}
console.log(`ratio of the start phases: median ${median(ratios).toFixed(2)}`)
