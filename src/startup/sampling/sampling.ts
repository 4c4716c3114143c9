import type { Config } from '../../config/config.ts'
import type { World } from '../../effects/world.ts'
import type { Start } from '../probe/probe.ts'
import type { RunningVariant } from '../running-variants.ts'
import { shuffled } from './shuffle.ts'
import { toleratedFailures, toleratedMoves } from './start-state.ts'
import { startOnce, stillRunning } from './starts.ts'

/** Rounds that fill the page cache and find the port; their numbers are dropped. */
const warmUps = 2
/** A slow app is started less often, but never less than this. */
const fewestRounds = 10
const timeBudgetMs = 120_000
/** So large a share of the rounds may be repeated because something disturbed them, and at least so many. */
const repeatedShare = 0.1
const repeatedAtLeast = 3

type Chance = Pick<World, 'clock' | 'random'>

/** The first starts in the fresh containers, and what it takes until the app is at home in them. */
export async function warmUp(
  { clock, random }: Chance,
  settings: Config['startup'],
  all: readonly RunningVariant[],
): Promise<void> {
  const first = async (running: RunningVariant) => {
    const start = await startOnce(settings, running)
    if (start !== undefined) running.first = { start, engineMs: clock.now() - running.since }
  }
  const [one, ...others] = all
  if (one !== undefined) await first(one)
  // where the first never becomes ready the others will not either: let them wait for that together
  if (one?.state.kind === 'failed') await Promise.all(others.map(first))
  else for (const running of others) await first(running)
  for (let round = 1; round < warmUps; round++) {
    for (const running of shuffled(stillRunning(all), random)) await startOnce(settings, running)
  }
}

export interface SamplingOptions {
  /** Rounds at most. */
  readonly limit: number
  /** Numbers of rounds after which it is checked whether everything is decided. */
  readonly interimAnalyses: readonly number[]
  readonly isDecided: (rounds: number) => boolean
}

/** Starts every variant once in each round, in fresh random order, until it is decided; the number of rounds completed. */
export async function sample(
  { clock, random }: Chance,
  settings: Config['startup'],
  all: readonly RunningVariant[],
  { limit, interimAnalyses, isDecided }: SamplingOptions,
): Promise<number> {
  const since = clock.now()
  const spare = (toleratedFailures + toleratedMoves + 1) * all.length
  let disturbed = 0
  let done = 0
  for (let round = 0; round < limit + spare + disturbed && done < limit; round++) {
    if (stillRunning(all).length === 0) break
    if (done >= fewestRounds && clock.now() - since > timeBudgetMs) break
    const starts = await startAll(random, settings, all)
    // a round counts as a whole or not at all, so that the samples of all variants stay paired
    if (stillRunning(all).some((running) => !starts.has(running))) continue
    if (wasDisturbed(starts) && disturbed < Math.max(repeatedAtLeast, limit * repeatedShare)) {
      disturbed++
      continue
    }
    for (const [running, start] of starts) running.starts.push(start)
    done++
    if (interimAnalyses.includes(done) && isDecided(done)) break
  }
  return done
}

/** One round: those that gave a time of their own. */
async function startAll(
  random: World['random'],
  settings: Config['startup'],
  all: readonly RunningVariant[],
): Promise<ReadonlyMap<RunningVariant, Start>> {
  const starts = new Map<RunningVariant, Start>()
  for (const running of shuffled(stillRunning(all), random)) {
    const start = await startOnce(settings, running)
    if (start !== undefined) starts.set(running, start)
  }
  return starts
}

/** Pages had to come from the disk: that measures the cache of this machine. */
function wasDisturbed(starts: ReadonlyMap<RunningVariant, Start>): boolean {
  return [...starts.values()].some(({ majorFaults = 0 }) => majorFaults > 0)
}
