/** The first starts in the containers: they fill the page cache and find the port; their numbers are not those of the rounds. */

import { settleAll } from '../../common/settle.ts'
import { isTimeout } from '../../model/start-failure.ts'
import type { RunningVariant } from '../running-variants.ts'
import { shuffled } from './shuffle.ts'
import { remaining, type StartPhase } from './start-phase.ts'
import { startOnce, stillRunning } from './starts.ts'
import { lacksTls, reopenWithTls, startWithOrWithoutTls } from './tls.ts'

/** What is not ready by then does not keep the next one waiting. */
const slowMs = 2000
/** Rounds beside which another one that does not count is no loss. */
const roundsWorthWarming = 20

/** Starts all of them, one after the other; those that are slow beside each other, so that waiting is not paid for several times. */
export async function firstStarts(phase: StartPhase, all: readonly RunningVariant[]): Promise<void> {
  const slow = new Set(await startEach(phase, all))
  if (all.some(lacksTls)) {
    // what is compared is treated alike
    const again = all.filter((running) => running.state.kind !== 'failed' || lacksTls(running))
    await reopenWithTls(phase, again)
    for (const running of await startEach(phase, again)) slow.add(running)
  }
  const hungry = all.filter(({ state }) => state.kind === 'failed' && isTimeout(state.notStarted.failure))
  // too many that compute at the same time may each have been too late for that alone
  const isCrowded = slow.size > phase.host.cpus && hungry.length < all.length
  if (!isCrowded) return
  for (const running of hungry) await retried(phase, running)
}

/** One more round that does not count, where that costs little. */
export async function warmUp(phase: StartPhase, all: readonly RunningVariant[]): Promise<void> {
  const started = stillRunning(all)
  if (!isWorthARound(phase, started)) return
  for (const running of shuffled(started, phase.random)) await startOnce(phase, running)
}

/** Whether what takes as long as a round costs little beside all that there is time for. */
export function isWorthARound(
  phase: Pick<StartPhase, 'clock' | 'deadline'>,
  started: readonly Pick<RunningVariant, 'lastMs'>[],
): boolean {
  const round = started.reduce((sum, { lastMs }) => sum + lastMs, 0)
  return round * roundsWorthWarming <= remaining(phase)
}

/** Those that were not ready soon. */
async function startEach(
  phase: StartPhase,
  all: readonly RunningVariant[],
): Promise<ReadonlySet<RunningVariant>> {
  const { clock } = phase
  const slow = new Set<RunningVariant>()
  const underWay = new Set<RunningVariant>()
  const beside = new Set<RunningVariant>()
  const work: Promise<void>[] = []
  const first = async (running: RunningVariant) => {
    underWay.add(running)
    if (underWay.size > 1) for (const one of underWay) beside.add(one)
    const isFresh = !running.hasStarted
    const start = await startOnce(phase, running)
    underWay.delete(running)
    // one that had to share the machine says nothing of a first start
    if (start === undefined || !isFresh || beside.has(running)) return
    const enteredMs = await running.enteredMs
    if (enteredMs === undefined) return
    // without its wait for the first starts in other containers, which are started at the same time
    running.first = { start, engineMs: enteredMs + start.readyMs }
  }
  for (const [index, running] of all.entries()) {
    phase.doing = `first start of ${index + 1} of ${all.length} containers`
    const own = first(running)
    work.push(own)
    if (!(await isDoneWithin(clock, own, slowMs))) slow.add(running)
  }
  phase.doing = 'waiting for the app to become ready'
  await settleAll(work)
  return slow
}

async function isDoneWithin(clock: StartPhase['clock'], work: Promise<void>, ms: number): Promise<boolean> {
  let stop: () => void = () => {}
  const late = new Promise<false>((resolve) => {
    stop = clock.every(ms, () => resolve(false))
  })
  try {
    // a failure goes to those who await all of them
    return await Promise.race([work.catch(() => {}).then(() => true), late])
  } finally {
    stop()
  }
}

async function retried(phase: StartPhase, running: RunningVariant): Promise<void> {
  const before = running.state
  running.state = { kind: 'never-ready', address: running.givenAddress }
  await startWithOrWithoutTls(phase, running)
  if (running.state.kind === 'never-ready') running.state = before
}
