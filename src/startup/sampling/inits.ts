/** What the packages of a Go program do before main, as its runtime tells it with GODEBUG=inittrace=1. */

import type { Config } from '../../config/config.ts'
import type { World } from '../../effects/world.ts'
import type { PackageInit, Spread } from '../../model/variant.ts'
import type { Start } from '../probe/probe.ts'
import type { RunningVariant } from '../running-variants.ts'
import { median } from '../statistics.ts'
import { shuffled } from './shuffle.ts'
import { startTraced, stillRunning } from './starts.ts'

/** Allocations hardly vary from start to start; the times do, and seven starts tell a change from that. */
const tracedStarts = 7

/** Starts every variant a few times with the trace, outside of the rounds: printing it takes time. */
export async function traceInits(
  { random }: Pick<World, 'random'>,
  settings: Config['startup'],
  all: readonly RunningVariant[],
): Promise<void> {
  for (let round = 0; round < tracedStarts; round++) {
    for (const running of shuffled(stillRunning(all), random)) {
      const start = await startTraced(settings, running)
      if (start?.inits !== undefined && start.inits.length > 0) running.traced.push(start)
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
