/**
 * Compares the duration of the start phase of a check with that of another version: npm run bench:start-phase -- OTHER [TURNS] [BUSY]
 *
 * OTHER is a checkout of that version, with its `dist`. Both check an unchanged program, alternating, with BUSY busy processes on the
 * machine. The phase `start` of the report includes containers and copies of programs; `starts` is its part for timed starts. Needs
 * a Docker engine.
 */
import { join } from 'node:path'
import { median } from '../src/startup/statistics.ts'
import { liveRun, withBusyProcesses } from './noise/live.ts'

const [other = '', turns = '10', busy = '0'] = process.argv.slice(2)
if (other === '') throw new Error('usage: npm run bench:start-phase -- OTHER [TURNS] [BUSY]')

const phaseNames = ['start', 'starts'] as const
type Seconds = Readonly<Record<(typeof phaseNames)[number], number>>

async function secondsOf(name: string, cli?: string): Promise<Seconds> {
  const { phases } = await liveRun(name, { delayMs: 0, ...(cli === undefined ? {} : { cli }) })
  const of = (phase: string) => phases.find((one) => one.name === phase)?.seconds ?? Number.NaN
  return { start: of('start'), starts: of('starts') }
}

const pairs: { readonly before: Seconds; readonly now: Seconds }[] = []
// fills the build cache with everything that all checks compile
await liveRun('warm', { delayMs: 0, rounds: 7 })
await withBusyProcesses(Number(busy), async () => {
  for (let turn = 1; turn <= Number(turns); turn++) {
    const before = await secondsOf(`before-${turn}`, join(other, 'dist/cli.js'))
    const now = await secondsOf(`now-${turn}`)
    pairs.push({ before, now })
    console.log(
      `turn ${turn}: ${before.start.toFixed(1)} s by the other version, ${now.start.toFixed(1)} s by this one`,
    )
  }
})
for (const phase of phaseNames) {
  const ratio = median(pairs.map(({ before, now }) => now[phase] / before[phase]))
  console.log(
    `${phase}: ${ratio.toFixed(2)} times the other version, median of ${turns} turns beside ${busy} busy processes`,
  )
}
