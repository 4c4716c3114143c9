import type { Start } from '../probe/probe.ts'
import type { RunningVariant } from '../running-variants.ts'
import { timeForTraces } from './inits.ts'
import { shuffled } from './shuffle.ts'
import { remaining, type StartPhase } from './start-phase.ts'
import { toleratedFailures, toleratedMoves } from './start-state.ts'
import { startOnce, stillRunning } from './starts.ts'

/** A round is repeated only if there is time for this number of rounds. Slow starts hardly depend on reads from the disk. */
const roundsWorthRepeating = 20
/** Share of the rounds that may be repeated because they were disturbed. */
const repeatedShare = 0.1
/** Number of rounds that may be repeated, even if the share is smaller. */
const repeatedAtLeast = 3
/** The control is started once in this number of rounds, beginning with the first one. */
export const controlEvery = 2

export interface SamplingOptions {
  /** Maximum number of rounds. */
  readonly limit: number
  /** Numbers of rounds after which `goOn` is called. */
  readonly interimAnalyses: readonly number[]
  /**
   * The variants to start in further rounds; none if no more rounds are needed.
   *
   * @param rounds completed rounds
   * @param reachable rounds for which there is time, including the completed ones
   */
  readonly goOn: (rounds: number, reachable: number) => readonly RunningVariant[]
}

/**
 * Starts every variant once in each round, and the control in some rounds, in a new random order each time. It ends when no more
 * rounds are needed, or when there is no time for another one. Variants stop only at an interim analysis, so start i of each
 * belongs to round i.
 *
 * @returns the number of completed rounds
 */
export async function sample(
  phase: StartPhase,
  all: readonly RunningVariant[],
  { limit, interimAnalyses, goOn }: SamplingOptions,
): Promise<number> {
  const spare = (toleratedFailures + toleratedMoves + 1) * all.length
  let current = all
  let disturbed = 0
  let done = 0
  for (let round = 0; round < limit + spare + disturbed && done < limit; round++) {
    const traceMs = timeForTraces(phase, all)
    // a round that cannot be completed would be useless
    if (stillRunning(current).length === 0 || roundMs(current) + traceMs >= remaining(phase)) break
    phase.doing = `round ${done + 1} of at most ${limit}`
    phase.expectedMs = (limit - done) * roundMs(current) + traceMs
    const due = current.filter(({ isControl }) => !isControl || done % controlEvery === 0)
    const starts = await startAll(phase, due)
    // a round counts as a whole or not at all, so that the samples of all variants stay paired
    if (stillRunning(due).some((running) => !starts.has(running))) continue
    const isRepeatable =
      disturbed < Math.max(repeatedAtLeast, limit * repeatedShare) &&
      roundMs(current) * roundsWorthRepeating < remaining(phase)
    if (isRepeatable && wasDisturbed(starts)) {
      disturbed++
      continue
    }
    for (const [running, start] of starts) running.starts.push(start)
    done++
    if (interimAnalyses.includes(done)) {
      const left = Math.max(0, remaining(phase) - traceMs)
      current = goOn(done, done + Math.floor(left / Math.max(1, roundMs(current))))
    }
  }
  return done
}

/** Estimated from the last starts. */
function roundMs(all: readonly RunningVariant[]): number {
  return stillRunning(all).reduce((sum, { lastMs }) => sum + lastMs, 0)
}

/** Makes one round, and returns the starts that have a valid time. */
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

/** Whether pages were read from the disk: such a start measures the page cache of this machine. */
function wasDisturbed(starts: ReadonlyMap<RunningVariant, Start>): boolean {
  return [...starts.values()].some(({ majorFaults = 0 }) => majorFaults > 0)
}
