/** The first starts in the containers. They fill the page cache and find the port, and are not part of the rounds. */

import { settleAll } from '../../common/settle.ts'
import { isTimeout } from '../../model/start-failure.ts'
import type { RunningVariant } from '../running-variants.ts'
import { shuffled } from './shuffle.ts'
import { remaining, type StartPhase } from './start-phase.ts'
import { startOnce, stillRunning } from './starts.ts'
import { lacksTls, reopenWithTls, startWithOrWithoutTls } from './tls.ts'

/** If an app is not ready after this time, the next one is started in parallel. */
const slowMs = 2000
/** An additional round that does not count is made only if there is time for this number of rounds. */
const roundsWorthWarming = 20

/** Starts all apps in sequence. Slow ones run in parallel with the next, so that the waiting times do not add up. */
export async function firstStarts(phase: StartPhase, all: readonly RunningVariant[]): Promise<void> {
  const slow = new Set(await startEach(phase, all))
  if (all.some(lacksTls)) {
    // all variants get the same probe, so that they are treated alike
    const again = all.filter((running) => running.state.kind !== 'failed' || lacksTls(running))
    await reopenWithTls(phase, again)
    for (const running of await startEach(phase, again)) slow.add(running)
  }
  const timedOut = all.filter(({ state }) => state.kind === 'failed' && isTimeout(state.notStarted.failure))
  // with more slow apps than CPUs, some may have timed out only because they ran in parallel
  const isCrowded = slow.size > phase.host.cpus && timedOut.length < all.length
  if (!isCrowded) return
  for (const running of timedOut) await retried(phase, running)
}

/** One more round that does not count, if it takes little of the time. */
export async function warmUp(phase: StartPhase, all: readonly RunningVariant[]): Promise<void> {
  const started = stillRunning(all)
  if (!isWorthARound(phase, started)) return
  for (const running of shuffled(started, phase.random)) await startOnce(phase, running)
}

/** Whether work that takes as long as a round needs only a small part of the remaining time. */
export function isWorthARound(
  phase: Pick<StartPhase, 'clock' | 'deadline'>,
  started: readonly Pick<RunningVariant, 'lastMs'>[],
): boolean {
  const round = started.reduce((sum, { lastMs }) => sum + lastMs, 0)
  return round * roundsWorthWarming <= remaining(phase)
}

/** Returns the variants that were not ready within `slowMs`. */
async function startEach(
  phase: StartPhase,
  all: readonly RunningVariant[],
): Promise<ReadonlySet<RunningVariant>> {
  const { clock } = phase
  const slow = new Set<RunningVariant>()
  const inProgress = new Set<RunningVariant>()
  const overlapping = new Set<RunningVariant>()
  const work: Promise<void>[] = []
  const first = async (running: RunningVariant) => {
    inProgress.add(running)
    if (inProgress.size > 1) for (const one of inProgress) overlapping.add(one)
    const isFresh = !running.hasStarted
    const start = await startOnce(phase, running)
    inProgress.delete(running)
    // a start that shared the machine with another one does not have the time of a first start
    if (start === undefined || !isFresh || overlapping.has(running)) return
    const enteredMs = await running.enteredMs
    if (enteredMs === undefined) return
    // containers start in parallel, so the wait for first starts in the others is left out
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
    // `settleAll` reports failures
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
