/** Replays recorded starts as whole start phases: with the sampling, the rule and the verdicts of a check, but without an app. */
import { fakeEngine, handlesFor, inspectedAs, planWith, setOf } from '../../__tests__/support/world/plan.ts'
import { fakeWorld, scriptedSession } from '../../__tests__/support/world/world.ts'
import { openPhases } from '../../src/common/phases.ts'
import type { Report } from '../../src/document/report.ts'
import { gatherEvidence, openModesOf, readHead } from '../../src/judge/evidence/gather.ts'
import { judge } from '../../src/judge/judge.ts'
import { interimAnalyses } from '../../src/judge/timing/timing-rule.ts'
import { measureStartup } from '../../src/startup/startup.ts'
import type { Lane, Recording } from './recordings.ts'

type Random = () => number

interface Replayed {
  readonly report: Report
  /** Number of starts of all variants and the control, including discarded ones. */
  readonly starts: number
  /** Duration of the start phase in simulated milliseconds. */
  readonly ms: number
}

/** In rounds. Consecutive rounds are similar, so they are drawn in blocks. */
const block = 5
/** Overhead of a start in milliseconds: the probe kills the app and responds. */
const overheadMs = 3

const modes = ['static', 'dynamic'] as const

/** Indexes of `count` rounds, drawn in blocks from the recorded ones. */
function drawnRounds(recorded: number, count: number, random: Random): readonly number[] {
  const order: number[] = []
  while (order.length < count) {
    const start = Math.floor(random() * Math.max(1, recorded - block + 1))
    for (let offset = 0; offset < Math.min(block, recorded); offset++) order.push(start + offset)
  }
  return order
}

/** Replays a check of two modes, with a recorded program as head of the first. Its rounds are drawn from the recorded ones. */
export async function replay(
  { lanes }: Recording,
  head: Lane,
  random: Random,
  limit = 200,
): Promise<Replayed> {
  const laneOf: Readonly<Record<string, Lane>> = {
    'base-static': lanes.base,
    'head-static': head,
    'base-dynamic': lanes['base-dynamic'],
    'head-dynamic': lanes['head-dynamic'],
  }
  const recorded = lanes.base.readyUs.length
  // more rounds than are counted, for first starts and repeated rounds
  const order = drawnRounds(recorded, 2 * limit, random)
  const world = fakeWorld({ seed: Math.floor(random() * 2 ** 31), commands: { 'go build': '' } })
  let starts = 0
  const lastRound = new Map<string, number>()
  let round = 0
  const engine = fakeEngine((image) => {
    const lane = laneOf[image] ?? lanes.control
    return scriptedSession(
      {
        greeting: ['{"probe":7,"pid":1,"user":0}'],
        answer(line) {
          const { id, inittrace, placement } = JSON.parse(line) as {
            readonly id: number
            readonly inittrace?: boolean
            readonly placement?: object
          }
          if (placement !== undefined) return JSON.stringify({ id, placed: true })
          // if an image starts a second time, the next round begins
          if (lastRound.get(image) === round) round++
          lastRound.set(image, round)
          const start = answerOf(lane, order[round % order.length] ?? 0)
          starts++
          world.clock.advance(start.readyUs / 1000 + overheadMs)
          return JSON.stringify({ id, ...start, ...(inittrace ? { inits: [] } : {}) })
        },
      },
      { clock: world.clock, signal: world.signal },
    )
  })
  const plan = planWith()
  const handles = await handlesFor(world, engine)
  const since = world.clock.now()
  const startup = await measureStartup(
    handles,
    plan,
    setOf(...modes.flatMap((mode) => [inspectedAs('base', mode), inspectedAs('head', mode)])),
    {
      limit,
      interimAnalyses: interimAnalyses(limit),
      openModes: openModesOf(plan, limit),
      probeSource: '/probe',
      phases: openPhases({ now: () => 0 }),
    },
  )
  const ms = world.clock.now() - since
  const ofHead = await readHead(handles.world.files, plan)
  const measured = { findings: [], startup, programs: [], limit, ofHead }
  const evidence = gatherEvidence(handles, plan, measured, {
    version: '0',
    context: undefined,
    phases: [],
  })
  if (startup.rounds === 0) throw new Error('no round was replayed')
  return { report: judge(evidence), starts, ms }
}

function answerOf({ readyUs, listenUs, cpuUs, runDelayUs, rssBytes }: Lane, round: number) {
  const at = (values: readonly number[]) => values[round] ?? Number.NaN
  return {
    ready: true,
    address: '127.0.0.1:8080',
    scheme: 'http',
    readyUs: at(readyUs),
    listenUs: at(listenUs),
    responseUs: at(readyUs),
    status: 200,
    cpuUs: at(cpuUs),
    runDelayUs: at(runDelayUs),
    rssBytes: at(rssBytes),
    majorFaults: 0,
    log: [],
  }
}
