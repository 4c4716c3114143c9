/** What the packages of a Go program do before main, as its runtime tells it with GODEBUG=inittrace=1. */

import type { World } from '../../effects/world.ts'
import type { PackageInit, Spread } from '../../model/variant.ts'
import type { Plan } from '../../plan/plan.ts'
import type { Start } from '../probe/probe.ts'
import type { RunningVariant } from '../running-variants.ts'
import { median } from '../statistics.ts'
import { shuffled } from './shuffle.ts'
import { running, startOnce } from './starts.ts'

/** Allocations hardly vary from start to start; the times do, and seven starts tell a change from that. */
const tracedStarts = 7

/** Starts every lane but the control a few times with the trace, outside of the rounds: printing it takes time. */
export async function traceInits(world: World, plan: Plan, lanes: readonly RunningVariant[]): Promise<void> {
  const traced = lanes.filter(({ isControl }) => !isControl)
  for (let round = 0; round < tracedStarts; round++) {
    for (const lane of shuffled(running(traced), world.random)) {
      // an app that fails now and then has been measured already
      const { notStarted, failures } = lane
      const start = await startOnce(plan, lane, true)
      if (start?.inits !== undefined && start.inits.length > 0) lane.traced.push(start)
      lane.failures = failures
      if (notStarted === undefined) delete lane.notStarted
    }
  }
}

/** By package, in the order in which they are initialised. */
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
