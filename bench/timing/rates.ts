/** The rates of wrong verdicts, and of planted changes that are found, with recorded starts. */
import { seededRandom } from '../../__tests__/support/world/world.ts'
import type { Report } from '../../src/document/report.ts'
import type { Metric } from '../../src/model/metric.ts'
import { type Cost, costOfBudget, type TimedMetric } from './exact-cost.ts'
import type { Lane, LaneName, Recording } from './recordings.ts'
import { replay } from './replay.ts'

interface Plant {
  readonly name: string
  readonly lane: LaneName
  /** A cost that is added to each recorded start. */
  readonly added?: (recording: Recording) => Cost
  /** Metrics whose budgets the program may break without counting as wrong. */
  readonly allowed: readonly Metric[]
  /** The metric in which the change must be found, with the minimum share of checks for each condition. */
  readonly found?: readonly [metric: 'startup' | 'cpu', shares: Readonly<Record<string, number>>]
  /** It equals the budget of this metric, so the metric must not keep it. */
  readonly equals?: TimedMetric
}

/** Maximum share of undecided verdicts without a change, for start-up and for CPU time. */
const mostUndecided: Readonly<Record<string, number>> = { quiet: 0.1, 'busy-2': 0.2, 'busy-8': 0.4 }

/** Maximum share of checks that keep a budget that the change equals. In theory 1 %, if rounds were independent of each other. */
const mostKept = 0.03

/** The programs of head in the first mode. */
const plants: readonly Plant[] = [
  { name: 'another text', lane: 'head', allowed: [] },
  {
    name: '+0.5 ms of CPU time, added',
    lane: 'head',
    added: () => ({ wall: 500, cpu: 500 }),
    allowed: ['startup', 'startup-cpu'],
    found: ['cpu', { quiet: 0.95, 'busy-2': 0.95, 'busy-8': 0.9 }],
  },
  { name: 'computes for 0.5 ms', lane: 'cpu', allowed: ['startup', 'startup-cpu'] },
  {
    name: '+1 ms of waiting, added',
    lane: 'head',
    added: () => ({ wall: 1000, cpu: 0 }),
    allowed: ['startup'],
  },
  { name: 'sleeps for 1 ms', lane: 'sleep', allowed: ['startup'], found: ['startup', { quiet: 0.9 }] },
  { name: '1,000 page faults', lane: 'faults', allowed: ['startup', 'startup-cpu'] },
  {
    name: 'budget of start-up, added',
    lane: 'head',
    added: (recording) => costOfBudget(recording, 'startup'),
    allowed: ['startup'],
    equals: 'startup',
  },
  {
    name: 'budget of CPU time, added',
    lane: 'head',
    added: (recording) => costOfBudget(recording, 'startup-cpu'),
    allowed: ['startup', 'startup-cpu'],
    equals: 'startup-cpu',
  },
]

function withAdded(lane: Lane, { wall, cpu }: Cost): Lane {
  const later = (values: readonly number[], us: number) => values.map((value) => value + us)
  return {
    ...lane,
    readyUs: later(lane.readyUs, wall),
    listenUs: later(lane.listenUs, wall),
    cpuUs: later(lane.cpuUs, cpu),
  }
}

interface Rates {
  /** Shares of checks. */
  broken: number
  startup: number
  cpu: number
  wrong: number
  /** Shares of the verdicts on start-up and CPU time of a mode without a change. */
  undecidedStartup: number
  undecidedCpu: number
  /** Share of checks that keep the budget that the change equals. */
  kept: number
  starts: number
  seconds: number
}

const timed = ['startup', 'startup-cpu']

