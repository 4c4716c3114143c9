import type { Start } from '../probe/probe.ts'
import type { RunningVariant } from '../running-variants.ts'
import { timeForTraces } from './inits.ts'
import { shuffled } from './shuffle.ts'
import { remaining, type StartPhase } from './start-phase.ts'
import { toleratedFailures, toleratedMoves } from './start-state.ts'
import { startOnce, stillRunning } from './starts.ts'

/** Of so many rounds that there is time for, one may be made once more. What is read from the disk is little beside a slow start. */
const roundsWorthRepeating = 20
/** So large a share of the rounds may be repeated because something disturbed them, and at least so many. */
const repeatedShare = 0.1
const repeatedAtLeast = 3
/** The control is started in every so many-th round, the first one included. */
export const controlEvery = 2

export interface SamplingOptions {
  /** Rounds at most. */
  readonly limit: number
  /** Numbers of rounds after which it is checked what is decided. */
  readonly interimAnalyses: readonly number[]
  /** Those that are started in the rounds after so many, of as many as there is time for; none where no more help. */
  readonly goOn: (rounds: number, reachable: number) => readonly RunningVariant[]
}

/**
 * Starts every variant once in each round, and the control in a part of them, in fresh random order, until no more
 * rounds help or there is no time for another one; the number of rounds completed. Variants leave only at an interim analysis, so start i of each is of round i.
 */
export async function sample(
  phase: StartPhase,
  all: readonly RunningVariant[],
  { limit, interimAnalyses, goOn }: SamplingOptions,
): Promise<number> {
  const spare = (toleratedFailures + toleratedMoves + 1) * all.length
  let lanes = all
  let disturbed = 0
  let done = 0
  for (let round = 0; round < limit + spare + disturbed && done < limit; round++) {
    const traceMs = timeForTraces(phase, all)
    // as long as the last starts took: a round that is broken off would be time for nothing
    if (stillRunning(lanes).length === 0 || roundMs(lanes) + traceMs >= remaining(phase)) break
    phase.doing = `round ${done + 1} of at most ${limit}`
    phase.expectedMs = (limit - done) * roundMs(lanes) + traceMs
    const due = lanes.filter(({ isControl }) => !isControl || done % controlEvery === 0)
    const starts = await startAll(phase, due)
    // a round counts as a whole or not at all, so that the samples of all variants stay paired
    if (stillRunning(due).some((running) => !starts.has(running))) continue
    const isRepeatable =
      disturbed < Math.max(repeatedAtLeast, limit * repeatedShare) &&
      roundMs(lanes) * roundsWorthRepeating < remaining(phase)
    if (isRepeatable && wasDisturbed(starts)) {
      disturbed++
      continue
    }
    for (const [running, start] of starts) running.starts.push(start)
    done++
    if (interimAnalyses.includes(done)) {
      const left = Math.max(0, remaining(phase) - traceMs)
      lanes = goOn(done, done + Math.floor(left / Math.max(1, roundMs(lanes))))
    }
  }
  return done
}

function roundMs(all: readonly RunningVariant[]): number {
  return stillRunning(all).reduce((sum, { lastMs }) => sum + lastMs, 0)
}

/** One round: those that gave a time of their own. */
async function startAll(
  phase: StartPhase,
  all: readonly RunningVariant[],
): Promise<ReadonlyMap<RunningVariant, Start>> {
  const starts = new Map<RunningVariant, Start>()
  for (const running of shuffled(stillRunning(all), phase.random)) {
    const start = await startOnce(phase, running)
    if (start !== undefined) starts.set(running, start)
  }
  return starts
}

/** Pages had to come from the disk: that measures the cache of this machine. */
function wasDisturbed(starts: ReadonlyMap<RunningVariant, Start>): boolean {
  return [...starts.values()].some(({ majorFaults = 0 }) => majorFaults > 0)
}
