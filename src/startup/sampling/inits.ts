/** What the packages of a Go program do before `main`, as its runtime reports with GODEBUG=inittrace=1. */

import type { PackageInit, Spread } from '../../model/variant.ts'
import type { Start } from '../probe/probe.ts'
import type { RunningVariant } from '../running-variants.ts'
import { median } from '../statistics.ts'
import { shuffled } from './shuffle.ts'
import { remaining, type StartPhase } from './start-phase.ts'
import { startTraced, stillRunning } from './starts.ts'

/** Allocations hardly vary between starts, but times do: seven starts distinguish a change from that. */
const tracedStarts = 7
/** Apps that take longer are traced in parallel, which does not change what they allocate. */
const slowMs = 1000
/** Maximum share of the total time, which the rounds need as well. */
const largestShare = 0.2

/** The time that the rounds leave for the traced starts, in milliseconds. */
export function timeForTraces({ settings }: StartPhase, all: readonly RunningVariant[]): number {
  const traced = stillRunning(all).filter(({ isControl }) => !isControl)
  const longest = Math.max(0, ...traced.map(({ lastMs }) => lastMs))
  if (longest > slowMs) return longest
  const each = traced.reduce((sum, { lastMs }) => sum + lastMs, 0)
  return Math.min(tracedStarts * each, settings.totalTimeoutMs * largestShare)
}

/** Starts every variant a few times with the trace. This is not part of the rounds, because printing the trace takes time. */
export async function traceInits(
  phase: StartPhase,
  all: readonly RunningVariant[],
  starts = tracedStarts,
): Promise<void> {
  phase.doing = 'starts with GODEBUG=inittrace=1'
  phase.expectedMs = timeForTraces(phase, all)
  const traced = async (running: RunningVariant) => {
    const start = await startTraced(phase, running)
    if (start === undefined && remaining(phase) <= 0) return
    running.traced ??= []
    if (start?.inits !== undefined && start.inits.length > 0) running.traced.push(start)
  }
  for (let round = 0; round < starts; round++) {
    const order = shuffled(stillRunning(all), phase.random)
    const longest = Math.max(0, ...order.map(({ lastMs }) => lastMs))
    if (longest > remaining(phase)) return
    if (longest > slowMs) await Promise.all(order.map(traced))
    else for (const running of order) await traced(running)
  }
}

/** The initialization of each package, in the order of the trace. */
export function packageInits(traced: readonly Start[]): readonly PackageInit[] {
  type Init = NonNullable<Start['inits']>[number]
  const byPackage = new Map<string, Init[]>()
  for (const { inits = [] } of traced) {
    for (const init of inits) byPackage.set(init.package, [...(byPackage.get(init.package) ?? []), init])
  }
  return [...byPackage].map(([name, inits]) => ({
    package: name,
    allocs: spread(inits.map(({ allocs }) => allocs)),
    bytes: spread(inits.map(({ bytes }) => bytes)),
    ms: spread(inits.map(({ clockMs }) => clockMs)),
  }))
}

function spread(values: readonly number[]): Spread {
  return { low: Math.min(...values), value: median(values), high: Math.max(...values) }
}
