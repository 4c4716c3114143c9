/** Starts a program of another platform. These starts are not timed. */
import type { Start } from './probe/probe.ts'
import type { RunningVariant } from './running-variants.ts'
import type { StartPhase } from './sampling/start-phase.ts'
import type { startOnce } from './sampling/starts.ts'

/** Allocations hardly vary: a package is a cause only if both starts of base allocate less, or more, than both of head. */
const tracedStarts = 2

/** Starts the program with GODEBUG=inittrace=1. Returns whether every start produced a trace. */
export async function traceOne(
  phase: StartPhase,
  running: RunningVariant,
  start: typeof startOnce,
): Promise<boolean> {
  const traced: Start[] = []
  running.traced = traced
  for (let count = 0; count < tracedStarts; count++) {
    const one = await start(phase, running, { inittrace: true })
    if (one?.inits !== undefined && one.inits.length > 0) traced.push(one)
  }
  return traced.length === tracedStarts
}
