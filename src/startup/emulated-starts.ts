/** Starts of a program of another platform, which are not timed. */
import type { Start } from './probe/probe.ts'
import type { RunningVariant } from './running-variants.ts'
import type { StartPhase } from './sampling/start-phase.ts'
import type { startOnce } from './sampling/starts.ts'

/** Allocations hardly differ from start to start: a package is a cause only if both starts of base are apart from both of head. */
const tracedStarts = 2

/** Starts it with GODEBUG=inittrace=1; whether each of the starts gave a trace. */
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