function add(rates: Rates, report: Report, { allowed, lane, added, equals }: Plant, share: number): void {
  const verdicts = report.comparisons.filter(({ metric, budget }) => timed.includes(metric) && budget)
  const broken = verdicts.filter(({ verdict }) => verdict === 'fail')
  const isUnchanged = lane === 'head' && added === undefined
  const isOf = (metric: Metric) => broken.some((one) => one.metric === metric && one.mode === 'static')
  const undecided = (metric: string) => {
    const unchanged = verdicts.filter(
      (one) => one.metric === metric && (one.mode === 'dynamic' || isUnchanged),
    )
    return unchanged.filter(({ verdict }) => verdict === 'inconclusive').length / unchanged.length
  }
  if (broken.length > 0) rates.broken += share
  if (isOf('startup')) rates.startup += share
  if (isOf('startup-cpu')) rates.cpu += share
  if (broken.some((one) => one.mode === 'dynamic' || !(allowed as readonly string[]).includes(one.metric)))
    rates.wrong += share
  if (verdicts.some((one) => one.metric === equals && one.mode === 'static' && one.verdict === 'pass'))
    rates.kept += share
  rates.undecidedStartup += share * undecided('startup')
  rates.undecidedCpu += share * undecided('startup-cpu')
}

async function ratesOf(recordings: readonly Recording[], plant: Plant, checks: number): Promise<Rates> {
  const rates: Rates = {
    broken: 0,
    startup: 0,
    cpu: 0,
    wrong: 0,
    undecidedStartup: 0,
    undecidedCpu: 0,
    kept: 0,
    starts: 0,
    seconds: 0,
  }
  for (let check = 0; check < checks; check++) {
    const recording = recordings[check % recordings.length]
    if (recording === undefined) throw new Error('there are no recordings')
    // the seed is fixed, so every version of the rule gets the same rounds
    const recorded = recording.lanes[plant.lane]
    const head = plant.added === undefined ? recorded : withAdded(recorded, plant.added(recording))
    const { report, starts, ms } = await replay(recording, head, seededRandom(1000 + check))
    add(rates, report, plant, 1 / checks)
    rates.starts += starts / checks
    rates.seconds += ms / 1000 / checks
  }
  return rates
}

function missedBy(rates: Rates, { lane, added, found }: Plant, condition: string): readonly string[] {
  const limit = lane === 'head' && added === undefined ? (mostUndecided[condition] ?? 1) : 1
  const wanted = found?.[1][condition] ?? 0
  return [
    ...(rates.wrong > 0.01 ? ['wrong kind'] : []),
    ...(Math.max(rates.undecidedStartup, rates.undecidedCpu) > limit ? ['undecided'] : []),
    ...(found !== undefined && rates[found[0]] < wanted ? ['found'] : []),
    ...(rates.kept > mostKept ? ['kept'] : []),
  ]
}

const percent = (share: number) => `${(100 * share).toFixed(1)} %`.padStart(8)

/** Prints a row for each program and condition. Returns whether all targets hold. */
export async function printRates(
  checks: number,
  recordings: ReadonlyMap<string, readonly Recording[]>,
): Promise<boolean> {
  let holds = true
  console.log(
    `\n${checks} checks each of two modes, rounds drawn from recorded ones; the second mode has no change`,
  )
  console.log(
    'condition  head                          start-up      CPU    wrong   undecided:      CPU   budget  starts       s',
  )
  console.log('                                        broken   broken    kind    start-up     time     kept')
  for (const [condition, recorded] of recordings) {
    for (const plant of plants) {
      const rates = await ratesOf(recorded, plant, checks)
      const missed = missedBy(rates, plant, condition)
      if (missed.length > 0) holds = false
      console.log(
        [
          condition.padEnd(9),
          plant.name.padEnd(26),
          percent(rates.startup),
          percent(rates.cpu),
          percent(rates.wrong),
          percent(rates.undecidedStartup),
          percent(rates.undecidedCpu),
          plant.equals === undefined ? ' '.repeat(8) : percent(rates.kept),
          rates.starts.toFixed(0).padStart(6),
          rates.seconds.toFixed(1).padStart(6),
          ...missed.map((one) => `MISSED: ${one}`),
        ].join('  '),
      )
    }
  }
  return holds
}
