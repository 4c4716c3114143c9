/** How often verdicts are wrong, and how often planted changes are found, on recorded starts. */
import { seededRandom } from '../../__tests__/support/world/world.ts'
import type { Report } from '../../src/document/report.ts'
import { type LaneName, type Recording, readRecordings } from './recordings.ts'
import { replay } from './replay.ts'

/** Programs that were recorded, and the metrics that a budget of them may break. */
const programs = {
  head: { name: 'another text', allowed: [] },
  cpu: { name: '+0.4 ms of CPU time', allowed: ['startup', 'startup-cpu'] },
  sleep: { name: 'a sleep of 1 ms', allowed: ['startup'] },
  faults: { name: '512 page faults', allowed: ['startup', 'startup-cpu'] },
} as const satisfies Partial<Record<LaneName, { name: string; allowed: readonly string[] }>>

type Planted = keyof typeof programs

interface Rates {
  /** Shares of checks. */
  broken: number
  startup: number
  cpu: number
  wrong: number
  /** Shares of the verdicts on start-up and CPU time of a mode without a change. */
  undecidedStartup: number
  undecidedCpu: number
  starts: number
  seconds: number
}

const timed = ['startup', 'startup-cpu']

function add(rates: Rates, report: Report, planted: Planted, share: number): void {
  const verdicts = report.comparisons.filter(({ metric, budget }) => timed.includes(metric) && budget)
  const broken = verdicts.filter(({ verdict }) => verdict === 'fail')
  const allowed: readonly string[] = programs[planted].allowed
  const isOf = (metric: string) => broken.some((one) => one.metric === metric && one.mode === 'static')
  const undecided = (metric: string) => {
    const unchanged = verdicts.filter(
      (one) => one.metric === metric && (one.mode === 'dynamic' || planted === 'head'),
    )
    return unchanged.filter(({ verdict }) => verdict === 'inconclusive').length / unchanged.length
  }
  if (broken.length > 0) rates.broken += share
  if (isOf('startup')) rates.startup += share
  if (isOf('startup-cpu')) rates.cpu += share
  if (broken.some((one) => one.mode === 'dynamic' || !allowed.includes(one.metric))) rates.wrong += share
  rates.undecidedStartup += share * undecided('startup')
  rates.undecidedCpu += share * undecided('startup-cpu')
}

async function ratesOf(recordings: readonly Recording[], planted: Planted, checks: number): Promise<Rates> {
  const rates: Rates = {
    broken: 0,
    startup: 0,
    cpu: 0,
    wrong: 0,
    undecidedStartup: 0,
    undecidedCpu: 0,
    starts: 0,
    seconds: 0,
  }
  for (let check = 0; check < checks; check++) {
    const recording = recordings[check % recordings.length]
    if (recording === undefined) throw new Error('there are no recordings')
    // the same rounds for every version of the rule
    const { report, starts, ms } = await replay(recording, planted, seededRandom(1000 + check))
    add(rates, report, planted, 1 / checks)
    rates.starts += starts / checks
    rates.seconds += ms / 1000 / checks
  }
  return rates
}

const percent = (share: number) => `${(100 * share).toFixed(1)} %`.padStart(8)

/** Prints a row for each program and condition. Whether all targets hold. */
export async function printRates(checks: number): Promise<boolean> {
  let holds = true
  console.log(
    `\n${checks} checks each of two modes, rounds drawn from recorded ones; the second mode has no change`,
  )
  console.log(
    'condition  head                    start-up      CPU    wrong   undecided:      CPU  starts       s',
  )
  console.log('                                  broken   broken    kind    start-up     time')
  for (const [condition, recordings] of await readRecordings()) {
    for (const planted of Object.keys(programs) as Planted[]) {
      const rates = await ratesOf(recordings, planted, checks)
      if (rates.wrong > 0.01) holds = false
      console.log(
        [
          condition.padEnd(9),
          programs[planted].name.padEnd(20),
          percent(rates.startup),
          percent(rates.cpu),
          percent(rates.wrong),
          percent(rates.undecidedStartup),
          percent(rates.undecidedCpu),
          rates.starts.toFixed(0).padStart(6),
          rates.seconds.toFixed(1).padStart(6),
        ].join('  '),
      )
    }
  }
  return holds
}
