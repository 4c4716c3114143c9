import type { World } from '../../effects/world.ts'
import type { Plan } from '../../plan/plan.ts'
import type { Start } from '../probe/probe.ts'
import type { RunningVariant } from '../running-variants.ts'
import { shuffled } from './shuffle.ts'
import { running, startOnce, toleratedFailures, toleratedMoves } from './starts.ts'

/** Rounds that fill the page cache and find the port; their numbers are dropped. */
const warmUps = 2
/** A slow app is started less often, but never less than this. */
const fewestRounds = 10
const timeBudgetMs = 120_000
/** So large a share of the rounds may be repeated because something disturbed them, and at least so many. */
const repeatedShare = 0.1
const repeatedAtLeast = 3

/** The first starts in the fresh containers, and what it takes until the app is at home in them. */
export async function warmUp(world: World, plan: Plan, lanes: readonly RunningVariant[]): Promise<void> {
  const first = async (lane: RunningVariant) => {
    const start = await startOnce(plan, lane)
    if (start !== undefined) lane.first = { start, engineMs: world.clock.now() - lane.since }
  }
  const [one, ...others] = lanes
  if (one !== undefined) await first(one)
  // where the first never becomes ready the others will not either: let them wait for that together
  if (one?.everReady === false) await Promise.all(others.map(first))
  else for (const lane of others) await first(lane)
  for (let round = 1; round < warmUps; round++) {
    for (const lane of shuffled(running(lanes), world.random)) await startOnce(plan, lane)
  }
}

export interface SamplingOptions {
  /** Rounds at most. */
  readonly limit: number
  /** Numbers of rounds after which to ask whether everything is decided. */
  readonly looks: readonly number[]
  readonly isDecided: (rounds: number) => boolean
}

/** Starts every lane once in each round, in fresh random order, until it is decided; the number of rounds completed. */
export async function sample(
  world: World,
  plan: Plan,
  lanes: readonly RunningVariant[],
  { limit, looks, isDecided }: SamplingOptions,
): Promise<number> {
  const since = world.clock.now()
  const spare = (toleratedFailures + toleratedMoves + 1) * lanes.length
  let disturbed = 0
  let done = 0
  for (let round = 0; round < limit + spare + disturbed && done < limit; round++) {
    if (running(lanes).length === 0) break
    if (done >= fewestRounds && world.clock.now() - since > timeBudgetMs) break
    const starts = new Map<RunningVariant, Start>()
    for (const lane of shuffled(running(lanes), world.random)) {
      const start = await startOnce(plan, lane)
      if (start !== undefined) starts.set(lane, start)
    }
    // a round counts as a whole or not at all, so that the samples of all variants stay paired
    if (running(lanes).some((lane) => !starts.has(lane))) continue
    if (wasDisturbed(starts) && disturbed < Math.max(repeatedAtLeast, limit * repeatedShare)) {
      disturbed++
      continue
    }
    for (const [lane, start] of starts) if (lane.notStarted === undefined) lane.starts.push(start)
    done++
    if (looks.includes(done) && isDecided(done)) break
  }
  return done
}

/** Pages had to come from the disk: that measures the cache of this machine. */
function wasDisturbed(starts: ReadonlyMap<RunningVariant, Start>): boolean {
  return [...starts.values()].some(({ majorFaults = 0 }) => majorFaults > 0)
}
